// A fixed list of items, each with a verdict and, where it is not the good one, a sentence why.
import type { Schema } from '@/api/types';
import { at, shapeOf } from '@/form/engine';
import type { WidgetProps } from '@/form/Field';
import { optionsOf } from '@/form/kind';
import { form } from '@/form/messages.zh';
import { fieldId, pointer, useScope } from '@/form/scope';
import { Icon } from '@/ui/Icon';
import { Segments } from '@/ui/parts';

interface Row { title: string; field: string; note?: string }

export function Checklist({ path, schema, layout, control }: WidgetProps) {
  const scope = useScope();
  const shape = shapeOf(scope.root, schema, control.value);
  const rows = (layout?.rows as Row[] | undefined) ?? Object.keys(shape.properties).map((field) => ({ title: String(shape.properties[field].title ?? field), field }));
  const open = rows.filter((row) => at(scope.value, pointer([...path, row.field])) === undefined).length;
  return (
    <div id={control.id} tabIndex={-1}>
      <ol className="checklist">{rows.map((row, i) => <Item key={row.field} row={row} number={i + 1} path={path} schema={shape.properties[row.field] ?? {}} disabled={control.disabled} />)}</ol>
      {open > 0 && <p className="sm m2">{form.openItems(open)}</p>}
    </div>
  );
}

function Item({ row, number, path, schema, disabled }: { row: Row; number: number; path: (string | number)[]; schema: Schema; disabled?: boolean }) {
  const scope = useScope();
  const place = [...path, row.field];
  const value = at(scope.value, pointer(place));
  const options = optionsOf(schema);
  const note = row.note ? (at(scope.value, pointer([...path, row.note])) as string | undefined) : undefined;
  const errors = scope.errors.filter((one) => one.at === pointer(place) || (row.note && one.at === pointer([...path, row.note])));
  const showNote = row.note && ((value !== undefined && value !== options[0]?.value) || note);
  const chosen = options.findIndex((option) => option.value === value);
  return (
    <li id={fieldId(place)} tabIndex={-1}>
      <div className="row"><span className="grow"><b>{number}　{row.title}</b></span>
        <Segments label={row.title} value={chosen === -1 ? undefined : String(chosen)} onChange={(i) => { if (!disabled) scope.set(place, options[Number(i)].value); }}
          options={options.map((option, i) => ({ id: String(i), title: option.title, tone: i === 0 ? 'ok' : i === 1 ? 'bad' : '', icon: i === 0 ? 'tick' as const : i === 1 ? 'close' as const : undefined }))} /></div>
      {showNote && <input className="inp up" aria-label={form.noteOf(row.title)} placeholder={form.noteOf(row.title)} disabled={disabled} value={note ?? ''} onChange={(event) => scope.set([...path, row.note!], event.target.value || undefined)} />}
      {errors.map((error) => <div className="err" key={error.at}><Icon name="blocked" />{error.text}</div>)}
    </li>
  );
}
