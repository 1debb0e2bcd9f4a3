// The way to everything, with counts of what this person can act on.
import { Link, useLocation } from 'wouter';
import { useCommand } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Me } from '@/api/types';
import { words } from '@/desk/messages.zh';
import { Icon, Logo, type IconName } from '@/ui/Icon';
import { ui } from '@/ui/messages.zh';
import { Avatar } from '@/ui/parts';

interface Entry { href: string; title: string; icon: IconName; count?: number }

export function Rail({ me }: { me: Me }) {
  const signOut = useCommand();
  const main: Entry[] = [
    { href: '/inbox', title: words.rail.inbox, icon: 'inbox', count: me.counts.mine },
    { href: '/cases', title: words.rail.cases, icon: 'folder' },
    { href: '/clues', title: words.rail.clues, icon: 'flag' },
    { href: '/enterprises', title: words.rail.enterprises, icon: 'building' },
    { href: '/limits', title: words.rail.limits, icon: 'clock' },
    { href: '/disclosure', title: words.rail.disclosure, icon: 'eye' },
  ];
  return (
    <nav className="rail" aria-label={words.nav}>
      <div className="brand"><Logo /><span>{words.product}<small>{me.person.unit.name}</small></span></div>
      <Entries entries={main} />
      <h2>{words.bases}</h2>
      <Entries entries={[{ href: '/violations', title: words.rail.causes, icon: 'scale' }]} />
      <div className="me">
        <Avatar name={me.person.name} />
        <span><b>{me.person.name}</b><br /><span className="m2 sm">{me.person.roles.map((role) => role.title).join(ui.listComma)}</span>
          {!me.demo && <><br /><button type="button" className="linklike sm" onClick={() => signOut.mutate({ method: 'DELETE', path: api.session })}>{words.signOut}</button></>}</span>
      </div>
    </nav>
  );
}

function Entries({ entries }: { entries: Entry[] }) {
  const [here] = useLocation();
  return (
    <ul>{entries.map((entry) => {
      const on = here === entry.href || here.startsWith(`${entry.href}/`);
      return <li key={entry.href}><Link href={entry.href} className={on ? 'on' : ''} aria-current={on ? 'page' : undefined}><Icon name={entry.icon} />{entry.title}{Boolean(entry.count) && <span className="n">{entry.count}</span>}</Link></li>;
    })}</ul>
  );
}
