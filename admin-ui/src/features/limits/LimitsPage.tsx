// D14: nothing expires unseen. One table for the agency and, as a tab, for one case.
import { useState } from 'react';
import { Link } from 'wouter';
import { useGet } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Limit, LimitOfCase } from '@/api/types';
import { words } from '@/features/limits/messages.zh';
import { dayWithWeekday, daysBetween, fullDay, shortDay } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { LawLinks } from '@/ui/LawLink';
import { LimitMark } from '@/ui/LimitMark';
import { Empty, Loaded } from '@/ui/Loaded';
import { KeyValue, Note, Segments } from '@/ui/parts';

type Row = Limit & Partial<Pick<LimitOfCase, 'case' | 'case_no' | 'party'>>;
const RANK: Record<Limit['level'], number> = { red: 0, yellow: 1, green: 2, none: 3 };
const isOpen = (limit: Limit) => limit.state === 'running' || limit.state === 'suspended';

export function LimitsPage({ today }: { today: string }) {
  const query = useGet<{ items: LimitOfCase[] }>(api.limits);
  return (
    <main className="main">
      <div className="head flat"><div className="row"><h1>{words.title}</h1><span className="m2">{words.running(query.data?.items.filter(isOpen).length ?? 0)}</span></div></div>
      <Loaded query={query}>{({ items }) => <LimitTable items={items} today={today} />}</Loaded>
    </main>
  );
}

export function LimitsTab({ caseId, today }: { caseId: string; today: string }) {
  const query = useGet<{ items: Limit[] }>(api.part(caseId, 'limits'));
  return <Loaded query={query}>{({ items }) => <LimitTable items={items} today={today} all />}</Loaded>;
}

function LimitTable({ items, today, all = false }: { items: Row[]; today: string; all?: boolean }) {
  const [scope, setScope] = useState<'open' | 'all'>(all ? 'all' : 'open');
  const [selected, select] = useState<string>();
  const shown = items.filter((item) => scope === 'all' || isOpen(item)).sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || RANK[a.level] - RANK[b.level] || (a.due ?? '9').localeCompare(b.due ?? '9'));
  const key = (item: Row) => `${item.case ?? ''}/${item.id}/${item.start ?? ''}`;
  const current = shown.find((item) => key(item) === selected) ?? shown[0];
  const span = spanOf(shown, today);
  const count = (level: Limit['level']) => items.filter((item) => isOpen(item) && item.level === level).length;
  return (
    <>
      <div className="filter md">
        <span className="dl r"><Icon name="square" />{words.red} {count('red')}</span><span className="dl y"><Icon name="triangle" />{words.yellow} {count('yellow')}</span><span className="dl g"><Icon name="disc" />{words.green} {count('green')}</span>
        <span className="sp" /><span className="sm m2">{words.today}</span><Segments label={words.state} value={scope} onChange={setScope} options={[{ id: 'open', title: words.scope.open }, { id: 'all', title: words.scope.all }]} />
      </div>
      {shown.length === 0 ? <Empty text={words.empty} /> : (
        <div className="cols two">
          <section className="pane" aria-label={words.title}><div className="scroll bare surface">
            <table className="tb two">
              <thead><tr><th>{words.left}</th><th>{words.limit}</th>{!all && <th>{words.kase}</th>}<th>{words.bar}</th><th>{words.due}</th><th>{words.basis}</th></tr></thead>
              <tbody>{shown.map((item) => (
                <tr key={key(item)} className={`open ${item === current ? 'sel' : ''}`} aria-selected={item === current} onClick={() => select(key(item))}>
                  <td>{isOpen(item) ? <LimitMark limit={item} /> : <span className="m2">{words.states[item.state]}</span>}</td>
                  <td><b>{item.name}</b></td>
                  {!all && <td className="nw">{item.party}<div className="m2">{item.case_no}</div></td>}
                  <td><TimeBar item={item} today={today} span={span} /></td>
                  <td className="nw">{shortDay(item.due)}</td>
                  <td className="sm"><LawLinks bases={item.basis?.slice(0, 1)} /><div className="m2">{item.responsible}</div></td>
                </tr>
              ))}</tbody>
            </table>
          </div></section>
          {current && <How item={current} />}
        </div>
      )}
    </>
  );
}

/** What ends later reaches the edge: one limit of years must not press all others together. */
const SHOWN_AHEAD_DAYS = 90;

interface Span { from: string; days: number }

function spanOf(items: Row[], today: string): Span {
  const days = [today, ...items.flatMap((item) => [item.start, item.due])].filter((day): day is string => Boolean(day)).map(fullDay).sort();
  const reach = daysBetween(days[0], today) + SHOWN_AHEAD_DAYS;
  return { from: days[0], days: Math.max(1, Math.min(reach, daysBetween(days[0], days.at(-1)!))) };
}

/** Start, today and end on the axis that all rows share. */
function TimeBar({ item, today, span }: { item: Row; today: string; span: Span }) {
  const x = (day: string) => Math.min(1, daysBetween(span.from, fullDay(day)) / span.days) * 236 + 2;
  const now = x(today);
  if (!item.start || !item.due) return null;
  const [from, to] = [x(item.start), x(item.due)];
  const used = Math.min(to, isOpen(item) ? now : to);
  return (
    <svg className="timebar" viewBox="0 0 240 18" role="img" aria-label={`${fullDay(item.start)} ${fullDay(item.due)}`} preserveAspectRatio="none">
      <path d="M2 9h236" className="axis" /><rect x={from} y="5" width={Math.max(1, to - from)} height="8" className="rest" /><rect x={from} y="5" width={Math.max(0, used - from)} height="8" className={`used ${item.level}`} /><path d={`M${now} 0v18`} className="today" />
    </svg>
  );
}

function How({ item }: { item: Row }) {
  return (
    <aside className="pane side" aria-label={words.how}>
      <div className="scroll stack-l">
        <section><div className="row"><LimitMark limit={item} />{item.due && <span className="sm m2">{words.endsAt(dayWithWeekday(item.due))}</span>}</div><h2>{item.name}</h2>{item.case && <p className="md"><Link href={page.case(item.case)}>{item.party} · {item.case_no}</Link></p>}</section>
        <section><h3>{words.how}</h3>
          <KeyValue rows={[[words.state, words.states[item.state]], [words.start, fullDay(item.start)], [words.dueDay, fullDay(item.due)], [words.responsible, item.responsible]]} />
          <ol className="how md up">{item.how?.map((line, i) => <li key={i}>{line}</li>)}</ol>
          <p className="sm m2">{words.counted}</p></section>
        {item.basis && item.basis.length > 0 && <section className="md"><LawLinks bases={item.basis} /></section>}
        {item.provisional && <Note tone="warn" icon="triangle">{words.provisional}</Note>}
      </div>
    </aside>
  );
}
