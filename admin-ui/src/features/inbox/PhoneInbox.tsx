// F1: the same list for one thumb.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { words } from '@/features/inbox/messages.zh';
import { keyOf, pageOf, TABS, useInbox } from '@/features/inbox/useInbox';
import { Icon } from '@/ui/Icon';
import { LimitMark } from '@/ui/LimitMark';
import { Empty, Loaded } from '@/ui/Loaded';

export function PhoneInbox({ account }: { account: ReactNode }) {
  const { tab, set, query } = useInbox();
  const count = (id: string) => (id === 'mine' ? query.data?.counts.mine : id === 'team' ? query.data?.counts.team : undefined);
  return (
    <>
      <header className="ptop flat"><h1>{words.title} <span className="m2 md">{query.data?.counts.mine}</span></h1>{account}</header>
      <main className="pbody">
        <div className="chips">{TABS.map((id) => <button key={id} type="button" className={`chip ${tab === id ? 'on' : ''}`} aria-pressed={tab === id} onClick={() => set('tab', id === 'mine' ? '' : id)}>{words.tabs[id]} {id === 'team' && count(id)}</button>)}</div>
        <Loaded query={query}>{({ items }) => items.length === 0 ? <Empty text={words.empty[tab]} /> : (
          <ul className="plist">
            {items.map((item) => (
              <li key={keyOf(item)}><Link href={pageOf(item)}><span className="grow"><LimitMark limit={item.limit} quiet /><b>{item.title}</b><span className="m2 md">{item.party}<br />{item.reason ?? item.cause}</span></span><Icon name="right" size="i-l" /></Link></li>
            ))}
          </ul>
        )}</Loaded>
      </main>
    </>
  );
}
