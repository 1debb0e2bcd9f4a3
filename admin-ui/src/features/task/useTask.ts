// One duty: its answers, drafts, signatures and the ways it can end. Shared by desk and phone.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Problem, send } from '@/api/client';
import { useCommand } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Answers, Done, TaskView } from '@/api/types';
import { answersToSend, initialAnswers, type Surroundings } from '@/form/answers';
import { focusField } from '@/form/Form';
import { validate, type FieldError } from '@/form/validate';
import { words } from '@/features/task/messages.zh';
import { wantedNow, type Signature } from '@/features/task/signers';
import { flash } from '@/ui/flash';
import { timeOfDay } from '@/ui/format';
import { ui } from '@/ui/messages.zh';

const DRAFT_AFTER_MS = 1000;

export function useTask(caseId: string, view: TaskView, around: Surroundings = {}) {
  const address = view.task ? api.task(caseId, view.task) : api.event(caseId, view.element);
  const [, go] = useLocation();
  const [answers, setAnswers] = useState<Answers>(() => initialAnswers(view.form.schema, { ...view.values, ...view.draft?.answers }, around));
  const [local, setLocal] = useState<FieldError[]>([]);
  const [signatures, setSignatures] = useState<Signature[]>([]);
  const draft = useDraft(view.task ? `${address}/draft` : undefined, view.form, answers, view.draft?.saved_at);
  const finish = (answer: Done) => {
    const next = answer.opened ?? [];
    flash(words.done(view.title) + (next.length > 0 ? words.opened(next.map((one) => one.title).join(ui.listComma)) : ''));
    go(page.case(caseId));
  };
  const complete = useCommand<Done>(finish);
  const sendBack = useCommand<Done>(finish);
  const claim = useCommand(() => undefined);

  const change = (next: Answers) => { setAnswers(next); setLocal((before) => before.filter((error) => stillWrong(view, next, error))); draft.touch(); };
  const submit = () => {
    const value = answersToSend(view.form, answers);
    const wrong = validate(view.form.schema, value);
    setLocal(wrong);
    if (wrong.length > 0) { focusField(wrong[0].at); return; }
    draft.stop();
    complete.mutate({ path: view.task ? `${address}/complete` : address, body: { answers: value, signatures: asked(view, answers, signatures) } }, { onError: draft.resume });
  };
  const errors = useMemo(() => (local.length > 0 ? local : fromServer(complete.error)), [local, complete.error]);
  return {
    address, answers, change, submit, errors, draft, signatures, setSignatures,
    complete, sendBack, claim,
    refusal: complete.error instanceof Problem && fromServer(complete.error).length > 0 ? null : complete.error,
    giveBack: (to: string | undefined, reason: string) => sendBack.mutate({ path: `${address}/return`, body: { to, reason } }),
    take: () => claim.mutate({ path: `${address}/claim` }),
  };
}

export type Duty = ReturnType<typeof useTask>;

/** Only signatures that are asked for now: another branch of the form may have collected others. */
function asked(view: TaskView, answers: Answers, signatures: Signature[]): string[] {
  const by = new Set(wantedNow(view, answers).map((one) => one.by));
  return signatures.filter((one) => by.has(one.slot.split('-')[0])).map((one) => one.id);
}

const stillWrong = (view: TaskView, answers: Answers, error: FieldError) =>
  validate(view.form.schema, answersToSend(view.form, answers)).some((now) => now.at === error.at);

/** The server is the authority; its field problems land on the same fields. */
function fromServer(error: Error | null): FieldError[] {
  if (!(error instanceof Problem)) return [];
  return (error.body.errors ?? []).map((one) => ({ at: one.pointer.replace(/^\/answers/, ''), keyword: one.code, text: one.detail }));
}

/** Saves one second after the last change and when the page is left. */
function useDraft(address: string | undefined, definition: TaskView['form'], answers: Answers, savedAt?: string) {
  const [saved, setSaved] = useState<{ time: string; failed: boolean } | undefined>(savedAt ? { time: timeOfDay(savedAt), failed: false } : undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(answers);
  const dirty = useRef(false);
  const stopped = useRef(false);
  useEffect(() => { latest.current = answers; }, [answers]);
  const save = useCallback(() => {
    clearTimeout(timer.current);
    if (!address || !dirty.current || stopped.current) return;
    dirty.current = false;
    send<{ saved_at?: string } | undefined>({ method: 'PUT', path: address, body: { answers: answersToSend(definition, latest.current) } })
      .then((answer) => setSaved({ time: timeOfDay(answer?.saved_at) || new Date().toTimeString().slice(0, 5), failed: false }))
      .catch(() => setSaved({ time: '', failed: true }));
  }, [address, definition]);
  useEffect(() => {
    window.addEventListener('pagehide', save);
    return () => { window.removeEventListener('pagehide', save); save(); };
  }, [save]);
  return {
    saved,
    touch: () => { dirty.current = true; clearTimeout(timer.current); timer.current = setTimeout(save, DRAFT_AFTER_MS); },
    stop: () => { stopped.current = true; clearTimeout(timer.current); },
    resume: () => { stopped.current = false; },
  };
}
