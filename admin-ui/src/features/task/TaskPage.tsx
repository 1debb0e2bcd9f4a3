// D5, D10, D11: the form on the left, papers and known facts on the right, one main action below.
import { useEffect } from 'react';
import { Link } from 'wouter';
import { useGetFresh } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { CaseView, TaskView } from '@/api/types';
import { Actions } from '@/features/task/Actions';
import { words } from '@/features/task/messages.zh';
import { Known, Papers } from '@/features/task/Papers';
import { TaskBody } from '@/features/task/TaskBody';
import { useTask } from '@/features/task/useTask';
import { Icon } from '@/ui/Icon';
import { LawDay, LawLinks } from '@/ui/LawLink';
import { LimitMark } from '@/ui/LimitMark';
import { Loaded } from '@/ui/Loaded';
import { ui } from '@/ui/messages.zh';

interface Props { caseId: string; task?: string; element?: string; now?: string; actor?: string }

export function TaskPage(props: Props) {
  return <WithTask {...props}>{(view, kase) => <DeskTask key={view.task ?? view.element} caseId={props.caseId} view={view} kase={kase} now={props.now} actor={props.actor} />}</WithTask>;
}

export function PhoneTaskPage(props: Props) {
  return <WithTask {...props}>{(view, kase) => <PhoneTask key={view.task ?? view.element} caseId={props.caseId} view={view} kase={kase} now={props.now} actor={props.actor} />}</WithTask>;
}

function WithTask({ caseId, task, element, children }: Props & { children: (view: TaskView, kase?: CaseView) => React.ReactNode }) {
  const query = useGetFresh<TaskView>(task ? api.task(caseId, task) : api.event(caseId, element ?? ''));
  const kase = useGetFresh<CaseView>(api.case(caseId));
  return <LawDay.Provider value={kase.data?.conduct_date?.slice(0, 10)}><Loaded query={query}>{(view) => children(view, kase.data)}</Loaded></LawDay.Provider>;
}

interface Shown { caseId: string; view: TaskView; kase?: CaseView; now?: string; actor?: string }

function DraftMark({ duty }: { duty: ReturnType<typeof useTask> }) {
  const { saved } = duty.draft;
  if (!saved) return null;
  return <span className={`sm ${saved.failed ? 't-bad' : 'm2'}`}>{saved.failed ? words.draftFailed : words.draftSaved(saved.time)}</span>;
}

function DeskTask({ caseId, view, kase, now, actor }: Shown) {
  const duty = useTask(caseId, view, { now, actor });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => { if (event.ctrlKey && event.key === 'Enter' && view.allowed.complete.ok) { event.preventDefault(); duty.submit(); } };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  return (
    <main className="main">
      <div className="head flat">
        <div className="crumb"><Link href={page.case(caseId)}>{kase?.case_no ?? kase?.clue_no ?? words.back}</Link> / {kase?.title} / {view.step.title}</div>
        <div className="row"><div className="titles"><h1>{view.title}</h1><LimitMark limit={view.limit} /></div><span className="sp" /><DraftMark duty={duty} /><a className="sm" href={`/phone${view.task ? page.task(caseId, view.task) : page.event(caseId, view.element)}`} target="_blank" rel="noreferrer">{words.onPhone}</a></div>
        <div className="facts"><span>{words.role} {view.assignee?.name ?? view.role_title}</span>{view.bases.length > 0 && <span>{words.why} <LawLinks bases={view.bases} /></span>}</div>
      </div>
      <div className="cols form">
        <section className="pane surface" aria-label={words.formArea}>
          <div className="scroll"><TaskBody caseId={caseId} view={view} duty={duty} conductDate={kase?.conduct_date} now={now} actor={actor} /></div>
          <div className="bar"><Actions view={view} duty={duty} caseId={caseId} /></div>
        </section>
        <Papers caseId={caseId} view={view} savedAt={duty.draft.saved?.time} />
      </div>
    </main>
  );
}

function PhoneTask({ caseId, view, kase, now, actor }: Shown) {
  const duty = useTask(caseId, view, { now, actor });
  return (
    <>
      <header className="ptop"><Link className="ib" href={page.case(caseId)} aria-label={ui.back}><Icon name="left" size="i-xl" /></Link><h1 className="clip">{view.title}</h1><LimitMark limit={view.limit} /></header>
      <main className="pbody">
        <div className="pcard"><b>{kase?.title}</b><div className="m2">{kase?.party.name}</div><div className="up"><Known view={view} /></div></div>
        {view.paper && <div className="pcard row"><span className="t-pri"><Icon name="file" size="i-xl" /></span><b className="grow">{view.paper.name}</b><a className="tap" href={view.paper.preview} target="_blank" rel="noreferrer">{words.readPaper}</a></div>}
        <div className="up"><TaskBody caseId={caseId} view={view} duty={duty} conductDate={kase?.conduct_date} now={now} actor={actor} /></div>
        <DraftMark duty={duty} />
      </main>
      <footer className="pbar"><Actions view={view} duty={duty} caseId={caseId} /></footer>
    </>
  );
}
