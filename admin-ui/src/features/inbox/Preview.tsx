// The right pane of the inbox: which step, why, what is known and missing, one main action.
import { Link, useLocation } from 'wouter';
import { useCommand, useGetFresh } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { InboxItem, TaskView } from '@/api/types';
import { words } from '@/features/inbox/messages.zh';
import { pageOf } from '@/features/inbox/useInbox';
import { flash } from '@/ui/flash';
import { dayTime, dayWithWeekday, shown } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { LawLinks } from '@/ui/LawLink';
import { LimitMark } from '@/ui/LimitMark';
import { Loaded } from '@/ui/Loaded';
import { KeyValue } from '@/ui/parts';
import { MissingLine, Refusal } from '@/ui/Refusal';

export function Preview({ item }: { item: InboxItem }) {
  const [, go] = useLocation();
  const task = useGetFresh<TaskView>(api.task(item.case, item.task));
  const claim = useCommand(() => { flash(words.claimed); go(pageOf(item)); });
  const claimable = !item.assignee && task.data?.allowed.claim?.ok;
  return (
    <aside className="pane side" aria-label={words.preview}>
      <div className="scroll">
        <div className="row"><LimitMark limit={item.limit} />{item.limit?.due && <span className="sm m2">{dayWithWeekday(item.limit.due)}</span>}<span className="sp" /><Link className="sm" href={page.case(item.case)}>{words.openCase}</Link></div>
        <h2>{item.title}</h2>
        <p className="m2 md">{item.party}{item.cause && <> · {item.cause}</>}</p>
        <Loaded query={task}>{(view) => (
          <div className="stack-l up">
            <KeyValue rows={[[words.step, view.step.title], [words.why, view.bases.length > 0 && <LawLinks bases={view.bases} />], [words.assignee, view.assignee?.name ?? view.role_title], [words.opened, dayTime(item.opened_at)]]} />
            {view.missing.length > 0 ? <section><h3>{words.missing}</h3>{view.missing.map((one, i) => <MissingLine key={i} missing={one} caseId={item.case} />)}</section> : <p className="t-ok md"><Icon name="tick" /> {words.nothingMissing}</p>}
            {view.shows.length > 0 && <section><h3>{words.materials}</h3><KeyValue rows={view.shows.slice(0, 8).map((one) => [one.title, shown(one.path, one.value)])} /></section>}
          </div>
        )}</Loaded>
        <Refusal error={claim.error} caseId={item.case} />
      </div>
      <div className="bar">
        {claimable
          ? <button type="button" className="btn p l w" disabled={claim.isPending} onClick={() => claim.mutate({ path: `${api.task(item.case, item.task)}/claim` })}>{words.claim}</button>
          : <Link className="btn p l w" href={pageOf(item)}>{words.act(item.title)}</Link>}
      </div>
    </aside>
  );
}
