// The desk's look: antd controls with the same values as the plain look.
import { Checkbox, DatePicker, Input, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { OFFSET, OPTIONS_SIDE_BY_SIDE_MAX, type ControlProps, type Option, type Skin } from '@/form/skin';
import { form } from '@/form/messages.zh';

const common = (props: ControlProps<never> | ControlProps<string> | ControlProps<unknown>) => ({
  id: props.id, disabled: props.disabled, status: props.invalid ? ('error' as const) : undefined, 'aria-invalid': props.invalid || undefined, 'aria-describedby': props.describedBy,
});
const orNothing = (value: string) => (value === '' ? undefined : value);

function Text(props: ControlProps<string> & { inputMode?: 'text' | 'decimal' | 'tel' }) {
  return <Input {...common(props)} inputMode={props.inputMode} autoComplete="off" value={props.value ?? ''} onChange={(event) => props.onChange(orNothing(event.target.value))} />;
}
function LongText(props: ControlProps<string> & { rows?: number }) {
  // Never `autoSize`: it writes a style attribute, which the content security policy refuses.
  return <Input.TextArea {...common(props)} rows={props.rows ?? 3} value={props.value ?? ''} onChange={(event) => props.onChange(orNothing(event.target.value))} />;
}
function Day(props: ControlProps<string>) {
  return <DatePicker {...common(props)} showNow={false} value={props.value ? dayjs(props.value) : null} onChange={(day) => props.onChange(day ? day.format('YYYY-MM-DD') : undefined)} />;
}
function Instant(props: ControlProps<string>) {
  // The digits of the agency's clock, whatever zone the computer is in.
  const local = props.value ? dayjs(props.value.slice(0, 16)) : null;
  return <DatePicker {...common(props)} showTime={{ format: 'HH:mm' }} showNow={false} format="YYYY-MM-DD HH:mm" value={local} onChange={(at) => props.onChange(at ? `${at.format('YYYY-MM-DDTHH:mm')}:00${OFFSET}` : undefined)} />;
}
function One(props: ControlProps<unknown> & { options: Option[] }) {
  const index = props.options.findIndex((option) => option.value === props.value);
  const options = props.options.map((option, i) => ({ value: i, label: option.title }));
  const pick = (i: number | undefined) => props.onChange(i === undefined ? undefined : props.options[i]?.value);
  if (options.length > OPTIONS_SIDE_BY_SIDE_MAX)
    return <Select {...common(props)} aria-label={props.label} placeholder={form.choose} allowClear showSearch={{ optionFilterProp: 'label' }} value={index === -1 ? undefined : index} options={options} onChange={pick} />;
  return <Radio.Group id={props.id} aria-label={props.label} disabled={props.disabled} value={index} options={options} onChange={(event) => pick(event.target.value as number)} />;
}
function Many(props: ControlProps<unknown[]> & { options: Option[] }) {
  const chosen = (props.value ?? []).map((value) => props.options.findIndex((option) => option.value === value));
  return <div id={props.id} tabIndex={-1} role="group" aria-label={props.label}><Checkbox.Group disabled={props.disabled} value={chosen} options={props.options.map((option, i) => ({ value: i, label: option.title }))} onChange={(picked) => props.onChange(picked.map((i) => props.options[i as number].value))} /></div>;
}

export const antdSkin: Skin = { Text, LongText, Day, Instant, One, Many };
