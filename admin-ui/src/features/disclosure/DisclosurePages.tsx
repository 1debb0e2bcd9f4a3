// D18: exactly what the public will see, before it can be seen.
import { Link } from 'wouter';
import { useGet, useGetFresh } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Basis, DisclosurePlan, DisclosureRow } from '@/api/types';
import { words } from '@/features/disclosure/messages.zh';
import { fullDay, plain } from '@/ui/format';
import { LawLink } from '@/ui/LawLink';
import { Empty, Loaded } from '@/ui/Loaded';
import { ui } from '@/ui/messages.zh';
import { PaperFrame } from '@/ui/parts';
import { Mark } from '@/ui/Status';

const stateWord = (state: string) => words.states[state] ?? state;

export function DisclosureListPage() {
  const query = useGet<{ items: DisclosureRow[] }>(api.disclosures);
  return (
    <main className="main">
      <div className="head flat"><h1>{words.title}</h1></div>
      <div className="pane"><div className="scroll bare surface">
        <Loaded query={query}>{({ items }) => items.length === 0 ? <Empty text={words.empty} /> : (
          <table className="tb"><thead><tr><th>{words.party}</th><th>{words.no}</th><th>{words.state}</th><th>{words.on}</th></tr></thead>
            <tbody>{items.map((item) => <tr key={item.case}><td><Link href={`/disclosure/${item.case}`}><b>{item.party}</b></Link></td><td>{item.case_no}</td><td>{stateWord(item.state)}</td><td>{fullDay(item.publish_on)}</td></tr>)}</tbody></table>
        )}</Loaded>
      </div></div>
    </main>
  );
}

export function DisclosurePage({ caseId }: { caseId: string }) {
  const query = useGetFresh<DisclosurePlan>(api.disclosure(caseId));
  return (
    <main className="main">
      <div className="head flat"><div className="crumb"><Link href="/disclosure">{words.title}</Link> / <Link href={page.case(caseId)}>{words.no}</Link></div><div className="titles"><h1>{words.plan}</h1>{query.data && <Mark tone="now" icon="now" word={stateWord(query.data.state)} />}</div></div>
      <Loaded query={query}>{(plan) => (
        <div className="cols form">
          <section className="pane" aria-label={words.preview}>{plan.preview_html_url ? <PaperFrame plain src={plan.preview_html_url} name={words.preview} /> : <Empty text={words.noPreview} />}</section>
          <aside className="pane side" aria-label={words.plan}><div className="scroll stack-l"><Plan plan={plan} caseId={caseId} /></div></aside>
        </div>
      )}</Loaded>
    </main>
  );
}

const basisOf = (basis?: Basis | string) => (typeof basis === 'string' ? basis : basis ? <LawLink basis={basis} /> : null);

function Plan({ plan, caseId }: { plan: DisclosurePlan; caseId: string }) {
  return (
    <>
      {plan.publish_on && <p><b>{words.auto(fullDay(plan.publish_on))}</b><br /><span className="sm m2">{words.stops}</span></p>}
      {plan.tasks && plan.tasks.length > 0 && <section><h3>{words.tasks}</h3>{plan.tasks.map((task) => <div className="row act" key={task.task}>{task.mine ? <Link className="btn p" href={page.task(caseId, task.task)}>{task.title}</Link> : <span className="md">{task.title} <span className="m2">{task.role_title && words.waiting(task.role_title)}</span></span>}</div>)}</section>}
      <section><h3>{words.scan}</h3><ul className="md">{plan.scan.map((one) => <li key={one.what} className="row">{one.what}<span className="sp" />{one.hits === 0 ? <span className="t-ok">{words.clean}</span> : <span className="t-bad b">{words.hits(one.hits)}</span>}</li>)}</ul></section>
      <section>
        <table className="tb sheet"><thead><tr><th>{words.field}</th><th>{words.value}</th><th>{words.action}</th><th>{words.rule}</th></tr></thead>
          <tbody>{plan.fields.map((field) => <tr key={field.path}><td>{field.title}</td><td>{field.action === 'hide' ? <span className="hide">{words.hidden(field.title)}</span> : plain(field.value)}</td><td className="nw">{field.action === 'hide' ? words.hide : words.show}</td><td className="sm">{field.rule} {basisOf(field.basis) ?? ui.none}</td></tr>)}</tbody></table>
        <p className="sm m2">{words.noRule}</p>
      </section>
    </>
  );
}
