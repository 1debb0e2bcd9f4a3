// D12: the real paper in the middle, all papers of the case on the left, its life on the right.
import { Link } from 'wouter';
import { useLive } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Paper } from '@/api/types';
import { words } from '@/features/documents/messages.zh';
import { dayTime, shortDay } from '@/ui/format';
import { Icon, type IconName } from '@/ui/Icon';
import { Empty, Loaded } from '@/ui/Loaded';
import { ui } from '@/ui/messages.zh';
import { KeyValue, Note, PaperFrame } from '@/ui/parts';
import { Mark } from '@/ui/Status';

const ICON: Record<Paper['state'], IconName> = { void: 'close', draft: 'pen', frozen: 'lock', sealed: 'lock', served: 'lock' };

export function DocumentsTab({ caseId, document }: { caseId: string; document?: string }) {
  const query = useLive<{ items: Paper[] }>(api.part(caseId, 'documents'));
  return (
    <Loaded query={query}>{({ items }) => {
      const current = items.find((paper) => paper.id === document) ?? items.at(-1);
      if (!current) return <Empty text={words.empty} />;
      return (
        <div className="cols paper">
          <nav className="pane surface" aria-label={words.list}><div className="scroll bare"><ul className="doclist">{items.map((paper) => (
            <li key={paper.id} className={paper === current ? 'on' : ''}><Link href={page.document(caseId, paper.id)} aria-current={paper === current ? 'page' : undefined}><span className={paper.state === 'draft' ? 't-pri' : 't-ok'}><Icon name={ICON[paper.state]} /></span><span className="grow">{paper.name}</span><span className="sm m3">{shortDay(paper.made_at)}</span></Link></li>
          ))}</ul></div></nav>
          <section className="pane" aria-label={current.name}>
            <div className="row sidehead surface"><b className="clip">{current.name}</b><PaperState paper={current} /><span className="sp" /><a className="btn s" href={current.pdf} target="_blank" rel="noreferrer">{words.print}</a><a className="btn s" href={current.pdf} download={`${[current.name, current.number].filter(Boolean).join(' ')}.pdf`}><Icon name="download" />{words.download}</a></div>
            <PaperFrame key={`${current.id}-${current.version}-${current.state}`} src={current.pdf} name={current.name} />
          </section>
          <aside className="pane side" aria-label={words.life}><div className="scroll stack-l"><Life paper={current} /></div></aside>
        </div>
      );
    }}</Loaded>
  );
}

function PaperState({ paper }: { paper: Paper }) {
  return <Mark tone={paper.state === 'draft' ? 'now' : 'done'} icon={paper.state === 'draft' ? 'pen' : 'lock'} word={words.states[paper.state]} />;
}

function Life({ paper }: { paper: Paper }) {
  const current = paper.life?.find((stage) => !stage.done)?.stage;
  return (
    <>
      {paper.life && <section><h3>{words.life}</h3><ul className="md life">{paper.life.map((stage) => (
        <li key={stage.stage} className="row"><span className={stage.done ? 't-ok' : stage.stage === current ? 't-pri' : 'm3'}><Icon name={stage.done ? 'done' : stage.stage === current ? 'now' : 'ring'} /></span><span className={stage.stage === current ? 'b' : ''}>{stage.title}</span><span className="sp" /><span className="sm m2">{[stage.who, stage.at && shortDay(stage.at)].filter(Boolean).join(' ')}</span></li>
      ))}</ul></section>}
      <KeyValue rows={[[words.number, paper.number ?? ui.none], [words.made, dayTime(paper.made_at)], [words.signed, paper.signed_by?.join(ui.listComma) || ui.none]]} />
      {paper.state === 'frozen' && paper.life?.some((stage) => stage.stage === 'seal' && !stage.done) && <Note tone="warn" icon="hourglass">{words.waitingSeal}</Note>}
      <Note icon={paper.state === 'draft' ? 'pen' : 'lock'}><b>{paper.state === 'draft' ? words.draftNote : words.frozenNote}</b><p className="md m2">{paper.state === 'draft' ? words.draftText : words.frozenText}</p></Note>
    </>
  );
}

export function PhoneDocuments({ caseId }: { caseId: string }) {
  const query = useLive<{ items: Paper[] }>(api.part(caseId, 'documents'));
  return <Loaded query={query}>{({ items }) => items.length === 0 ? <Empty text={words.empty} /> : (
    <ul className="plist">{items.map((paper) => <li key={paper.id}><a href={paper.pdf} target="_blank" rel="noreferrer"><span className="grow"><b>{paper.name}</b><span className="m2 md">{[paper.number, words.states[paper.state], shortDay(paper.made_at)].filter(Boolean).join(' · ')}</span></span><Icon name="file" size="i-l" /></a></li>)}</ul>
  )}</Loaded>;
}
