// One person's account: give, reset, disable, enable, unlock. An initial password is shown once.
import { useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import { useCommand } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { InitialPassword, StaffItem } from '@/api/types';
import { AccountMark } from '@/features/people/AccountMark';
import { words } from '@/features/people/messages.zh';
import { flash } from '@/ui/flash';
import { fullDay } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { ui } from '@/ui/messages.zh';
import { KeyValue, Note } from '@/ui/parts';
import { Refusal } from '@/ui/Refusal';

export function PersonPane({ item, onClose }: { item: StaffItem; onClose: () => void }) {
  const [made, setMade] = useState<InitialPassword>();
  const { account, certificate } = item;
  const minutes = account?.locked_minutes;
  return (
    <>
      <div className="row"><h2>{item.name}</h2><AccountMark item={item} /><span className="sp" /><button type="button" className="ib" aria-label={words.close} onClick={onClose}><Icon name="close" /></button></div>
      <KeyValue rows={[
        [words.unit, item.unit.title], [words.post, item.post], [words.roles, item.roles.map((role) => role.title).join(ui.listComma)],
        [words.certificate, certificate && <>{certificate.no}{certificate.valid_until && words.until(fullDay(certificate.valid_until))}</>],
        [words.login, account && <span className="mono">{account.login}</span>],
        [words.account, account ? <>{words.state[account.state]}{minutes !== undefined && words.minutes(minutes)}</> : words.none],
      ]} />
      {made && <Initial made={made} onNoted={() => setMade(undefined)} />}
      {!item.active ? <Note tone="warn" icon="skipped">{words.inactive}</Note>
        : item.own ? <Note icon="person">{words.own} <Link className="u" href={page.password}>{words.ownPassword}</Link></Note>
          : account ? <Acts item={item} onMade={setMade} /> : <Give item={item} onMade={setMade} />}
    </>
  );
}

function Initial({ made, onNoted }: { made: InitialPassword; onNoted: () => void }) {
  return (
    <div className="note ok" role="status"><Icon name="key" /><div className="stack">
      <b>{words.initial}</b>
      <KeyValue rows={[[words.login, <span key="l" className="mono">{made.login}</span>], [words.initialPassword, <code key="p" className="secret">{made.password}</code>]]} />
      <p className="sm">{words.initialHint}</p>
      <button type="button" className="btn" onClick={onNoted}>{words.noted}</button>
    </div></div>
  );
}

function Give({ item, onMade }: { item: StaffItem; onMade: (made: InitialPassword) => void }) {
  const [login, setLogin] = useState('');
  const give = useCommand<InitialPassword>(onMade);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.mutate({ path: api.account(item.id), body: { login } });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <h3>{words.giveTitle}</h3>
      <label className="f" htmlFor="new-login">{words.login}</label>
      <input className="inp" id="new-login" autoComplete="off" autoCapitalize="none" aria-describedby="new-login-hint" value={login} onChange={(event) => setLogin(event.target.value)} />
      <p className="sm m2" id="new-login-hint">{words.giveHint}</p>
      <Refusal error={give.error} />
      <button type="submit" className="btn p" disabled={give.isPending}>{words.give}</button>
    </form>
  );
}

/** What ends somebody's work is asked twice. */
function Acts({ item, onMade }: { item: StaffItem; onMade: (made: InitialPassword) => void }) {
  const [asked, ask] = useState<'reset' | 'disable'>();
  const act = useCommand<InitialPassword | undefined>();
  const go = (name: 'reset' | 'disable' | 'enable' | 'unlock') =>
    act.mutate({ path: api.account(item.id, name) }, { onSuccess: (answer) => { ask(undefined); flash(words.done[name]); if (answer) onMade(answer); } });
  const state = item.account?.state;
  return (
    <div className="stack">
      <div className="row wrap">
        {state === 'locked' && <button type="button" className="btn p" disabled={act.isPending} onClick={() => go('unlock')}>{words.unlock}</button>}
        {state === 'disabled' && <button type="button" className="btn p" disabled={act.isPending} onClick={() => go('enable')}>{words.enable}</button>}
        <button type="button" className="btn" aria-expanded={asked === 'reset'} onClick={() => ask('reset')}>{words.reset}</button>
        {state !== 'disabled' && <button type="button" className="btn bad" aria-expanded={asked === 'disable'} onClick={() => ask('disable')}>{words.disable}</button>}
      </div>
      {asked && (
        <Note tone="warn" icon="triangle"><div className="stack">
          <p>{words.sure[asked]}</p>
          <div className="row"><button type="button" className="btn p" disabled={act.isPending} onClick={() => go(asked)}>{words.confirm[asked]}</button><button type="button" className="btn" onClick={() => ask(undefined)}>{ui.cancel}</button></div>
        </div></Note>
      )}
      <Refusal error={act.error} />
    </div>
  );
}
