// The catalogue of violations as it is on the agency's day.
import { useState } from 'react';
import { useGet } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Cause } from '@/api/types';
import { words } from '@/features/causes/messages.zh';
import { Icon } from '@/ui/Icon';
import { Empty, Loaded } from '@/ui/Loaded';

export function CausesPage({ today, narrow = false }: { today: string; narrow?: boolean }) {
  const [q, setQ] = useState('');
  const query = useGet<Cause[] | { items: Cause[] }>(api.causes(today, q));
  const search = <span className="inp"><Icon name="search" /><input type="search" aria-label={words.search} placeholder={words.search} value={q} onChange={(event) => setQ(event.target.value)} /></span>;
  const list = (causes: Cause[]) => narrow
    ? <ul className="plist up">{causes.map((one) => <li key={one.id}><b>{one.title}</b><div className="m2 md">{one.penal}<br />{one.amount}</div></li>)}</ul>
    : <table className="tb sheet"><thead><tr><th>{words.name}</th><th>{words.violated}</th><th>{words.penal}</th><th>{words.amount}</th><th>{words.valid}</th></tr></thead><tbody>{causes.map((one) => <tr key={one.id}><td><b>{one.title}</b></td><td>{one.violated}</td><td>{one.penal}</td><td>{one.amount}</td><td className="nw">{one.valid}</td></tr>)}</tbody></table>;
  const body = <Loaded query={query}>{(data) => { const causes = Array.isArray(data) ? data : data.items; return causes.length === 0 ? <Empty text={words.empty} /> : list(causes); }}</Loaded>;
  if (narrow) return <><header className="ptop flat"><h1>{words.title}</h1></header><main className="pbody">{search}{body}</main></>;
  return (
    <main className="main">
      <div className="head flat"><div className="row"><h1>{words.title}</h1><span className="m2">{words.on(today)}</span></div></div>
      <div className="filter">{search}</div>
      <div className="pane"><div className="scroll bare surface" tabIndex={0}>{body}</div></div>
    </main>
  );
}
