// D17: the procedure as drawn, with where the case is; beside it the same as text.
import { lazy, Suspense, useState } from 'react';
import { useLive } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Diagram } from '@/api/types';
import { words } from '@/features/diagram/messages.zh';
import { nameOf } from '@/features/diagram/names';
import { Empty, Loaded, Waiting } from '@/ui/Loaded';

const Canvas = lazy(() => import('@/features/diagram/Canvas'));

export function DiagramTab({ caseId }: { caseId: string }) {
  const query = useLive<Diagram>(api.part(caseId, 'diagram'));
  const [chosen, choose] = useState<string>();
  return (
    <Loaded query={query}>{({ processes }) => {
      const busy = processes.find((process) => process.instances.some((one) => one.tokens.length > 0)) ?? processes[0];
      const current = processes.find((process) => process.id === chosen) ?? busy;
      if (!current) return <Empty text={words.empty} />;
      const tokens = current.instances.flatMap((one) => one.tokens);
      const incidents = current.instances.flatMap((one) => one.incidents);
      const done = current.instances.flatMap((one) => one.done);
      return (
        <div className="cols paper">
          <nav className="pane surface" aria-label={words.process}><div className="scroll bare"><ul className="doclist">{processes.map((process) => (
            <li key={process.id} className={process === current ? 'on' : ''}><button type="button" onClick={() => choose(process.id)}><span className="grow">{process.name}</span>{process.instances.some((one) => one.tokens.length > 0) && <span className="sm t-pri">{words.now}</span>}</button></li>
          ))}</ul></div></nav>
          <section className="pane" aria-label={words.title}><Suspense fallback={<Waiting />}><Canvas key={current.id} xml={current.xml} tokens={tokens} done={done} incidents={incidents} /></Suspense></section>
          <aside className="pane side" aria-label={words.outline}><div className="scroll stack">
            <h2>{current.name}</h2>
            <h3>{words.current}</h3>
            {tokens.length === 0 && incidents.length === 0 ? <p className="md m2">{words.none}</p> : <ul className="md">{[...new Set(tokens)].map((id) => <li key={id}>{words.now} {nameOf(current.xml, id)}</li>)}{incidents.map((id) => <li key={`i-${id}`} className="t-bad">{words.stuck} {nameOf(current.xml, id)}</li>)}</ul>}
            <p className="sm m2">{words.done(new Set(done).size)}</p>
            <ol className="md m2">{[...new Set(done)].map((id) => nameOf(current.xml, id)).filter(Boolean).map((name, i) => <li key={i}>{name}</li>)}</ol>
          </div></aside>
        </div>
      );
    }}</Loaded>
  );
}
