// O1: cases that stand still and what still has to go out; an operator tries again or settles, with the reason.
import { useSearchParams } from 'wouter';
import { useLive } from '@/api/hooks';
import { api } from '@/api/paths';
import type { IncidentItem, JobItem, Operations } from '@/api/types';
import { IncidentPane } from '@/features/operations/IncidentPane';
import { words } from '@/features/operations/messages.zh';
import { shortDayTime } from '@/ui/format';
import { LimitMark } from '@/ui/LimitMark';
import type { IconName } from '@/ui/Icon';
import { Empty, Loaded } from '@/ui/Loaded';
import { Mark, type Tone } from '@/ui/Status';

const keyOf = (item: { case: string; incident?: string }) => `${item.case}/${item.incident ?? ''}`;

export function OperationsPage() {
  const [params, setParams] = useSearchParams();
  const set = (change: Record<string, string>) => setParams((before) => { const next = new URLSearchParams(before); for (const [name, value] of Object.entries(change)) if (value) next.set(name, value); else next.delete(name); return next; }, { replace: true });
  const query = useLive<Operations>(api.operations);
  const tab = params.get('tab') === 'jobs' ? 'jobs' : 'incidents';
  const count = { incidents: query.data?.incidents.length, jobs: query.data?.jobs.length };
  return (
    <main className="main">
      <div className="head">
        <div className="row wrap"><h1>{words.title}</h1><span className="m2">{words.about}</span></div>
        <nav className="tabs" aria-label={words.title}>{(['incidents', 'jobs'] as const).map((id) => <a key={id} href={`?tab=${id}`} className={tab === id ? 'on' : ''} aria-current={tab === id ? 'page' : undefined} onClick={(event) => { event.preventDefault(); set({ tab: id }); }}>{words.tabs[id]}{count[id] ? <span className="n">{count[id]}</span> : undefined}</a>)}</nav>
      </div>
      <Loaded query={query}>{(data) => tab === 'jobs' ? <Jobs jobs={data.jobs} open={(key) => set({ tab: 'incidents', at: key })} /> : <Incidents items={data.incidents} chosen={params.get('at') ?? ''} choose={(key) => set({ at: key })} />}</Loaded>
    </main>
  );
}

function Incidents({ items, chosen, choose }: { items: IncidentItem[]; chosen: string; choose: (key: string) => void }) {
  const open = items.find((item) => keyOf(item) === chosen);
  const alike = open ? items.filter((item) => item !== open && item.code === open.code && item.place === open.place) : [];
  return (
    <div className="cols two">
      <section className="pane" aria-label={words.tabs.incidents}><div className="scroll bare surface" tabIndex={0}>
        {items.length === 0 ? <Empty text={words.none} /> : (
          <table className="tb two stacked">
            <thead><tr>{Object.entries(words.columns).map(([id, title]) => <th key={id} scope="col">{title}</th>)}</tr></thead>
            <tbody>{items.map((item) => (
              <tr key={keyOf(item)} className={`open ${keyOf(item) === chosen ? 'sel' : ''}`} onClick={() => choose(keyOf(item))}>
                <td className="nw">{shortDayTime(item.since)}</td>
                <td><button type="button" className="linklike" aria-expanded={keyOf(item) === chosen}><b>{item.place}</b></button><div className="m2">{item.process}</div></td>
                <td data-label={words.columns.why} className="clamp">{item.text}</td>
                <td data-label={words.columns.no}>{item.case_no}</td>
                <td data-label={words.columns.limit}><LimitMark limit={item.limit} /></td>
              </tr>
            ))}</tbody>
          </table>
        )}
      </div></section>
      <aside className={`pane side ${open ? 'drawer' : ''}`} aria-label={words.detail}><div className="scroll stack-l">{open ? <IncidentPane key={keyOf(open)} item={open} alike={alike} onClose={() => choose('')} /> : <p className="m2">{words.choose}</p>}</div></aside>
    </div>
  );
}

const LOOK: Record<JobItem['state'], { tone: Tone; icon: IconName }> = {
  ready: { tone: 'wait', icon: 'hourglass' }, running: { tone: 'now', icon: 'now' }, failed: { tone: 'block', icon: 'blocked' },
};

function Jobs({ jobs, open }: { jobs: JobItem[]; open: (key: string) => void }) {
  const failed = jobs.filter((job) => job.state === 'failed').length;
  return (
    <>
      {jobs.length > 0 && <div className="filter md"><span>{words.waiting(jobs.length - failed)}</span><span className={failed > 0 ? 't-bad b' : ''}>{words.failed(failed)}</span><span className="m2">{words.oldest(shortDayTime(jobs[0].at))}</span></div>}
      <div className="pane"><div className="scroll bare surface" tabIndex={0}>
        {jobs.length === 0 ? <Empty text={words.noJobs} /> : (
          <table className="tb two stacked">
            <thead><tr>{Object.entries(words.jobColumns).map(([id, title]) => <th key={id} scope="col">{title}</th>)}<th><span className="vh">{words.open}</span></th></tr></thead>
            <tbody>{jobs.map((job) => (
              <tr key={`${job.case}/${job.job}`}>
                <td><Mark {...LOOK[job.state]} word={words.state[job.state]} /></td>
                <td data-label={words.jobColumns.place}>{job.place}</td>
                <td data-label={words.jobColumns.what} className="mono">{job.connector}/{job.operation}</td>
                <td data-label={words.jobColumns.no}>{job.case_no}</td>
                <td data-label={words.jobColumns.tries}>{words.tries(job.attempts)}</td>
                <td data-label={words.jobColumns.at}>{job.state === 'failed' ? words.gaveUp(shortDayTime(job.at)) : words.ready(shortDayTime(job.at))}</td>
                <td data-label={words.jobColumns.error} className="clamp">{job.error}</td>
                <td>{job.incident && <button type="button" className="btn s" onClick={() => open(keyOf(job))}>{words.open}</button>}</td>
              </tr>
            ))}</tbody>
          </table>
        )}
      </div></div>
    </>
  );
}
