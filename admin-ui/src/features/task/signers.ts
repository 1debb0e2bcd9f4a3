// Whose signatures a duty asks for, and which of them are still missing. Pure functions.
import type { Answers, SignatureWanted, Signer, TaskView } from '@/api/types';
import { whenHolds } from '@/form/answers';
import { words } from '@/features/task/messages.zh';

/** A signature given: the place it was asked for, its id on the server, when. */
export interface Signature { slot: string; id: string; at: string }
export interface Slot { key: string; by: string; label: string; person?: string; named: boolean }

/** One place per officer of the case, one per other signer. */
export function slotsOf(wanted: SignatureWanted[], signers: Signer[]): Slot[] {
  return wanted.flatMap<Slot>((one) => {
    const label = one.label ?? words.partyRole[one.by] ?? one.by;
    if (one.by !== 'officer') return [{ key: one.by, by: one.by, label, named: true }];
    return signers.map((signer) => ({ key: `officer-${signer.id}`, by: 'officer', label: `${signer.role_title ?? label} ${signer.name}`, person: signer.id, named: false }));
  });
}

/** The signatures asked for by the answers as they are now. */
export const wantedNow = (view: TaskView, answers: Answers) => (view.signatures ?? view.form.layout?.signatures ?? []).filter((one) => whenHolds(one.when, answers));

export function missingSignatures(view: TaskView, answers: Answers, signatures: Signature[]): string[] {
  return wantedNow(view, answers).flatMap((one) => {
    const label = one.label ?? words.partyRole[one.by] ?? one.by;
    if (one.by !== 'officer') return signatures.some((done) => done.slot === one.by) ? [] : [label];
    const left = (one.count ?? 1) - signatures.filter((done) => done.slot.startsWith('officer-')).length;
    return left > 0 ? [words.nOfficers(left)] : [];
  });
}
