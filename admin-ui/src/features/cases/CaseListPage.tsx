// Cases and clues as one table: a clue is a case before filing.
import { Link, useLocation, useSearchParams } from 'wouter';
import { useGet } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { CaseRow } from '@/api/types';
import { words } from '@/features/cases/messages.zh';
import { shortDayTime } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { LimitMark } from '@/ui/LimitMark';
import { Empty, Loaded } from '@/ui/Loaded';

function useCases(clues: boolean) {
  const [params, setParams] = useSearchParams();
  const scope = clues ? 'clues' : (params.get('scope') ?? 'all');
  const q = params.get('q') ?? '';
  const set = (name: string, value: string) => setParams((before) => { const next = new URLSearchParams(before); next.set(name, value); return next; }, { replace: true });
  return { scope, q, set, query: useGet<{ items: CaseRow[] }>(api.cases(scope, q)) };
}

export function CaseListPage({ clues = false, canRegister = false }: { clues?: boolean; canRegister?: boolean }) {
  const { scope, q, set, query } = useCases(clues);
  const register = canRegister && <Link className="btn" href="/clues/new"><Icon name="plus" />{words.newClue}</Link>;
  return (
    <main className="main">
      <div className={clues ? 'head flat' : 'head'}>
        <div className="row"><h1>{clues ? words.clues : words.title}</h1><span className="sp" />{register}</div>
        {!clues && <nav className="tabs">{(['all', 'mine'] as const).map((id) => <a key={id} href={`?scope=${id}`} className={scope === id ? 'on' : ''} onClick={(event) => { event.preventDefault(); set('scope', id); }}>{words.scopes[id]}</a>)}</nav>}
      </div>
      <div className="filter"><span className="inp"><Icon name="search" /><input type="search" aria-label={words.search} placeholder={words.search} value={q} onChange={(event) => set('q', event.target.value)} /></span></div>
      <div className="pane"><div className="scroll bare surface">
        <Loaded query={query}>{({ items }) => items.length === 0 ? <Empty text={clues ? words.emptyClues : words.empty} action={register || undefined} /> : <CaseTable items={items} />}</Loaded>
      </div></div>
    </main>
  );
}

function CaseTable({ items }: { items: CaseRow[] }) {
  const [, go] = useLocation();
  return (
    <table className="tb two">
      <thead><tr><th>{words.columns.limit}</th><th>{words.columns.title}</th><th>{words.columns.party}</th><th>{words.columns.phase}</th><th>{words.columns.no}</th><th>{words.columns.updated}</th></tr></thead>
      <tbody>{items.map((item) => (
        <tr key={item.id} className="open" onClick={() => go(page.case(item.id))}>
          <td><LimitMark limit={item.limit} /></td>
          <td><Link href={page.case(item.id)} className="plainlink"><b>{item.title}</b></Link>{item.cause && <div className="m2">{item.cause}</div>}</td>
          <td>{item.party}</td><td><span className="tag">{item.phase_title}</span></td>
          <td>{item.case_no ?? item.clue_no}</td><td className="sm m2">{shortDayTime(item.updated_at)}</td>
        </tr>
      ))}</tbody>
    </table>
  );
}

export function PhoneCases() {
  const { q, set, query } = useCases(false);
  return (
    <>
      <header className="ptop flat"><h1>{words.title}</h1></header>
      <main className="pbody">
        <input className="inp" type="search" aria-label={words.search} placeholder={words.search} value={q} onChange={(event) => set('q', event.target.value)} />
        <Loaded query={query}>{({ items }) => items.length === 0 ? <Empty text={words.empty} /> : (
          <ul className="plist up">{items.map((item) => (
            <li key={item.id}><Link href={page.case(item.id)}><span className="grow"><LimitMark limit={item.limit} quiet /><b>{item.title}</b><span className="m2 md">{item.party}<br />{item.case_no ?? item.clue_no} · {item.phase_title}</span></span><Icon name="right" size="i-l" /></Link></li>
          ))}</ul>
        )}</Loaded>
      </main>
    </>
  );
}
