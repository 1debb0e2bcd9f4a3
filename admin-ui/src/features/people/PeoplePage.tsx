// Who works here and who may sign in: persons of the administrator's units, and the trail of what was done to accounts.
import { useSearchParams } from 'wouter';
import { useGet } from '@/api/hooks';
import { api } from '@/api/paths';
import type { AccountTrail, Staff, StaffItem } from '@/api/types';
import { AccountMark } from '@/features/people/AccountMark';
import { words } from '@/features/people/messages.zh';
import { PersonPane } from '@/features/people/PersonPane';
import { dayTime } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { Empty, Loaded } from '@/ui/Loaded';
import { ui } from '@/ui/messages.zh';
import { Note } from '@/ui/parts';

const matches = (item: StaffItem, q: string) => [item.name, item.unit.title, item.account?.login ?? '', ...item.roles.map((role) => role.title)].some((text) => text.includes(q));

export function PeoplePage() {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string) => setParams((before) => { const next = new URLSearchParams(before); if (value) next.set(name, value); else next.delete(name); return next; }, { replace: true });
  const query = useGet<Staff>(api.staff);
  const tab = params.get('tab') === 'trail' ? 'trail' : 'people';
  const units = new Set(query.data?.items.map((item) => item.unit.id)).size;
  return (
    <main className="main">
      <div className="head">
        <div className="row wrap"><h1>{words.title}</h1>{query.data && <span className="m2">{words.count(query.data.items.length, units)}</span>}</div>
        <nav className="tabs" aria-label={words.title}>{(['people', 'trail'] as const).map((id) => <a key={id} href={`?tab=${id}`} className={tab === id ? 'on' : ''} aria-current={tab === id ? 'page' : undefined} onClick={(event) => { event.preventDefault(); set('tab', id); }}>{words.tabs[id]}</a>)}</nav>
      </div>
      {tab === 'trail' ? <Trail /> : <Loaded query={query}>{({ items }) => <People items={items} q={params.get('q') ?? ''} chosen={params.get('person') ?? ''} set={set} />}</Loaded>}
    </main>
  );
}

function People({ items, q, chosen, set }: { items: StaffItem[]; q: string; chosen: string; set: (name: string, value: string) => void }) {
  const shown = items.filter((item) => matches(item, q));
  const open = items.find((item) => item.id === chosen);
  return (
    <>
      <div className="filter"><span className="inp"><Icon name="search" /><input type="search" aria-label={words.search} placeholder={words.search} value={q} onChange={(event) => set('q', event.target.value)} /></span><span className="sm m2">{words.source}</span></div>
      <div className="cols two">
        <section className="pane" aria-label={words.tabs.people}><div className="scroll bare surface" tabIndex={0}>
          {shown.length === 0 ? <Empty text={words.empty} /> : (
            <table className="tb two stacked">
              <thead><tr>{Object.entries(words.columns).map(([id, title]) => <th key={id} scope="col">{title}</th>)}</tr></thead>
              <tbody>{shown.map((item) => (
                <tr key={item.id} className={`open ${item.id === chosen ? 'sel' : ''}`} onClick={() => set('person', item.id)}>
                  <td><button type="button" className="linklike" aria-expanded={item.id === chosen}><b>{item.name}</b></button><div className="m2">{item.post}</div></td>
                  <td data-label={words.columns.unit}>{item.unit.title}</td>
                  <td data-label={words.columns.roles}>{item.roles.map((role) => role.title).join(ui.listComma)}</td>
                  <td data-label={words.columns.login} className="mono">{item.account?.login ?? ui.none}</td>
                  <td data-label={words.columns.state}><AccountMark item={item} /></td>
                </tr>
              ))}</tbody>
            </table>
          )}
        </div></section>
        <aside className={`pane side ${open ? 'drawer' : ''}`} aria-label={words.account}><div className="scroll stack-l">{open ? <PersonPane key={open.id} item={open} onClose={() => set('person', '')} /> : <p className="m2">{words.choose}</p>}</div></aside>
      </div>
    </>
  );
}

function Trail() {
  const query = useGet<AccountTrail>(api.staffTrail);
  return (
    <div className="pane"><div className="scroll bare surface" tabIndex={0}>
      <Loaded query={query}>{({ items, chain }) => items.length === 0 ? <Empty text={words.noTrail} /> : (
        <>
          <div className="pad12"><Note tone={chain.ok ? 'ok' : 'bad'} icon={chain.ok ? 'shield' : 'blocked'}>{chain.ok ? words.chainOk(chain.rows) : words.chainBad}</Note></div>
          <table className="tb stacked">
            <thead><tr>{Object.entries(words.trailColumns).map(([id, title]) => <th key={id} scope="col">{title}</th>)}</tr></thead>
            <tbody>{items.map((item) => <tr key={item.n}><td className="nw">{dayTime(item.at)}</td><td data-label={words.trailColumns.by}>{item.by}</td><td data-label={words.trailColumns.person}>{item.person}</td><td data-label={words.trailColumns.what}>{item.text}</td></tr>)}</tbody>
          </table>
        </>
      )}</Loaded>
    </div></div>
  );
}
