// The statutory steps of one handling method: done in one line, now and blocked open, later quiet.
import { Link, useLocation } from 'wouter';
import { useCommand } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Step, StepTask } from '@/api/types';
import { words } from '@/features/cases/messages.zh';
import { shortDay } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { LimitMark } from '@/ui/LimitMark';
import { ui } from '@/ui/messages.zh';
import { MissingLine, Refusal } from '@/ui/Refusal';
import { look, Status } from '@/ui/Status';

export function Spine({ steps, caseId, archived }: { steps: Step[]; caseId: string; archived: boolean }) {
  const numbered = steps.filter((step) => step.state !== 'not_required');
  return <ol className="spine">{steps.map((step) => <StepRow key={step.id} step={step} number={step.state === 'not_required' ? undefined : numbered.indexOf(step) + 1} caseId={caseId} archived={archived} />)}</ol>;
}

function StepRow({ step, number, caseId, archived }: { step: Step; number?: number; caseId: string; archived: boolean }) {
  const acts = (step.tasks?.length ?? 0) + (step.events?.length ?? 0) > 0;
  const open = !archived && (acts || (step.missing?.length ?? 0) > 0 || ['now', 'blocked', 'waiting'].includes(step.state));
  const quiet = step.state === 'later';
  const { tone, icon } = look(step.state);
  const text = [step.who, step.text ?? step.rule].filter(Boolean).join(ui.semicolon);
  return (
    <li className={`${tone === 'wait' ? 'wait' : tone} ${open ? '' : 'one'}`} aria-current={step.state === 'now' ? 'step' : undefined}>
      <span className="ic"><Icon name={icon} /></span>
      <div>
        <div className="ti"><span className="no">{number}</span>{step.title}</div>
        <div className="me2">
          {text}
          {step.papers?.map((paper) => <span key={paper.id}> <Link href={page.document(caseId, paper.id)}>{paper.name}</Link></span>)}
        </div>
        {!archived && step.tasks?.map((task) => <TaskLine key={task.task} task={task} caseId={caseId} />)}
        {!archived && step.events?.map((event) => (
          <div className="row wrap act" key={event.element}>
            {event.mine ? <Link className="btn" href={page.event(caseId, event.element)}>{words.record(event.title)}</Link> : <span className="sm m2">{event.title} · {event.role_title}</span>}
          </div>
        ))}
        {!archived && step.missing?.map((one, i) => <MissingLine key={i} missing={one} caseId={caseId} />)}
      </div>
      <div className="rt">{quiet ? ui.state.later : <Status state={step.state} />} {step.when && <span className="when">{shortDay(step.when)}</span>} {step.tasks?.[0]?.limit && <LimitMark limit={step.tasks[0].limit} />}</div>
    </li>
  );
}

function TaskLine({ task, caseId }: { task: StepTask; caseId: string }) {
  const [, go] = useLocation();
  const claim = useCommand(() => go(page.task(caseId, task.task)));
  const address = page.task(caseId, task.task);
  return (
    <div className="row wrap act">
      {task.mine && task.assignee && <Link className="btn p" href={address}>{task.title}</Link>}
      {task.mine && !task.assignee && <button type="button" className="btn p" disabled={claim.isPending} onClick={() => claim.mutate({ path: `${api.task(caseId, task.task)}/claim` })}>{task.title}</button>}
      {!task.mine && <><b className="md">{task.title}</b><span className="sm m2">{words.waitingFor(task.role_title, task.assignee?.name)}</span><Link className="sm" href={address}>{words.view}</Link></>}
      <Refusal error={claim.error} caseId={caseId} />
    </div>
  );
}
