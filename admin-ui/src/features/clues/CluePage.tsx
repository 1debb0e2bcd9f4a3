// D2: register what was reported; the form is content of the release.
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Problem } from '@/api/client';
import { useCommand, useGetFresh } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Answers, FormDefinition } from '@/api/types';
import { words } from '@/features/clues/messages.zh';
import { answersToSend, initialAnswers } from '@/form/answers';
import { focusField, Form } from '@/form/Form';
import { validate, type FieldError } from '@/form/validate';
import { flash } from '@/ui/flash';
import { Loaded } from '@/ui/Loaded';
import { Refusal } from '@/ui/Refusal';

export function CluePage({ now, actor }: { now?: string; actor?: string }) {
  const query = useGetFresh<{ form: FormDefinition; values?: Answers }>(api.clueForm);
  return (
    <main className="main">
      <div className="head flat"><div className="crumb"><Link href="/clues">{words.clues}</Link></div><h1>{words.title}</h1></div>
      <Loaded query={query}>{({ form, values }) => <ClueForm key={now ? 'clock' : 'none'} form={form} initial={initialAnswers(form.schema, values ?? {}, { now, actor })} now={now} />}</Loaded>
    </main>
  );
}

function ClueForm({ form, initial, now }: { form: FormDefinition; initial: Answers; now?: string }) {
  const [answers, setAnswers] = useState<Answers>(initial);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [, go] = useLocation();
  const register = useCommand<{ case: string }>((answer) => { flash(words.saved); go(page.case(answer.case)); });
  const submit = () => {
    const value = answersToSend(form, answers);
    const wrong = validate(form.schema, value);
    setErrors(wrong);
    if (wrong.length > 0) focusField(wrong[0].at);
    else register.mutate({ path: api.clues, body: { answers: value } });
  };
  const fromServer = register.error instanceof Problem ? (register.error.body.errors ?? []).map((one) => ({ at: one.pointer.replace(/^\/answers/, ''), keyword: one.code, text: one.detail })) : [];
  return (
    <div className="cols form">
      <section className="pane surface" aria-label={words.title}>
        <div className="scroll"><Form definition={form} value={answers} onChange={setAnswers} errors={errors.length > 0 ? errors : fromServer} now={now} /><Refusal error={fromServer.length > 0 ? null : register.error} /></div>
        <div className="bar"><button type="button" className="btn p l" disabled={register.isPending} onClick={submit}>{words.save}</button></div>
      </section>
      <aside className="pane side" aria-label={words.side}><div className="scroll stack"><h3>{words.side}</h3>{words.sideText.map((text) => <p key={text} className="md m2">{text}</p>)}</div></aside>
    </div>
  );
}
