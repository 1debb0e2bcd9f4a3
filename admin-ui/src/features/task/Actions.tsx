// The actions of a duty. What is not allowed stays visible, with the server's reason beside it.
import { useState } from 'react';
import type { TaskView } from '@/api/types';
import { words } from '@/features/task/messages.zh';
import { missingSignatures } from '@/features/task/signers';
import type { Duty } from '@/features/task/useTask';
import { ui } from '@/ui/messages.zh';
import { Overlay } from '@/ui/parts';
import { Refusal } from '@/ui/Refusal';

export function Actions({ view, duty, caseId }: { view: TaskView; duty: Duty; caseId: string }) {
  const [returning, setReturning] = useState(false);
  const { complete, claim, return: back } = view.allowed;
  const needsClaim = Boolean(view.task) && !view.assignee && claim?.ok;
  const lacking = missingSignatures(view, duty.answers, duty.signatures);
  const reason = !complete.ok && !needsClaim ? complete.reason : lacking.length > 0 ? words.needs(lacking.join(ui.listComma)) : undefined;
  if (needsClaim) {
    return <>
      <button type="button" className="btn p l" disabled={duty.claim.isPending} onClick={duty.take}>{words.claim}</button>
      <span className="sm m2">{words.claimFirst}</span>
      <Refusal error={duty.claim.error} caseId={caseId} />
    </>;
  }
  return (
    <>
      {back?.ok && <button type="button" className="btn l" onClick={() => setReturning(true)}>{words.return}</button>}
      <button type="button" className="btn p l main-act" disabled={!complete.ok || duty.complete.isPending || Boolean(view.unavailable)} onClick={duty.submit}>{words.submit(view.title)}</button>
      {reason && <span className="sm m2">{reason}</span>}
      {returning && <ReturnDialog view={view} duty={duty} caseId={caseId} onClose={() => setReturning(false)} />}
    </>
  );
}

function ReturnDialog({ view, duty, caseId, onClose }: { view: TaskView; duty: Duty; caseId: string; onClose: () => void }) {
  const targets = view.allowed.return?.to ?? [];
  const [to, setTo] = useState(targets[0]?.element);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const go = () => { setMissing(reason.trim() === ''); if (reason.trim() !== '') duty.giveBack(to, reason.trim()); };
  return (
    <Overlay title={words.return} onClose={onClose}>
      <div className="stack">
        {targets.length > 0 && <><label className="f" htmlFor="return-to">{words.returnTo}</label><select id="return-to" className="inp" value={to} onChange={(event) => setTo(event.target.value)}>{targets.map((one) => <option key={one.element} value={one.element}>{one.title}</option>)}</select></>}
        <label className="f" htmlFor="return-why">{words.reason}</label>
        <textarea id="return-why" className="inp" rows={3} value={reason} onChange={(event) => setReason(event.target.value)} aria-invalid={missing || undefined} />
        <p className={missing ? 't-bad sm' : 'm2 sm'} role={missing ? 'alert' : undefined}>{missing ? words.reasonMissing : words.conflict}</p>
        <Refusal error={duty.sendBack.error} caseId={caseId} />
        <div className="row"><span className="sp" /><button type="button" className="btn" onClick={onClose}>{words.cancel}</button><button type="button" className="btn bad" disabled={duty.sendBack.isPending} onClick={go}>{words.doReturn}</button></div>
      </div>
    </Overlay>
  );
}
