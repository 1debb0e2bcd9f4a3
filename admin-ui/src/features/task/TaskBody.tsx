// What one fills in: refusals, what is missing, the form, the signatures.
import type { TaskView } from '@/api/types';
import { Form } from '@/form/Form';
import { words } from '@/features/task/messages.zh';
import { Signatures } from '@/features/task/Signatures';
import type { Duty } from '@/features/task/useTask';
import { Note } from '@/ui/parts';
import { MissingLine, Refusal } from '@/ui/Refusal';

interface Props { caseId: string; view: TaskView; duty: Duty; conductDate?: string; now?: string; actor?: string }

export function TaskBody({ caseId, view, duty, conductDate, now, actor }: Props) {
  const others = Boolean(view.task) && !view.allowed.complete.ok && !view.allowed.claim?.ok;
  return (
    <>
      {view.unavailable && <Note tone="warn" icon="blocked"><b>{words.unavailable}</b><p>{view.unavailable.text}</p></Note>}
      {others && !view.unavailable && <Note icon="lock">{view.allowed.complete.reason ?? words.notMine}</Note>}
      {view.missing.length > 0 && <section className="up"><h3>{words.missing}</h3>{view.missing.map((one, i) => <MissingLine key={i} missing={one} caseId={caseId} />)}</section>}
      {!view.unavailable && (
        <div className="up">
          {Object.keys((view.form.schema.properties as object | undefined) ?? {}).length === 0 && <p className="m2">{words.noForm}</p>}
          <Form definition={view.form} value={duty.answers} onChange={duty.change} errors={duty.errors} sources={view.sources} caseId={caseId} conductDate={conductDate} now={now} readOnly={others} />
          {!others && <Signatures caseId={caseId} view={view} duty={duty} now={now} actor={actor} />}
        </div>
      )}
      <Refusal error={duty.refusal} caseId={caseId} />
    </>
  );
}
