// Is each element proven, and what must still be fetched. The worst row first is selected.
import { useState } from 'react';
import type { EvidenceElement, EvidenceView } from '@/api/types';
import { words } from '@/features/evidence/messages.zh';
import { Icon, type IconName } from '@/ui/Icon';
import { Empty } from '@/ui/Loaded';
import { Note } from '@/ui/parts';
import { Mark, type Tone } from '@/ui/Status';

const LOOK: Record<EvidenceElement['status'], { tone: Tone; icon: IconName; rank: number }> = {
  missing: { tone: 'block', icon: 'blocked', rank: 0 }, contradicted: { tone: 'block', icon: 'contradiction', rank: 1 },
  weak: { tone: 'wait', icon: 'triangle', rank: 2 }, satisfied: { tone: 'done', icon: 'done', rank: 3 },
};
const lookOf = (element: EvidenceElement) => LOOK[element.status] ?? LOOK.missing;

export function Matrix({ view }: { view: EvidenceView }) {
  const items = view.items.filter((item) => item.state !== 'excluded');
  const worst = [...view.elements].sort((a, b) => Number(b.need) - Number(a.need) || lookOf(a).rank - lookOf(b).rank)[0];
  const [selected, select] = useState(worst?.id);
  const lacking = view.elements.filter((element) => element.need && element.status !== 'satisfied');
  if (view.elements.length === 0) return <Empty text={words.noElements} />;
  return (
    <div className="cols two">
      <section className="pane" aria-label={words.matrix}><div className="scroll bare surface">
        <table className="tb matrix">
          <thead><tr><th>{words.element}</th>{items.map((item) => <th key={item.id} className="c"><span className="t-pri b">{item.id}</span><br />{item.name}<br /><span className="m3">{item.kind_title}</span></th>)}<th>{words.verdict}</th></tr></thead>
          <tbody>{view.elements.map((element) => (
            <tr key={element.id} className={`open ${selected === element.id ? 'sel' : ''}`} onClick={() => select(element.id)}>
              <th scope="row"><b className="ink">{element.title}</b>{!element.need && <div className="m3">{words.optional}</div>}</th>
              {items.map((item) => <td key={item.id} className="c">{item.proves.some((one) => one.id === element.id) && (item.complete ? <span className="t-ok"><Icon name="done" label={words.support} /></span> : <span className="t-warn"><Icon name="triangle" label={words.weak} /></span>)}</td>)}
              <td><Mark tone={lookOf(element).tone} icon={lookOf(element).icon} word={words.verdicts[element.status]} /></td>
            </tr>
          ))}</tbody>
        </table>
      </div><div className="foot"><span><span className="t-ok"><Icon name="done" /></span>{words.support}</span><span><span className="t-warn"><Icon name="triangle" /></span>{words.weak}</span></div></section>
      <aside className="pane side" aria-label={words.still}>
        <div className="scroll stack-l">
          <h2>{words.still}</h2>
          {lacking.length === 0 && <Note tone="ok" icon="done">{words.allThere}</Note>}
          {lacking.map((element) => <Note key={element.id} tone={element.status === 'weak' ? 'warn' : 'bad'} icon={lookOf(element).icon}><b>{element.title}</b><p className="md">{element.text}</p></Note>)}
          <p className="sm m2">{words.judge}</p>
        </div>
      </aside>
    </div>
  );
}
