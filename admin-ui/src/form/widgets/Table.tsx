// Lists of entries and groups of fields. A list whose length the schema fixes can be filled but not lengthened.
import type { FieldLayout, Schema } from '@/api/types';
import { resolve, shapeOf, at, type Json } from '@/form/engine';
import { Field, type WidgetProps } from '@/form/Field';
import { kindOf, optionsOf } from '@/form/kind';
import { form } from '@/form/messages.zh';
import { pointer, useScope } from '@/form/scope';
import { Icon } from '@/ui/Icon';

const names = (layout: FieldLayout | undefined): FieldLayout[] | undefined => layout?.fields?.map((field) => (typeof field === 'string' ? { name: field } : field));

export function Group({ path, schema, layout }: WidgetProps) {
  return <div className="group"><Entry path={path} schema={schema} layout={layout} /></div>;
}

function Entry({ path, schema, layout }: { path: (string | number)[]; schema: Schema; layout?: FieldLayout }) {
  const scope = useScope();
  const shape = shapeOf(scope.root, schema, at(scope.value, pointer(path)));
  const fields = names(layout) ?? Object.keys(shape.properties).map((name) => ({ name }));
  return <>{fields.filter((field) => shape.properties[field.name]).map((field) => <Field key={field.name} path={[...path, field.name]} schema={shape.properties[field.name]} layout={field} required={shape.required.has(field.name)} />)}</>;
}

export function Table({ path, schema, layout, control }: WidgetProps) {
  const scope = useScope();
  const items = resolve(scope.root, (schema.items ?? {}) as Schema);
  const rows = Array.isArray(control.value) ? (control.value as Json[]) : [];
  const fixed = (schema.minItems !== undefined && schema.minItems === schema.maxItems && rows.length === schema.minItems) || layout?.fixed === true;
  const title = String(items.title ?? form.item);
  const full = typeof schema.maxItems === 'number' && rows.length >= schema.maxItems;
  const isObject = items.type === 'object' || Boolean(items.properties);
  const remove = (index: number) => control.onChange(rows.filter((_, i) => i !== index));
  return (
    <div id={control.id} tabIndex={-1}>
      {rows.map((_, i) => (
        <div className="entry" key={i}>
          {!fixed && <div className="row"><b>{form.entry(title, i + 1)}</b><span className="sp" /><button type="button" className="btn q s" onClick={() => remove(i)}><Icon name="close" />{form.remove}</button></div>}
          {isObject ? <Entry path={[...path, i]} schema={items} layout={layout} /> : <Field path={[...path, i]} schema={items} required bare />}
        </div>
      ))}
      {!fixed && !full && <button type="button" className="btn" onClick={() => control.onChange([...rows, isObject ? blank(scope.root, items) : ''])}><Icon name="plus" />{form.add(title)}</button>}
    </div>
  );
}

/** A new entry holds only what has a single possible value or a default. */
function blank(root: Schema, schema: Schema): Json {
  const shape = shapeOf(root, schema, {});
  const filled = Object.entries(shape.properties).flatMap(([name, property]) => {
    const only = property.const ?? property.default ?? (kindOf(property) === 'choice' && optionsOf(property).length === 1 ? optionsOf(property)[0].value : undefined);
    return only === undefined ? [] : [[name, only] as const];
  });
  return Object.fromEntries(filled);
}
