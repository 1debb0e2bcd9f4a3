// F2: a photo that is evidence the moment it is taken; and the list of what the case has.
import { useState } from 'react';
import { useGet } from '@/api/hooks';
import { api } from '@/api/paths';
import type { EvidenceView, Ref } from '@/api/types';
import { words } from '@/features/evidence/messages.zh';
import { UploadFields } from '@/features/evidence/UploadFields';
import { usePreview, useUpload } from '@/features/evidence/useUpload';
import { EvidenceFacts } from '@/features/evidence/Viewer';
import { Icon } from '@/ui/Icon';
import { Empty, Loaded } from '@/ui/Loaded';
import { ui } from '@/ui/messages.zh';
import { Overlay } from '@/ui/parts';

interface Props { caseId: string; caseNo?: string; archived: boolean; collector: Ref; now?: string; place?: string; onDone?: () => void }

export function PhoneEvidence(props: Props) {
  const query = useGet<EvidenceView>(api.part(props.caseId, 'evidence'));
  const [open, setOpen] = useState<string>();
  return (
    <Loaded query={query}>{(view) => {
      const shown = view.items.find((item) => item.id === open);
      return (
        <>
          <ul className="plist">{view.items.map((item) => <li key={item.id}><button type="button" onClick={() => setOpen(item.id)}><span className="grow"><b>{item.name}</b><span className="m2 md">{item.kind_title} · {item.complete ? words.complete : words.lacks(item.lacks.join(ui.listComma))}</span></span><Icon name="right" size="i-l" /></button></li>)}</ul>
          {view.items.length === 0 && <Empty text={words.empty} />}
          {shown && <Overlay title={words.viewer} onClose={() => setOpen(undefined)} side><EvidenceFacts item={shown} /></Overlay>}
        </>
      );
    }}</Loaded>
  );
}

export function Capture(props: Props) {
  const query = useGet<EvidenceView>(api.part(props.caseId, 'evidence'));
  return <Loaded query={query}>{(view) => <CaptureOne key={view.items.length} view={view} {...props} />}</Loaded>;
}

function CaptureOne({ view, caseId, caseNo, collector, now, place, onDone }: Props & { view: EvidenceView }) {
  const upload = useUpload(caseId, collector, { collected_at: now ?? new Date().toISOString(), place, kind: view.kinds.find((kind) => kind.id === 'audiovisual')?.id ?? '' }, () => onDone?.());
  const preview = usePreview(upload.file);
  const input = (text: string, primary: boolean) => (
    <label className={`btn ${primary ? 'p w' : ''}`}><Icon name="camera" />{text}<input className="vh" type="file" accept="image/*,video/*,audio/*" capture="environment" onChange={(event) => upload.choose(event.target.files?.[0])} /></label>
  );
  return (
    <>
      {preview && <div className="shotbox"><span className="locked">{words.locked}</span><img className="shot" src={preview} alt={upload.meta.name} /></div>}
      {upload.file ? <><UploadFields view={view} upload={upload} caseId={caseId} caseNo={caseNo} /><footer className="pbar">{input(words.retake, false)}<button type="button" className="btn p main-act" disabled={upload.save.isPending} onClick={upload.submit}>{words.adopt}</button></footer></> : input(words.take, true)}
    </>
  );
}
