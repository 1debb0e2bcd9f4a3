// Who must sign, who has signed, and the pad. Officers sign as themselves; the other side is named.
import { useState } from 'react';
import { useCommand, useGet } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Signer, TaskView } from '@/api/types';
import { words } from '@/features/task/messages.zh';
import { slotsOf, wantedNow, type Slot } from '@/features/task/signers';
import type { Duty } from '@/features/task/useTask';
import { timeOfDay } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { Overlay } from '@/ui/parts';
import { Refusal } from '@/ui/Refusal';
import { SignaturePad } from '@/ui/SignaturePad';

export function Signatures({ caseId, view, duty, now, actor }: { caseId: string; view: TaskView; duty: Duty; now?: string; actor?: string }) {
  const wanted = wantedNow(view, duty.answers);
  const { data } = useGet<Signer[] | { items: Signer[] }>(api.signers(caseId), wanted.length > 0);
  const [open, setOpen] = useState<Slot>();
  if (wanted.length === 0) return null;
  const signers = Array.isArray(data) ? data : (data?.items ?? []);
  return (
    <section className="signs">
      <h2>{words.signatures}</h2>
      <ul>
        {slotsOf(wanted, signers, actor).map((slot) => {
          const done = duty.signatures.find((one) => one.slot === slot.key);
          return (
            <li key={slot.key} className="row sign">
              <span className={done ? 't-ok' : 't-warn'}><Icon name={done ? 'done' : 'hourglass'} size="i-l" /></span>{slot.label}<span className="sp" />
              {done && <span className="sm m2">{words.signedBy} {timeOfDay(done.at)}</span>}
              <button type="button" className="btn" onClick={() => setOpen(slot)}>{done ? words.signAgain : words.sign}</button>
            </li>
          );
        })}
      </ul>
      {open && <SignDialog caseId={caseId} slot={open} onClose={() => setOpen(undefined)} onSigned={(id) => { duty.setSignatures((before) => [...before.filter((one) => one.slot !== open.key), { slot: open.key, id, at: now ?? new Date().toISOString() }]); setOpen(undefined); }} />}
    </section>
  );
}

function SignDialog({ caseId, slot, onClose, onSigned }: { caseId: string; slot: Slot; onClose: () => void; onSigned: (id: string) => void }) {
  const [name, setName] = useState('');
  const upload = useCommand<{ id: string }>((answer) => onSigned(answer.id));
  return (
    <Overlay title={slot.label} onClose={onClose}>
      {slot.named && <p className="note">{words.wordsBefore}</p>}
      {slot.named && <div className="up"><label className="f" htmlFor="signer-name">{words.signer}</label><input id="signer-name" className="inp" value={name} onChange={(event) => setName(event.target.value)} /></div>}
      <div className="up"><SignaturePad busy={upload.isPending} onDone={(png) => upload.mutate({ path: api.signatures(caseId, slot.person ?? slot.by, name), body: png })} /></div>
      <Refusal error={upload.error} caseId={caseId} />
    </Overlay>
  );
}
