// Choosing what the system already knows: evidence, people, causes, enterprises. The value is always the id.
import { useState } from 'react';
import { useGet } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Cause, Enterprise, EvidenceView, Person } from '@/api/types';
import type { WidgetProps } from '@/form/Field';
import { form } from '@/form/messages.zh';
import { useScope } from '@/form/scope';

interface Choice { id: string; title: string; detail?: string }

/** A list with boxes (many) or circles (one). */
function Picks({ control, many, choices, empty }: { control: WidgetProps['control']; many: boolean; choices: Choice[]; empty: string }) {
  const value = control.value as unknown;
  const chosen = Array.isArray(value) ? (value as string[]) : value ? [String(value)] : [];
  const toggle = (id: string) => {
    if (!many) control.onChange(id);
    else control.onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  };
  const offered = control.disabled ? choices.filter((choice) => chosen.includes(choice.id)) : choices;
  if (offered.length === 0) return <p className="m2 md">{empty}</p>;
  return (
    <div className="picks" id={control.id} role={many ? 'group' : 'radiogroup'} aria-label={control.label} aria-describedby={control.describedBy} tabIndex={-1}>
      {offered.map((choice) => (
        <label key={choice.id}>
          <input type={many ? 'checkbox' : 'radio'} name={control.id} disabled={control.disabled} checked={chosen.includes(choice.id)} onChange={() => toggle(choice.id)} />
          <span>{many && chosen.length > 1 && chosen.includes(choice.id) && `${chosen.indexOf(choice.id) + 1}. `}{choice.title}{choice.detail && <span className="m2 sm"> {choice.detail}</span>}</span>
        </label>
      ))}
    </div>
  );
}

const isMany = (schema: WidgetProps['schema']) => schema.type === 'array';

export function EvidencePicker({ schema, control, layout }: WidgetProps) {
  const { caseId } = useScope();
  const { data } = useGet<EvidenceView>(api.part(caseId ?? '', 'evidence'), Boolean(caseId));
  const kinds = layout?.kinds as string[] | undefined;
  const items = (data?.items ?? []).filter((item) => item.state !== 'excluded' && (!kinds || kinds.includes(item.kind)));
  return <Picks control={control} many={isMany(schema)} empty={form.noEvidence} choices={items.map((item) => ({ id: item.id, title: item.name, detail: item.kind_title }))} />;
}

export function PersonPicker({ schema, control, layout }: WidgetProps) {
  const role = String(layout?.role ?? '');
  const { data } = useGet<Person[] | { items: Person[] }>(api.people(role));
  const people = Array.isArray(data) ? data : (data?.items ?? []);
  return <Picks control={control} many={isMany(schema)} empty={form.none} choices={people.map((person) => ({ id: person.id, title: person.name, detail: person.titles?.join(' ') }))} />;
}

export function CausePicker({ schema, control }: WidgetProps) {
  const scope = useScope();
  // The day typed in this very form goes before the one the case has.
  const dayField = Object.entries((scope.root.properties ?? {}) as Record<string, { 'x-fact'?: string }>).find(([, one]) => one['x-fact'] === 'case.conduct_date')?.[0];
  const conductDate = (dayField && (scope.value[dayField] as string | undefined)) ?? scope.conductDate;
  const [q, setQ] = useState('');
  const { data } = useGet<Cause[] | { items: Cause[] }>(api.causes(conductDate ?? '', q));
  const causes = Array.isArray(data) ? data : (data?.items ?? []);
  const choices = causes.map((cause) => ({ id: cause.id, title: cause.title, detail: [cause.violated, cause.penal, cause.amount, cause.valid].filter(Boolean).join(' · ') }));
  return <div className="stack"><Search q={q} setQ={setQ} /><Picks control={control} many={isMany(schema)} empty={form.none} choices={choices} /></div>;
}

/** The value is the name; choosing an entry of the register fills other fields, and an unknown name may be typed. */
export function EnterprisePicker({ path, layout, control }: WidgetProps) {
  const scope = useScope();
  const [open, setOpen] = useState(false);
  const name = (control.value as unknown as string | undefined) ?? '';
  const { data } = useGet<{ items: Enterprise[] }>(api.enterprises(name), open);
  const fills = (layout?.fills ?? {}) as Record<string, string>;
  const choose = (one: Enterprise) => {
    const row = one as unknown as Record<string, unknown>;
    const column = (wanted: string) => row[wanted] ?? row[COLUMNS[wanted] ?? wanted];
    const filled = Object.entries(fills).filter(([, from]) => column(from) !== undefined).map(([field, from]) => [field, column(from)] as const);
    scope.setMany({ ...Object.fromEntries(filled), [String(path.at(-1))]: one.name });
    setOpen(false);
  };
  const found = (data?.items ?? []).filter((one) => one.name !== name);
  return (
    <div className="stack">
      <input id={control.id} className="inp" role="combobox" aria-expanded={open && found.length > 0} aria-controls={`${control.id}-list`} aria-invalid={control.invalid || undefined} aria-describedby={control.describedBy} autoComplete="off" disabled={control.disabled} placeholder={form.search} value={name} onFocus={() => setOpen(true)} onChange={(event) => { setOpen(true); control.onChange(event.target.value || undefined); }} />
      {open && found.length > 0 && <ul className="picks" id={`${control.id}-list`}>{found.map((one) => <li key={one.id}><button type="button" className="linklike" onClick={() => choose(one)}>{one.name}<span className="m2 sm"> {[one.credit_code, one.address].filter(Boolean).join(' · ')}</span></button></li>)}</ul>}
    </div>
  );
}

/** Columns of the register that the list of enterprises calls by another word. */
const COLUMNS: Record<string, string> = { uscc: 'credit_code' };

function Search({ q, setQ }: { q: string; setQ: (q: string) => void }) {
  return <input className="inp" type="search" placeholder={form.search} aria-label={form.search} value={q} onChange={(event) => setQ(event.target.value)} />;
}
