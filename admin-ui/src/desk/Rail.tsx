// The way to everything, with counts of what this person can act on.
import { Fragment } from 'react';
import { Link, useLocation } from 'wouter';
import { useCommand } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Me, Permission } from '@/api/types';
import { words } from '@/desk/messages.zh';
import { Icon, Logo, type IconName } from '@/ui/Icon';
import { ui } from '@/ui/messages.zh';
import { Avatar } from '@/ui/parts';

/** Shown to whom its door opens. */
interface Entry { href: string; title: string; icon: IconName; needs: Permission; count?: number }

export function Rail({ me }: { me: Me }) {
  const signOut = useCommand();
  const main: Entry[] = [
    { href: '/inbox', title: words.rail.inbox, icon: 'inbox', needs: 'SignedIn', count: me.counts.mine },
    { href: '/cases', title: words.rail.cases, icon: 'folder', needs: 'ReadCase' },
    { href: '/clues', title: words.rail.clues, icon: 'flag', needs: 'ReadCase' },
    { href: '/enterprises', title: words.rail.enterprises, icon: 'building', needs: 'ReadEnterprise' },
    { href: '/limits', title: words.rail.limits, icon: 'clock', needs: 'ReadCase' },
    { href: '/disclosure', title: words.rail.disclosure, icon: 'eye', needs: 'ReadDisclosure' },
  ];
  const bases: Entry[] = [{ href: '/violations', title: words.rail.causes, icon: 'scale', needs: 'SignedIn' }];
  const admin: Entry[] = [{ href: page.people, title: words.rail.people, icon: 'people', needs: 'ManageAccounts' }, { href: page.incidents, title: words.rail.incidents, icon: 'pulse', needs: 'Operate' }];
  const groups = [{ entries: main }, { title: words.bases, entries: bases }, { title: words.admin, entries: admin }];
  const own = groups.map((group) => ({ ...group, entries: group.entries.filter((entry) => me.permissions.includes(entry.needs)) }));
  return (
    <nav className="rail" aria-label={words.nav}>
      <div className="brand"><Logo /><span>{words.product}<small>{me.person.unit.name}</small></span></div>
      {own.filter((group) => group.entries.length > 0).map((group) => <Fragment key={group.title ?? ''}>{group.title && <h2>{group.title}</h2>}<Entries entries={group.entries} /></Fragment>)}
      <div className="me">
        <Avatar name={me.person.name} />
        <span><b>{me.person.name}</b><br /><span className="m2 sm">{me.person.roles.map((role) => role.title).join(ui.listComma)}</span>
          {me.has_password && <><br /><Link className="sm" href={page.password}>{words.password}</Link></>}
          {!me.demo && <>{ui.gap}<button type="button" className="linklike sm" onClick={() => signOut.mutate({ method: 'DELETE', path: api.session })}>{words.signOut}</button></>}</span>
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
