// Why something cannot be done: what is missing, who supplies it, the law, the gate, and the way there.
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { Problem, Unreachable } from '@/api/client';
import { page } from '@/api/paths';
import type { Basis, Missing } from '@/api/types';
import { Icon } from '@/ui/Icon';
import { LawLinks } from '@/ui/LawLink';
import { ui } from '@/ui/messages.zh';

const target = (caseId: string, to: NonNullable<Missing['goto']>) => (to.kind === 'task' && to.id ? page.task(caseId, to.id) : page.case(caseId, to.kind));

/** One missing thing as a line; used in the spine and in refusals. */
export function MissingLine({ missing, caseId }: { missing: Missing; caseId?: string }) {
  return (
    <div className="missing">
      <div>{missing.text.startsWith(ui.notYetOpening) ? <b className="t-bad">{missing.text}</b> : <><b className="t-bad">{ui.notYet}</b>{missing.text}</>} </div>
      {(missing.what?.length || missing.who) && <div>{missing.what?.length ? ui.lacks(missing.what.join(ui.semicolon)) : ''}{missing.who && ui.by(missing.who)}</div>}
      <div className="sm m2 row wrap">
        {missing.basis?.length > 0 && <span><Icon name="scale" /> <LawLinks bases={missing.basis} /></span>}
        <span>{missing.gate ? ui.gateShort(missing.gate, !missing.statutory) : missing.statutory ? '' : ui.own}</span>
        {caseId && missing.goto && <Link className="u" href={target(caseId, missing.goto)}>{ui.goto[missing.goto.kind]}</Link>}
      </div>
    </div>
  );
}

const isSentence = (item: object): item is Missing => 'text' in item && typeof item.text === 'string';

/** The server's refusal or fault, in place of the action. Takes the focus when it appears. */
export function Refusal({ error, caseId, onRetry }: { error: Error | null; caseId?: string; onRetry?: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { if (error) box.current?.focus(); }, [error]);
  if (!error) return null;
  const problem = error instanceof Problem ? error : undefined;
  const missing = (problem?.body.missing ?? []).filter(isSentence);
  const gate = problem?.body.gate;
  const text = error instanceof Unreachable ? ui.unreachable : problem ? sentence(problem) : ui.fault;
  return (
    <div className="note bad" role="alert" tabIndex={-1} ref={box}>
      <Icon name="blocked" />
      <div>
        <b>{text}</b>{gate && ui.gate(gate.id, gate.mark === 'C')}
        {gate?.basis && <div>{ui.basis} <LawLinks bases={gate.basis as Basis[]} /></div>}
        {missing.filter((one) => one.text !== problem?.detail).map((one, i) => <MissingLine key={i} missing={one} caseId={caseId} />)}
        {problem?.body.trace && <div className="sm m2">{ui.trace(problem.body.trace)}</div>}
        {onRetry && <div><button type="button" className="btn s" onClick={onRetry}>{ui.retry}</button></div>}
      </div>
    </div>
  );
}

function sentence(problem: Problem): string {
  if (problem.detail) return problem.detail;
  if (problem.status === 403) return ui.forbidden;
  if (problem.status === 404) return ui.notFound;
  return ui.fault;
}
