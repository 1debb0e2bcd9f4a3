// Who are you: in the demonstration one tap on a fictitious person, elsewhere name and password.
import { useState, type FormEvent } from 'react';
import { Problem } from '@/api/client';
import { useCommand, useGetFresh } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Demo } from '@/api/types';
import { words } from '@/features/session/messages.zh';
import { PersonGrid } from '@/ui/PersonGrid';
import { Logo } from '@/ui/Icon';
import { Waiting } from '@/ui/Loaded';
import { Refusal } from '@/ui/Refusal';

export function SignInPage() {
  const demo = useGetFresh<Demo>(api.demo);
  const enter = useCommand();
  return (
    <main className="signin">
      <div className="brand"><Logo /><span>{words.product}<small>{words.about}</small></span></div>
      {demo.isPending && <Waiting />}
      {demo.data && (
        <>
          <h1>{words.pick}</h1>
          <p className="m2 pick">{words.pickHint}</p>
          <PersonGrid persons={demo.data.persons} marked={demo.data.next?.person?.id} markText={words.next} phoneText={words.onPhone} onPick={(person) => enter.mutate({ path: api.demoSession, body: { person } })} />
          <Refusal error={enter.error} />
        </>
      )}
      {demo.error instanceof Problem && demo.error.status === 404 && <LoginForm />}
      {demo.error && !(demo.error instanceof Problem && demo.error.status === 404) && <Refusal error={demo.error} onRetry={() => void demo.refetch()} />}
    </main>
  );
}

function LoginForm() {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const enter = useCommand();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(login === '' || password === '');
    if (login !== '' && password !== '') enter.mutate({ path: api.session, body: { login, password } });
  };
  return (
    <form className="box in login stack" onSubmit={submit} noValidate>
      <h1>{words.title}</h1>
      <div><label className="f" htmlFor="login">{words.name}</label><input className="inp" id="login" autoComplete="username" value={login} onChange={(event) => setLogin(event.target.value)} /></div>
      <div><label className="f" htmlFor="password">{words.password}</label><input className="inp" id="password" type="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} /></div>
      {missing && <p className="t-bad" role="alert">{words.missing}</p>}
      {enter.error instanceof Problem && enter.error.status === 401 ? <p className="t-bad" role="alert">{enter.error.detail || words.wrong}</p> : <Refusal error={enter.error} />}
      <button className="btn p l" type="submit" disabled={enter.isPending}>{words.enter}</button>
    </form>
  );
}
