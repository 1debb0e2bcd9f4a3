// D3: one file per enterprise.
import { Link } from 'wouter';
import { useGetFresh } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Enterprise } from '@/api/types';
import { words } from '@/features/enterprises/messages.zh';
import { Empty, Loaded } from '@/ui/Loaded';
import { KeyValue } from '@/ui/parts';

export function EnterprisePage({ id }: { id: string }) {
  const query = useGetFresh<Enterprise>(api.enterprise(id));
  return (
    <main className="main">
      <Loaded query={query}>{(one) => (
        <>
          <div className="head flat"><div className="crumb"><Link href="/enterprises">{words.title}</Link></div><h1>{one.name}</h1></div>
          <div className="pane"><div className="scroll stack-l">
            <section className="box"><header><h2>{words.facts}</h2></header><div className="in"><KeyValue rows={[[words.code, <span key="c" className="mono">{one.credit_code}</span>], [words.address, one.address], [words.legal, one.legal_person], [words.phone, one.phone]]} /></div></section>
            <section className="box"><header><h2>{words.caseOf}</h2></header>{one.cases.length > 0 ? (
              <table className="tb"><thead><tr><th>{words.no}</th><th>{words.caseOf}</th><th>{words.phase}</th></tr></thead><tbody>{one.cases.map((kase) => <tr key={kase.id}><td>{kase.case_no ?? kase.clue_no}</td><td><Link href={page.case(kase.id)}>{kase.title}</Link></td><td>{kase.phase_title}</td></tr>)}</tbody></table>
            ) : <Empty text={words.noCases} />}</section>
          </div></div>
        </>
      )}</Loaded>
    </main>
  );
}
