// D4: where the case stands, what blocks it, what to do; on the right limits, the opened article, people.
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { page } from '@/api/paths';
import type { CaseView } from '@/api/types';
import { words } from '@/features/cases/messages.zh';
import { Spine } from '@/features/cases/Spine';
import { Icon } from '@/ui/Icon';
import { LimitMark } from '@/ui/LimitMark';
import { Avatar, Segments } from '@/ui/parts';

/** The method that has something to do now, else the first. */
const busiest = (view: CaseView) => view.methods.find((method) => method.steps.some((step) => ['now', 'blocked', 'waiting'].includes(step.state))) ?? view.methods[0];

export function StepsTab({ view, article }: { view: CaseView; article: ReactNode }) {
  return (
    <div className="cols case">
      <section className="pane" aria-label={words.tabs.steps}><div className="scroll bare"><Methods view={view} /></div></section>
      <aside className="pane side" aria-label={words.limits}>
        <div className="scroll stack-l">
          <LimitsBox view={view} />
          {article}
          <PeopleBox view={view} />
          {view.notes.length > 0 && <section><h3>{words.notes}</h3>{view.notes.map((note, i) => <p key={i} className="sm m2">{note}</p>)}</section>}
        </div>
      </aside>
    </div>
  );
}

export function Methods({ view }: { view: CaseView }) {
  const [chosen, choose] = useState<string>();
  const method = view.methods.find((one) => one.id === chosen) ?? busiest(view);
  if (!method) return null;
  return (
    <>
      <div className="row methods">
        <h2>{method.title}</h2><span className="sm m2">{words.progress(method.done, method.total)}</span><span className="sp" />
        {view.methods.length > 1 && <Segments label={words.methods} value={method.id} onChange={choose} options={view.methods.map((one) => ({ id: one.id, title: <>{one.title}{one.done === one.total && <Icon name="done" />}</> }))} />}
      </div>
      <Spine steps={method.steps} caseId={view.id} archived={view.archived} />
    </>
  );
}

function LimitsBox({ view }: { view: CaseView }) {
  return (
    <section>
      <h3>{words.limits}</h3>
      {view.limits.length === 0 ? <p className="sm m2">{words.noLimits}</p> : (
        <table className="md plain"><tbody>{view.limits.map((limit) => <tr key={limit.id}><td>{limit.name}</td><td className="r"><LimitMark limit={limit} /></td></tr>)}</tbody></table>
      )}
      <Link className="md" href={page.case(view.id, 'limits')}>{words.allLimits}</Link>
    </section>
  );
}

export function PeopleBox({ view }: { view: CaseView }) {
  return (
    <section>
      <h3>{words.people}</h3>
      {view.people.length === 0 ? <p className="sm m2">{words.noPeople}</p> : (
        <>
          <ul className="md">{view.people.map((person) => <li key={`${person.role}-${person.id}`} className="row people"><Avatar name={person.name} small />{person.name}<span className="sp" /><span className="sm m2">{person.role_title}</span></li>)}</ul>
          <p className="sm m2">{words.apart}</p>
        </>
      )}
    </section>
  );
}
