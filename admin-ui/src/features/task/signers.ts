// Whose signatures a duty asks for, and which of them are still missing. Pure functions.
import type { Answers, SignatureWanted, Signer, TaskView } from '@/api/types';
import { whenHolds } from '@/form/answers';
import { words } from '@/features/task/messages.zh';

/** A signature given: the place it was asked for, its id on the server, when. */
export interface Signature { slot: string; id: string; at: string }
/** Roles of the case that sign as officers. */
const OFFICERS = ['lead_officer', 'assist_officer'];
export interface Slot { key: string; by: string; label: string; person?: string; named: boolean }

/** Who signs for the other side, and therefore is named. */
const OUTSIDE = ['party', 'witness'];

/** One place per officer of the case, one per other signer; a role of the agency is signed by `actor`. */
export function slotsOf(wanted: SignatureWanted[], signers: Signer[], actor?: string): Slot[] {
  return wanted.flatMap<Slot>((one) => {
    const label = one.label ?? words.partyRole[one.by] ?? one.by;
    if (OUTSIDE.includes(one.by)) return [{ key: one.by, by: one.by, label, named: true }];
    if (one.by !== 'officer') return [{ key: one.by, by: one.by, label, person: actor, named: false }];
    return signers.filter((signer) => OFFICERS.includes(signer.role)).map((signer) => ({ key: `officer-${signer.id}`, by: 'officer', label: `${signer.role_title ?? label} ${signer.name}`, person: signer.id, named: false }));
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
