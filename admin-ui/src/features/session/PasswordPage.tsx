// One's own password: any time, and before anything else while the initial one is in use.
import { useState, type FormEvent } from 'react';
import { useCommand } from '@/api/hooks';
import { api } from '@/api/paths';
import { words } from '@/features/session/messages.zh';
import { flash } from '@/ui/flash';
import { Refusal } from '@/ui/Refusal';

const LENGTH_MIN = 12;
const NONE = { old: '', fresh: '', again: '' };

function wrongWith(value: typeof NONE): string | undefined {
  if (Object.values(value).includes('')) return words.allMissing;
  const length = [...value.fresh].length;
  if (length < LENGTH_MIN) return words.tooShort(length);
  return value.fresh === value.again ? undefined : words.differs;
}

export function PasswordPage({ first = false }: { first?: boolean }) {
  const [value, setValue] = useState(NONE);
  const [wrong, setWrong] = useState<string>();
  const change = useCommand(() => { setValue(NONE); flash(words.changed); });
  const signOut = useCommand();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problem = wrongWith(value);
    setWrong(problem);
    change.reset();
    if (!problem) change.mutate({ method: 'PUT', path: api.password, body: { old: value.old, new: value.fresh } });
  };
  const field = (name: keyof typeof NONE, label: string, complete: string) => (
    <div><label className="f" htmlFor={`pw-${name}`}>{label}</label><input className="inp" id={`pw-${name}`} type="password" autoComplete={complete} value={value[name]} onChange={(event) => setValue({ ...value, [name]: event.target.value })} /></div>
  );
  return (
    <main className={first ? 'signin' : 'main scrolls'}>
      <form className="box in login stack" onSubmit={submit} noValidate>
        <h1>{first ? words.changeFirst : words.change}</h1>
        {first && <p className="m2">{words.changeFirstHint}</p>}
        {field('old', first ? words.initial : words.old, 'current-password')}
        {field('fresh', words.fresh, 'new-password')}
        <p className="sm m2">{words.rule}</p>
        {field('again', words.again, 'new-password')}
        {wrong && <p className="t-bad" role="alert">{wrong}</p>}
        <Refusal error={change.error} />
        <div className="row"><button className="btn p l" type="submit" disabled={change.isPending}>{words.save}</button>{first && <button type="button" className="btn l" onClick={() => signOut.mutate({ method: 'DELETE', path: api.session })}>{words.leave}</button>}</div>
      </form>
    </main>
  );
}
