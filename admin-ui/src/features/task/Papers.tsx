// The papers beside the form: the preview of this one, and any one or two of the case side by side.
import { useState } from 'react';
import { useGet } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Paper, TaskView } from '@/api/types';
import { words } from '@/features/task/messages.zh';
import { shown } from '@/ui/format';
import { Empty } from '@/ui/Loaded';
import { LawLinks } from '@/ui/LawLink';
import { KeyValue, PaperFrame, Segments } from '@/ui/parts';

type Side = 'paper' | 'papers' | 'facts';

export function Papers({ caseId, view, savedAt }: { caseId: string; view: TaskView; savedAt?: string }) {
  const [side, setSide] = useState<Side>(view.paper ? 'paper' : view.shows.length > 0 ? 'facts' : 'papers');
  const [turn, setTurn] = useState(0);
  const options = [...(view.paper ? [{ id: 'paper' as const, title: words.paper }] : []), { id: 'papers' as const, title: words.papers }, { id: 'facts' as const, title: words.facts }];
  return (
    <aside className="pane side" aria-label={words.sideArea}>
      <div className="row sidehead"><Segments label={words.sideArea} options={options} value={side} onChange={setSide} /><span className="sp" />{side === 'paper' && <button type="button" className="btn s" onClick={() => setTurn(turn + 1)}>{words.refresh}</button>}</div>
      {side === 'paper' && view.paper && <PaperFrame key={`${turn}-${savedAt}`} src={view.paper.preview} name={view.paper.name} />}
      {side === 'papers' && <TwoPapers caseId={caseId} />}
      {side === 'facts' && <div className="scroll"><Known view={view} /></div>}
    </aside>
  );
}

export function Known({ view }: { view: TaskView }) {
  return (
    <div className="stack-l">
      {view.shows.length > 0 && <section><h3>{words.known}</h3><KeyValue rows={view.shows.map((one) => [one.title, shown(one.path, one.value)])} /></section>}
      {view.bases.length > 0 && <section><h3>{words.why}</h3><p className="md"><LawLinks bases={view.bases} /></p></section>}
    </div>
  );
}

function TwoPapers({ caseId }: { caseId: string }) {
  const { data } = useGet<{ items: Paper[] }>(api.part(caseId, 'documents'));
  const papers = data?.items ?? [];
  const [two, setTwo] = useState(false);
  const [chosen, setChosen] = useState<[string?, string?]>([]);
  if (papers.length === 0) return <Empty text={words.noPapers} />;
  const left = papers.find((paper) => paper.id === chosen[0]) ?? papers.at(two ? -2 : -1) ?? papers[0];
  const right = papers.find((paper) => paper.id === chosen[1]) ?? papers.at(-1)!;
  const pick = (label: string, value: string, set: (id: string) => void) => (
    <select className="inp" aria-label={label} value={value} onChange={(event) => set(event.target.value)}>{papers.map((paper) => <option key={paper.id} value={paper.id}>{[paper.name, paper.number].filter(Boolean).join(' ')}</option>)}</select>
  );
  return (
    <>
      <div className="row sidehead">
        <Segments label={words.papers} value={two ? 'two' : 'one'} options={[{ id: 'one', title: words.single }, { id: 'two', title: words.double }]} onChange={(id) => setTwo(id === 'two')} />
        {pick(words.first, left.id, (id) => setChosen([id, chosen[1]]))}
        {two && pick(words.second, right.id, (id) => setChosen([chosen[0], id]))}
      </div>
      <div className="twopapers"><PaperFrame key={left.id} src={left.pdf} name={left.name} />{two && <PaperFrame key={`r-${right.id}`} src={right.pdf} name={right.name} />}</div>
    </>
  );
}
