// Finding an enterprise by name or code, or adding it.
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useGet } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Enterprise } from '@/api/types';
import { words } from '@/features/enterprises/messages.zh';
import { NewEnterprise } from '@/features/enterprises/NewEnterprise';
import { Icon } from '@/ui/Icon';
import { Empty, Loaded } from '@/ui/Loaded';

const count = (one: Enterprise) => one.cases.length;

export function EnterpriseListPage({ canAdd = true }: { canAdd?: boolean }) {
  const [q, setQ] = useState('');
  const [adding, setAdding] = useState(false);
  const [, go] = useLocation();
  const query = useGet<{ items: Enterprise[] }>(api.enterprises(q));
  const add = canAdd && <button type="button" className="btn" onClick={() => setAdding(true)}><Icon name="plus" />{words.add}</button>;
  return (
    <main className="main">
      <div className="head flat"><div className="row"><h1>{words.title}</h1><span className="m2">{words.oneFile}</span><span className="sp" />{add}</div></div>
      <div className="filter"><span className="inp"><Icon name="search" /><input type="search" aria-label={words.search} placeholder={words.search} value={q} onChange={(event) => setQ(event.target.value)} /></span></div>
      <div className="pane"><div className="scroll bare surface">
        <Loaded query={query}>{({ items }) => items.length === 0 ? <Empty text={words.empty} action={add || undefined} /> : (
          <table className="tb">
            <thead><tr><th>{words.name}</th><th>{words.code}</th><th>{words.address}</th><th>{words.legal}</th><th>{words.cases}</th></tr></thead>
            <tbody>{items.map((one) => <tr key={one.id} className="open" onClick={() => go(page.enterprise(one.id))}><td><Link className="plainlink" href={page.enterprise(one.id)}><b>{one.name}</b></Link></td><td className="mono">{one.credit_code}</td><td>{one.address}</td><td>{one.legal_person}</td><td>{count(one)}</td></tr>)}</tbody>
          </table>
        )}</Loaded>
      </div></div>
      {adding && <NewEnterprise onClose={() => setAdding(false)} onAdded={(id) => go(page.enterprise(id))} />}
    </main>
  );
}

export function PhoneEnterprises() {
  const [q, setQ] = useState('');
  const query = useGet<{ items: Enterprise[] }>(api.enterprises(q));
  return (
    <>
      <header className="ptop flat"><h1>{words.title}</h1></header>
      <main className="pbody">
        <input className="inp" type="search" aria-label={words.search} placeholder={words.search} value={q} onChange={(event) => setQ(event.target.value)} />
        <Loaded query={query}>{({ items }) => items.length === 0 ? <Empty text={words.empty} /> : <ul className="plist up">{items.map((one) => <li key={one.id}><Link href={page.enterprise(one.id)}><span className="grow"><b>{one.name}</b><span className="m2 md">{one.address}</span></span><Icon name="right" size="i-l" /></Link></li>)}</ul>}</Loaded>
      </main>
    </>
  );
}
