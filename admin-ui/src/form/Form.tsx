// One form from a JSON Schema and a layout, in any look. Values stay with the caller.
import type { Answers, FieldLayout, FormDefinition, Schema } from '@/api/types';
import { isSilent, whenHolds } from '@/form/answers';
import { put, shapeOf, steps } from '@/form/engine';
import { Field } from '@/form/Field';
import { form as words } from '@/form/messages.zh';
import { fieldId, ScopeContext, type FormScope } from '@/form/scope';
import type { FieldError } from '@/form/validate';

interface Props {
  definition: FormDefinition; value: Answers; onChange: (value: Answers) => void; errors?: FieldError[]; sources?: Record<string, string>;
  caseId?: string; conductDate?: string; now?: string; readOnly?: boolean;
}

export function Form({ definition, value, onChange, errors = [], sources = {}, ...rest }: Props) {
  const { schema, layout } = definition;
  const shape = shapeOf(schema, schema, value);
  const scope: FormScope = { root: schema, value, errors, sources, set: (path, entry) => onChange(put(value, path, entry) as Answers), setMany: (entries) => onChange({ ...value, ...entries }), ...rest };
  return (
    <ScopeContext.Provider value={scope}>
      <div className="xf">
        <ErrorSummary errors={errors} />
        {sectionsOf(layout, Object.keys(shape.properties)).map((section, i) => {
          const shown = section.fields.filter((field) => shape.properties[field.name] && !isSilent(shape.properties[field.name]) && whenHolds(field.when, value));
          return shown.length === 0 ? null : (
            <section key={i}>
              {section.title && <h2>{section.title}</h2>}
              {section.note && <p className="help">{section.note}</p>}
              {shown.map((field) => <Field key={field.name} path={[field.name]} schema={shape.properties[field.name] as Schema} layout={field} required={shape.required.has(field.name)} />)}
            </section>
          );
        })}
      </div>
    </ScopeContext.Provider>
  );
}

interface Section { title?: string; note?: string; fields: FieldLayout[] }

/** The layout's sections; fields that it does not name follow in a last one, so that nothing required is unreachable. */
function sectionsOf(layout: FormDefinition['layout'], names: string[]): Section[] {
  const asField = (field: string | FieldLayout): FieldLayout => (typeof field === 'string' ? { name: field } : field);
  const sections: Section[] = (layout?.sections ?? []).map((section) => ({ ...section, fields: section.fields.map(asField) }));
  const named = new Set(sections.flatMap((section) => section.fields.map((field) => field.name)));
  const rest = names.filter((name) => !named.has(name)).map((name) => ({ name }));
  return rest.length > 0 ? [...sections, { fields: rest }] : sections;
}

/** All fields to change, each a link to its field. */
export function ErrorSummary({ errors }: { errors: FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <div className="note bad sum" role="alert" tabIndex={-1} id="form-errors">
      <div>
        <b>{words.fix(errors.length)}</b>
        <ol>{errors.map((error) => <li key={error.at}><a href={`#${fieldId(steps(`#${error.at}`))}`} onClick={(event) => { event.preventDefault(); focusField(error.at); }}>{error.text}</a></li>)}</ol>
      </div>
    </div>
  );
}

/** Brings a field into view and puts the cursor into it. */
export function focusField(at: string): void {
  const id = fieldId(steps(`#${at}`));
  const target = document.getElementById(id) ?? document.getElementById(`${id}-box`);
  target?.scrollIntoView({ block: 'center' });
  (target?.matches('input,textarea,select') ? target : (target?.querySelector<HTMLElement>('input,textarea,select,button') ?? target))?.focus();
}
