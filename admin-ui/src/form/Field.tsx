// One field: label, source, control, help, error. The control comes from the skin or from a widget.
import { useState } from 'react';
import type { FieldLayout, Schema } from '@/api/types';
import { at, isFilled } from '@/form/engine';
import { kindOf, optionsOf } from '@/form/kind';
import { form } from '@/form/messages.zh';
import { fieldId, pointer, useScope } from '@/form/scope';
import { useSkin, type ControlProps } from '@/form/skin';
import { Checklist } from '@/form/widgets/Checklist';
import { Group, Table } from '@/form/widgets/Table';
import { CausePicker, EnterprisePicker, EvidencePicker, PersonPicker } from '@/form/widgets/pickers';
import { FactorTable } from '@/form/widgets/FactorTable';
import { SignatureField } from '@/form/widgets/SignatureField';
import { plain } from '@/ui/format';
import { Icon } from '@/ui/Icon';

export interface FieldProps { path: (string | number)[]; schema: Schema; layout?: FieldLayout; required: boolean; bare?: boolean }

export function Field({ path, schema, layout, required, bare = false }: FieldProps) {
  const scope = useScope();
  const [changing, setChanging] = useState(false);
  const id = fieldId(path);
  const place = pointer(path);
  const value = at(scope.value, place);
  const error = scope.errors.find((one) => one.at === place);
  const kind = kindOf(schema, layout);
  const title = String(schema.title ?? layout?.title ?? path.at(-1));
  const source = path.length === 1 ? scope.sources[String(path[0])] : undefined;
  const help = (layout?.help ?? schema['x-help'] ?? schema.description) as string | undefined;
  const unit = schema['x-unit'] as string | undefined;
  const fixed = scope.readOnly || schema.readOnly === true || layout?.readonly === true;
  const readable = ['text', 'text-long', 'date', 'date-time', 'decimal', 'choice', 'checks'].includes(kind);
  const shownAsText = (fixed && readable) || (readable && source !== undefined && isFilled(value) && !changing && !error && typeof value !== 'object');
  const describedBy = [error && `${id}-e`, help && `${id}-h`].filter(Boolean).join(' ') || undefined;
  const labelled = ['text', 'text-long', 'date', 'date-time', 'decimal', 'enterprise-picker'].includes(kind) && !shownAsText;
  const Label = labelled ? 'label' : 'div';

  return (
    <div className="field" id={`${id}-box`} data-name={path.join('.')}>
      {!bare && kind !== 'tick' && (
        <Label className="label" {...(labelled ? { htmlFor: id } : {})}>
          {title}{required && !fixed && <span className="req">{form.required}</span>}
          {source && <span className="src">{form.sourceOf(source)}</span>}
          {source && shownAsText && !fixed &&  <button type="button" className="btn q s" onClick={() => setChanging(true)}><Icon name="pen" />{form.change}</button>}
        </Label>
      )}
      {shownAsText
        ? <div className="fixed">{fixedText(schema, value)}{unit && isFilled(value) && ` ${unit}`}</div>
        : <Control kind={kind} path={path} schema={schema} layout={layout} control={{ id, value: value as never, onChange: (next: unknown) => scope.set(path, next), invalid: Boolean(error), describedBy, label: title, disabled: fixed }} />}
      {help && <div className="help" id={`${id}-h`}>{help}</div>}
      {error && <div className="err" id={`${id}-e`}><Icon name="blocked" />{error.text}</div>}
    </div>
  );
}

function fixedText(schema: Schema, value: unknown): string {
  const shown = value ?? schema.const;
  const options = optionsOf(Array.isArray(shown) ? ((schema.items ?? {}) as Schema) : schema);
  const one = (entry: unknown) => options.find((option) => option.value === entry)?.title ?? plain(entry);
  return Array.isArray(shown) ? plain(shown.map(one)) : one(shown);
}

type AnyControl = ControlProps<never> & { onChange: (value: unknown) => void };
export interface WidgetProps { path: (string | number)[]; schema: Schema; layout?: FieldLayout; control: AnyControl }

function Control({ kind, path, schema, layout, control }: WidgetProps & { kind: string }) {
  const skin = useSkin();
  const { now } = useScope();
  const text = control as unknown as ControlProps<string>;
  const widget = { path, schema, layout, control };
  switch (kind) {
    case 'text-long': return <skin.LongText {...text} rows={typeof layout?.rows === 'number' ? layout.rows : undefined} />;
    case 'date': return <skin.Day {...text} />;
    case 'date-time': return (
      <div className="row"><skin.Instant {...text} />{now && <button type="button" className="btn" onClick={() => text.onChange(`${now.slice(0, 16)}:00+08:00`)}><Icon name="clock" />{form.now}</button>}</div>
    );
    case 'choice': return <skin.One {...(control as unknown as ControlProps<unknown>)} options={optionsOf(schema)} />;
    case 'checks': return <skin.Many {...(control as unknown as ControlProps<unknown[]>)} options={optionsOf((schema.items ?? {}) as Schema)} />;
    case 'decimal': return schema['x-unit'] ? <div className="row"><Decimal schema={schema} control={control} /><span className="nw m2">{String(schema['x-unit'])}</span></div> : <Decimal schema={schema} control={control} />;
    case 'tick': return <label className="row tick"><input id={control.id} type="checkbox" disabled={control.disabled} checked={(control.value as unknown) === true} onChange={(event) => control.onChange(event.target.checked ? true : undefined)} aria-describedby={control.describedBy} />{control.label}</label>;
    case 'checklist': return <Checklist {...widget} />;
    case 'evidence-picker': return <EvidencePicker {...widget} />;
    case 'person-picker': return <PersonPicker {...widget} />;
    case 'cause-picker': return <CausePicker {...widget} />;
    case 'enterprise-picker': return <EnterprisePicker {...widget} />;
    case 'signature': return <SignatureField {...widget} />;
    case 'table': return <Table {...widget} />;
    case 'factor-table': return <FactorTable {...widget} />;
    case 'group': return <Group {...widget} />;
    default: return <skin.Text {...text} />;
  }
}

/** Numbers are typed as text; only schemas that ask for a JSON number get one. Never a stepper. */
function Decimal({ schema, control }: { schema: Schema; control: AnyControl }) {
  const skin = useSkin();
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (control.value === undefined ? undefined : String(control.value));
  const change = (text: string | undefined) => {
    setTyped(text ?? '');
    control.onChange(!isNumber || text === undefined || !/^-?\d+(\.\d+)?$/.test(text) ? text : Number(text));
  };
  return <skin.Text {...(control as unknown as ControlProps<string>)} value={shown} onChange={change} inputMode="decimal" />;
}
