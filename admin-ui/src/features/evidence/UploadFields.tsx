// The five facts of one piece of evidence, with how each was obtained.
import { useState } from 'react';
import type { EvidenceView } from '@/api/types';
import { words } from '@/features/evidence/messages.zh';
import { locate, type useUpload } from '@/features/evidence/useUpload';
import { dayTime } from '@/ui/format';
import { ui } from '@/ui/messages.zh';
import { Refusal } from '@/ui/Refusal';

interface Props { view: EvidenceView; upload: ReturnType<typeof useUpload>; caseId: string; caseNo?: string }

export function UploadFields({ view, upload, caseId, caseNo }: Props) {
  const { meta, set } = upload;
  const [noPosition, setNoPosition] = useState(false);
  const collects = (id: string) => upload.setCollectors(meta.collectors.includes(id) ? meta.collectors.filter((one) => one !== id) : [...meta.collectors, id]);
  const toggle = (id: string) => set({ proves: meta.proves.includes(id) ? meta.proves.filter((one) => one !== id) : [...meta.proves, id] });
  return (
    <div className="stack">
      <div><label className="f" htmlFor="ev-name">{words.name}</label><input id="ev-name" className="inp" value={meta.name} onChange={(event) => set({ name: event.target.value })} /></div>
      <div><label className="f" htmlFor="ev-kind">{words.kind}</label><select id="ev-kind" className="inp" value={meta.kind} onChange={(event) => set({ kind: event.target.value })}><option value="" />{view.kinds.map((kind) => <option key={kind.id} value={kind.id}>{kind.title}</option>)}</select></div>
      <dl className="kv md five">
        <dt>{words.caseNo}</dt><dd>{caseNo ?? ui.none} <span className="sm m2">{words.auto}</span></dd>
        <dt>{words.collectedAt}</dt><dd>{dayTime(meta.collected_at)} <span className="sm m2">{words.auto}</span></dd>
      </dl>
      <div role="group" aria-label={words.collector}>
        <span className="b">{words.collector}</span> <span className="sm m2">{words.collectorHint}</span>
        <div className="chips up">{upload.officers.map((one) => <button key={one.id} type="button" className={`chip ${meta.collectors.includes(one.id) ? 'on' : ''}`} aria-pressed={meta.collectors.includes(one.id)} onClick={() => collects(one.id)}>{one.name}</button>)}</div>
      </div>
      <div>
        <label className="f" htmlFor="ev-place">{words.place}</label>
        <input id="ev-place" className="inp" value={meta.place} onChange={(event) => set({ place: event.target.value })} />
        <div className="row up"><button type="button" className="btn s" onClick={() => locate((lat, lng) => { set({ lat, lng }); setNoPosition(false); }, () => setNoPosition(true))}>{words.position}</button><span className="sm m2">{meta.lat ? words.positionOf(meta.lat, meta.lng ?? '') : noPosition ? words.noPosition : words.byHand}</span></div>
      </div>
      <div role="group" aria-label={words.provesWhat}>
        <span className="b">{words.provesWhat}</span> <span className="sm m2">{words.provesHint}</span>
        <div className="chips up">{view.objects.map((element) => <button key={element.id} type="button" className={`chip ${meta.proves.includes(element.id) ? 'on' : ''}`} aria-pressed={meta.proves.includes(element.id)} onClick={() => toggle(element.id)}>{element.title}</button>)}</div>
      </div>
      {upload.wrong.length > 0 && <p className="t-bad" role="alert">{upload.wrong.join(' ')}</p>}
      <Refusal error={upload.save.error} caseId={caseId} />
    </div>
  );
}
