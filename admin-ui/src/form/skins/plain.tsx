// The look without a library: native controls, used by the phone.
import { OFFSET, OPTIONS_SIDE_BY_SIDE_MAX, type ControlProps, type Option, type Skin } from '@/form/skin';
import { form } from '@/form/messages.zh';

const common = (props: ControlProps<never> | ControlProps<string> | ControlProps<unknown>) => ({
  id: props.id, disabled: props.disabled, 'aria-invalid': props.invalid || undefined, 'aria-describedby': props.describedBy,
});
const text = (props: ControlProps<string>) => ({
  ...common(props), className: 'inp', value: props.value ?? '',
  onChange: (event: { target: { value: string } }) => props.onChange(event.target.value === '' ? undefined : event.target.value),
});

function Text(props: ControlProps<string> & { inputMode?: 'text' | 'decimal' | 'tel' }) {
  return <input type="text" inputMode={props.inputMode} autoComplete="off" {...text(props)} />;
}
function LongText(props: ControlProps<string> & { rows?: number }) {
  return <textarea rows={props.rows ?? 3} {...text(props)} />;
}
function Day(props: ControlProps<string>) {
  return <input type="date" {...text(props)} />;
}
function Instant(props: ControlProps<string>) {
  const local = props.value?.slice(0, 16) ?? '';
  return <input type="datetime-local" {...text(props)} value={local} onChange={(event) => props.onChange(event.target.value ? `${event.target.value}:00${OFFSET}` : undefined)} />;
}
function One(props: ControlProps<unknown> & { options: Option[] }) {
  const index = props.options.findIndex((option) => option.value === props.value);
  if (props.options.length > OPTIONS_SIDE_BY_SIDE_MAX) {
    return (
      <select {...common(props)} className="inp" value={index} onChange={(event) => props.onChange(props.options[Number(event.target.value)]?.value)}>
        <option value={-1}>{form.choose}</option>
        {props.options.map((option, i) => <option key={i} value={i}>{option.title}</option>)}
      </select>
    );
  }
  return (
    <div className="opts" role="radiogroup" aria-label={props.label} aria-describedby={props.describedBy} id={props.id} tabIndex={-1}>
      {props.options.map((option, i) => (
        <label key={i}><input type="radio" name={props.id} disabled={props.disabled} checked={i === index} onChange={() => props.onChange(option.value)} />{option.title}</label>
      ))}
    </div>
  );
}
function Many(props: ControlProps<unknown[]> & { options: Option[] }) {
  const chosen = props.value ?? [];
  const toggle = (value: unknown) => props.onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <div className="opts" role="group" aria-label={props.label} aria-describedby={props.describedBy} id={props.id} tabIndex={-1}>
      {props.options.map((option, i) => (
        <label key={i}><input type="checkbox" disabled={props.disabled} checked={chosen.includes(option.value)} onChange={() => toggle(option.value)} />{option.title}</label>
      ))}
    </div>
  );
}

export const plainSkin: Skin = { Text, LongText, Day, Instant, One, Many };
