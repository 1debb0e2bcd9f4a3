// D1: what the law wants from me next, the row with least time first and already selected.
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { InboxItem } from '@/api/types';
import { words } from '@/features/inbox/messages.zh';
import { Preview } from '@/features/inbox/Preview';
import { keyOf, pageOf, TABS, useInbox } from '@/features/inbox/useInbox';
import { shortDayTime } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { LimitMark } from '@/ui/LimitMark';
import { Empty, Loaded } from '@/ui/Loaded';
import { ui } from '@/ui/messages.zh';

export function InboxPage({ canRegister }: { canRegister: boolean }) {
  const { tab, q, set, query } = useInbox();
  const [selected, setSelected] = useState<string>();
  const items = query.data?.items ?? [];
  const current = items.find((item) => keyOf(item) === selected) ?? items[0];
  useListKeys(items, current, setSelected);
  const count = (id: string) => (id === 'mine' ? query.data?.counts.mine : id === 'team' ? query.data?.counts.team : undefined);

  return (
    <main className="main">
      <div className="head">
        <div className="row"><h1>{words.title}</h1><span className="m2">{words.sorted}</span><span className="sp" />{canRegister && <Link className="btn" href="/clues/new"><Icon name="plus" />{words.newClue}</Link>}</div>
        <nav className="tabs">{TABS.map((id) => <a key={id} href={`?tab=${id}`} className={tab === id ? 'on' : ''} aria-current={tab === id ? 'page' : undefined} onClick={(event) => { event.preventDefault(); set('tab', id === 'mine' ? '' : id); }}>{words.tabs[id]} {count(id) !== undefined && <span className="n">{count(id)}</span>}</a>)}</nav>
      </div>
      <div className="filter">
        <span className="inp"><Icon name="search" /><input id="inbox-search" type="search" aria-label={words.search} placeholder={words.search} value={q} onChange={(event) => set('q', event.target.value)} /></span>
        <span className="sp" /><span className="sm m2">{words.count(items.length)}</span>
      </div>
      <div className="cols two">
        <section className="pane" aria-label={words.title}>
          <div className="scroll bare">
            <Loaded query={query}>{() => items.length === 0
              ? <Empty text={q ? words.noHit : words.empty[tab]} action={q ? <button type="button" className="btn" onClick={() => set('q', '')}>{words.clear}</button> : undefined} />
              : <Rows items={items} current={current} onSelect={setSelected} />}</Loaded>
          </div>
        </section>
        {current && <Preview item={current} key={keyOf(current)} />}
      </div>
      <div className="foot"><span><kbd>J</kbd><kbd>K</kbd>{words.keys.move}</span><span><kbd>Enter</kbd>{words.keys.open}</span><span><kbd>E</kbd>{words.keys.act}</span></div>
    </main>
  );
}

function Rows({ items, current, onSelect }: { items: InboxItem[]; current: InboxItem; onSelect: (key: string) => void }) {
  const [, go] = useLocation();
  return (
    <table className="tb two">
      <thead><tr><th>{words.limit}</th><th>{words.task}</th><th>{words.party}</th><th>{words.method}</th><th>{words.from}</th></tr></thead>
      <tbody>
        {items.map((item) => (
          <tr key={keyOf(item)} className={`open ${item === current ? 'sel' : ''}`} aria-selected={item === current} onClick={() => onSelect(keyOf(item))} onDoubleClick={() => go(pageOf(item))}>
            <td><LimitMark limit={item.limit} /></td>
            <td><Link href={pageOf(item)} className="plainlink"><b>{item.title}</b></Link><div className="m2 clip">{item.reason}</div></td>
            <td>{item.party}<div className="m2">{item.cause}</div></td>
            <td>{item.method && <span className="tag">{item.method}</span>}<div className="m2">{item.case_no}</div></td>
            <td className="sm m2">{item.from?.who ?? ui.none}<div>{shortDayTime(item.from?.at ?? item.opened_at)}</div></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** J and K move, Enter and E open; never inside a field. */
function useListKeys(items: InboxItem[], current: InboxItem | undefined, select: (key: string) => void) {
  const [, go] = useLocation();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest('input,textarea,select,button,a,[role=dialog]')) return;
      const at = current ? items.indexOf(current) : -1;
      const to = event.key === 'j' ? items[at + 1] : event.key === 'k' ? items[at - 1] : undefined;
      if (to) select(keyOf(to));
      if (current && (event.key === 'Enter' || event.key === 'e')) go(pageOf(current));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [items, current, select, go]);
}
