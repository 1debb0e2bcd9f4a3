// Who is signed in, on the phone: the person with unit and roles, the password, the way out.
import { useState } from 'react';
import { Link } from 'wouter';
import { useCommand } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Me } from '@/api/types';
import { words } from '@/features/session/messages.zh';
import { ui } from '@/ui/messages.zh';
import { Avatar, Overlay } from '@/ui/parts';
import { Refusal } from '@/ui/Refusal';

export function AccountButton({ me }: { me: Me }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="ib" aria-label={words.account(me.person.name)} onClick={() => setOpen(true)}><Avatar name={me.person.name} /></button>
      {open && <Overlay title={words.mine} onClose={() => setOpen(false)} side><Account me={me} /></Overlay>}
    </>
  );
}

function Account({ me: { person, demo, has_password } }: { me: Me }) {
  const signOut = useCommand();
  return (
    <div className="stack">
      <p><b>{person.name}</b><br /><span className="m2">{person.unit.name}<br />{person.roles.map((role) => role.title).join(ui.listComma)}</span></p>
      {demo && <p className="m2">{words.demoChange}</p>}
      <Refusal error={signOut.error} />
      <div className="row">
        {has_password && <Link className="btn l" href={page.password}>{words.change}</Link>}
        <button type="button" className="btn l" disabled={signOut.isPending} onClick={() => signOut.mutate({ method: 'DELETE', path: api.session })}>{words.leave}</button>
      </div>
    </div>
  );
}
