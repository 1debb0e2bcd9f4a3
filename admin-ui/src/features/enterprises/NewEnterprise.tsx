// Adding an enterprise: five fields, checked here for what a reader can see, decided by the server.
import { useState, type FormEvent } from 'react';
import { useCommand } from '@/api/hooks';
import { api } from '@/api/paths';
import { words } from '@/features/enterprises/messages.zh';
import { flash } from '@/ui/flash';
import { ui } from '@/ui/messages.zh';
import { Overlay } from '@/ui/parts';
import { Refusal } from '@/ui/Refusal';

const FIELDS = [['name', words.name], ['credit_code', words.code], ['address', words.address], ['legal_person', words.legal], ['phone', words.phone]] as const;
const CODE_LENGTH = 18;

export function NewEnterprise({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
  const [value, setValue] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState<string[]>([]);
  const add = useCommand<{ id: string }>((answer) => { flash(words.saved(value.name)); onAdded(answer.id); });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problems = FIELDS.filter(([id]) => !value[id]?.trim()).map(([, title]) => words.missing(title));
    const code = [...(value.credit_code ?? '').trim()].length;
    if (code > 0 && code !== CODE_LENGTH) problems.push(words.codeLength(code));
    setWrong(problems);
    if (problems.length === 0) add.mutate({ path: api.enterprises(''), body: Object.fromEntries(FIELDS.map(([id]) => [id, value[id].trim()])) });
  };
  return (
    <Overlay title={words.add} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        {FIELDS.map(([id, title]) => <div key={id}><label className="f" htmlFor={`e-${id}`}>{title}</label><input className="inp" id={`e-${id}`} value={value[id] ?? ''} onChange={(event) => setValue({ ...value, [id]: event.target.value })} /></div>)}
        {wrong.length > 0 && <p className="t-bad" role="alert">{wrong.join(ui.semicolon)}</p>}
        <Refusal error={add.error} />
        <div className="row"><span className="sp" /><button type="button" className="btn" onClick={onClose}>{ui.back}</button><button type="submit" className="btn p" disabled={add.isPending}>{words.save}</button></div>
      </form>
    </Overlay>
  );
}
