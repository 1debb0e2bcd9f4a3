// One piece of evidence: picture or file, five facts, digests, and exclusion with its ground.
import { useState } from 'react';
import { useCommand } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Evidence } from '@/api/types';
import { words } from '@/features/evidence/messages.zh';
import { bytes, dayTime } from '@/ui/format';
import { ui } from '@/ui/messages.zh';
import { KeyValue, Note } from '@/ui/parts';
import { Refusal } from '@/ui/Refusal';

export function Viewer({ item, caseId, archived }: { item: Evidence; caseId: string; archived: boolean }) {
  return (
    <aside className="pane side" aria-label={words.viewer}>
      <div className="scroll stack-l"><EvidenceFacts item={item} />{item.state === 'excluded' ? <Note icon="skipped">{words.excluded}{item.excluded_for && <p className="md">{words.excludedFor} {item.excluded_for}</p>}</Note> : !archived && <Exclude item={item} caseId={caseId} />}</div>
    </aside>
  );
}

export function EvidenceFacts({ item }: { item: Evidence }) {
  return (
    <>
      <h2>{item.name}</h2>
      {item.media.startsWith('image/') && <img className="shot" src={item.url} alt={item.name} />}
      {item.media.startsWith('video/') && <video className="shot" src={item.url} controls />}
      <a href={item.url} target="_blank" rel="noreferrer">{words.open}</a>
      <KeyValue rows={[
        [words.kind, item.kind_title], [words.collectedAt, dayTime(item.collected_at)], [words.place, item.place || ui.none], [words.collector, item.collector || ui.none],
        [words.proves, item.proves.map((one) => one.title).join(ui.listComma) || ui.none], [words.size, bytes(item.size)],
        [words.digest, <span key="a" className="mono break">{item.sha256}</span>], [words.digest3, item.sm3 && <span key="b" className="mono break">{item.sm3}</span>],
      ]} />
    </>
  );
}

function Exclude({ item, caseId }: { item: Evidence; caseId: string }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const exclude = useCommand();
  if (!open) return <section><button type="button" className="btn s" onClick={() => setOpen(true)}>{words.exclude}</button><p className="sm m2">{words.excludeHint}</p></section>;
  return (
    <section className="stack">
      <label className="f" htmlFor="ex-why">{words.excludeWhy}</label>
      <textarea id="ex-why" className="inp" rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
      <p className="sm m2">{words.excludeHint}</p>
      <Refusal error={exclude.error} caseId={caseId} />
      <button type="button" className="btn bad" disabled={reason.trim() === '' || exclude.isPending} onClick={() => exclude.mutate({ path: api.exclude(caseId, item.id), body: { reason: reason.trim() } })}>{words.doExclude}</button>
    </section>
  );
}
