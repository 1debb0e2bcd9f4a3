// One stuck place: what happened, and what an operator can do about it.
import { useState } from 'react';
import { useCommand } from '@/api/hooks';
import { api } from '@/api/paths';
import type { IncidentItem } from '@/api/types';
import { words } from '@/features/operations/messages.zh';
import { flash } from '@/ui/flash';
import { dayTime } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { LimitMark } from '@/ui/LimitMark';
import { KeyValue, Note } from '@/ui/parts';
import { Refusal } from '@/ui/Refusal';

export function IncidentPane({ item, alike, onClose }: { item: IncidentItem; alike: IncidentItem[]; onClose: () => void }) {
  return (
    <>
      <div className="row"><h2>{item.place}</h2><span className="sp" /><button type="button" className="ib" aria-label={words.close} onClick={onClose}><Icon name="close" /></button></div>
      <Note tone="bad" icon="blocked"><span className="break">{item.text}</span></Note>
      <KeyValue rows={[
        [words.no, item.case_no], [words.case, item.case_title], [words.process, item.process], [words.since, dayTime(item.since)],
        [words.job, item.job && <span className="mono">{item.job}</span>], [words.limit, item.limit && <LimitMark limit={item.limit} />],
      ]} />
      <Repair item={item} alike={alike} onClose={onClose} />
      <details><summary>{words.technical}</summary><p className="mono break">{item.technical}</p></details>
    </>
  );
}

function Repair({ item, alike, onClose }: { item: IncidentItem; alike: IncidentItem[]; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [together, setTogether] = useState(alike.length > 0);
  const repair = useCommand();
  const go = async (act: 'retry' | 'resolve', items: IncidentItem[]) => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    try {
      for (const one of items) await repair.mutateAsync({ path: api.incident(one.case, one.incident, act), body: { reason } });
    } catch {
      return; // the refusal stands below
    }
    flash(words.done[act]);
    onClose();
  };
  return (
    <div className="stack">
      <label className="f" htmlFor="reason">{words.reason}</label>
      <textarea className="inp" id="reason" rows={2} aria-describedby="reason-hint" value={reason} onChange={(event) => setReason(event.target.value)} />
      <div className="chips">{words.reasons.map((text) => <button key={text} type="button" className={`chip ${reason === text ? 'on' : ''}`} onClick={() => setReason(text)}>{text}</button>)}</div>
      <p className="sm m2" id="reason-hint">{words.reasonHint}</p>
      {missing && <p className="t-bad" role="alert">{words.reasonMissing}</p>}
      {alike.length > 0 && <label className="row md"><input type="checkbox" checked={together} onChange={(event) => setTogether(event.target.checked)} />{words.others(alike.length)}</label>}
      <div><button type="button" className="btn p" disabled={repair.isPending} onClick={() => void go('retry', together ? [item, ...alike] : [item])}>{words.retry}</button><p className="sm m2">{words.retryHint}</p></div>
      {item.can_resolve && <div><button type="button" className="btn" disabled={repair.isPending} onClick={() => void go('resolve', [item])}>{words.resolve}</button><p className="sm m2">{words.resolveHint}</p></div>}
      <Refusal error={repair.error} />
    </div>
  );
}
