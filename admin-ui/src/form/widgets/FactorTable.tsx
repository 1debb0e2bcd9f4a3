// Binding factors to evidence. Points are shown, never typed; a factor that a fact decides has no choice.
import { useGet } from '@/api/hooks';
import { api } from '@/api/paths';
import type { EvidenceView, SheetFactor, SheetView } from '@/api/types';
import type { WidgetProps } from '@/form/Field';
import { form } from '@/form/messages.zh';
import { useScope } from '@/form/scope';

interface Bound { factor: string; option?: string; evidence?: string[] }

export function FactorTable({ control }: WidgetProps) {
  const { caseId } = useScope();
  const { data: sheet } = useGet<SheetView>(api.part(caseId ?? '', 'sheet'), Boolean(caseId));
  const { data: evidence } = useGet<EvidenceView>(api.part(caseId ?? '', 'evidence'), Boolean(caseId));
  const factors = sheet?.entry?.factors ?? [];
  const bound = Array.isArray(control.value) ? (control.value as Bound[]) : [];
  const of = (factor: string): Bound => bound.find((one) => one.factor === factor) ?? { factor, evidence: [] };
  const write = (next: Bound) => control.onChange([...bound.filter((one) => one.factor !== next.factor), next]);
  const usable = (evidence?.items ?? []).filter((item) => item.state !== 'excluded');
  return (
    <div id={control.id} tabIndex={-1}>
      {factors.map((factor) => {
        const entry = of(factor.factor);
        return (
          <div className="entry" key={factor.factor}>
            <b>{factor.factor_title ?? factor.factor}</b>
            <div className="opts" role="radiogroup" aria-label={factor.factor_title}>
              {decided(factor) && <span className="m2">{form.factHint}</span>}
              {!decided(factor) && (factor.options ?? []).map((option) => (
                <label key={option.id}><input type="radio" name={`${control.id}-${factor.factor}`} checked={entry.option === option.id} onChange={() => write({ ...entry, option: option.id })} />{option.title}<span className="m2 sm">{form.pointsOf(option.points)}</span></label>
              ))}
            </div>
            <div className="opts" role="group" aria-label={form.evidence}>
              <span className="m2">{form.evidence}</span>
              {usable.map((item) => (
                <label key={item.id}><input type="checkbox" checked={entry.evidence?.includes(item.id) ?? false} onChange={() => write({ ...entry, evidence: toggled(entry.evidence ?? [], item.id) })} />{item.name}</label>
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** A factor whose class follows from a fact is shown, never chosen. */
const decided = (factor: SheetFactor) => factor.by_fact === true || factor.from_fact !== undefined;

const toggled = (list: string[], id: string) => (list.includes(id) ? list.filter((one) => one !== id) : [...list, id]);
