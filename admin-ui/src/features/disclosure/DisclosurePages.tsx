// D18: exactly what the public will see, before it can be seen.
import { Link } from 'wouter';
import { useGet, useGetFresh } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { CaseRow, DisclosurePlan } from '@/api/types';
import { words } from '@/features/disclosure/messages.zh';
import { fullDay } from '@/ui/format';
import { Empty, Loaded } from '@/ui/Loaded';
import { KeyValue } from '@/ui/parts';
import { Mark } from '@/ui/Status';

export function DisclosureListPage() {
  const query = useGet<{ items: CaseRow[] }>(api.cases('decided', ''));
  return (
    <main className="main">
      <div className="head flat"><h1>{words.title}</h1></div>
      <div className="pane"><div className="scroll bare surface">
        <Loaded query={query}>{({ items }) => items.length === 0 ? <Empty text={words.empty} /> : (
          <table className="tb"><thead><tr><th>{words.party}</th><th>{words.no}</th><th>{words.state}</th><th>{words.cause}</th></tr></thead>
            <tbody>{items.map((item) => <tr key={item.id}><td><Link href={`/disclosure/${item.id}`}><b>{item.party}</b></Link></td><td>{item.case_no}</td><td><span className="tag">{item.phase_title}</span></td><td>{item.cause}</td></tr>)}</tbody></table>
        )}</Loaded>
      </div></div>
    </main>
  );
}

export function DisclosurePage({ caseId }: { caseId: string }) {
  const query = useGetFresh<DisclosurePlan>(api.part(caseId, 'disclosure'));
  return (
    <main className="main">
      <div className="head flat"><div className="crumb"><Link href="/disclosure">{words.title}</Link> / <Link href={page.case(caseId)}>{words.no}</Link></div><div className="titles"><h1>{words.plan}</h1>{query.data && <Mark tone="now" icon="now" word={query.data.state} />}</div></div>
      <Loaded query={query}>{(plan) => (
        <div className="cols form">
          <section className="pane" aria-label={words.preview}><div className="scroll"><Public plan={plan} /></div></section>
          <aside className="pane side" aria-label={words.plan}><div className="scroll stack-l"><Plan plan={plan} caseId={caseId} /></div></aside>
        </div>
      )}</Loaded>
    </main>
  );
}

/** What a visitor of the public portal will read: the shown fields and nothing else. */
function Public({ plan }: { plan: DisclosurePlan }) {
  const shown = plan.fields.filter((field) => field.action === 'show');
  if (shown.length === 0) return <Empty text={words.noPreview} />;
  return <div className="box in"><h2>{words.preview}</h2><KeyValue rows={shown.map((field) => [field.title, field.value])} /></div>;
}

function Plan({ plan, caseId }: { plan: DisclosurePlan; caseId: string }) {
  return (
    <>
      {plan.publish_on && <p><b>{words.auto(fullDay(plan.publish_on))}</b><br /><span className="sm m2">{words.stops}</span></p>}
      {plan.tasks && plan.tasks.length > 0 && <section><h3>{words.tasks}</h3>{plan.tasks.map((task) => <div className="row act" key={task.task}>{task.mine ? <Link className="btn p" href={page.task(caseId, task.task)}>{task.title}</Link> : <span className="md">{task.title} <span className="m2">{task.role_title && words.waiting(task.role_title)}</span></span>}</div>)}</section>}
      <section><h3>{words.scan}</h3><ul className="md">{plan.scan.map((one) => <li key={one.what} className="row">{one.what}<span className="sp" />{one.hits === 0 ? <span className="t-ok">{words.clean}</span> : <span className="t-bad b">{words.hits(one.hits)}</span>}</li>)}</ul></section>
      <section>
        <table className="tb sheet"><thead><tr><th>{words.field}</th><th>{words.value}</th><th>{words.action}</th><th>{words.rule}</th></tr></thead>
          <tbody>{plan.fields.map((field) => <tr key={field.path}><td>{field.title}</td><td>{field.action === 'hide' ? <span className="hide">{words.hidden(field.title)}</span> : field.value}</td><td className="nw">{field.action === 'hide' ? words.hide : words.show}</td><td className="sm">{field.rule}</td></tr>)}</tbody></table>
        <p className="sm m2">{words.noRule}</p>
      </section>
    </>
  );
}
