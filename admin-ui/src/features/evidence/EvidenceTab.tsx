// D6 and D7: all evidence with what it proves and whether it counts; the elements and what is still needed.
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useGet } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Evidence, EvidenceView, Ref } from '@/api/types';
import { Matrix } from '@/features/evidence/Matrix';
import { words } from '@/features/evidence/messages.zh';
import { UploadFields } from '@/features/evidence/UploadFields';
import { useUpload } from '@/features/evidence/useUpload';
import { Viewer } from '@/features/evidence/Viewer';
import { Icon } from '@/ui/Icon';
import { Empty, Loaded } from '@/ui/Loaded';
import { ui } from '@/ui/messages.zh';
import { Overlay, Segments } from '@/ui/parts';
import { Mark } from '@/ui/Status';

interface Props { caseId: string; caseNo?: string; archived: boolean; collector: Ref; now?: string; place?: string }

export function EvidenceTab(props: Props) {
  const query = useGet<EvidenceView>(api.part(props.caseId, 'evidence'));
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const matrix = params.get('view') === 'matrix';
  return (
    <>
      <div className="filter">
        <Segments label={words.title} value={matrix ? 'matrix' : 'list'} options={[{ id: 'list', title: words.list }, { id: 'matrix', title: words.matrix }]} onChange={(id) => setParams({ view: id })} />
        <span className="sp" />
        {!props.archived && <button type="button" className="btn" onClick={() => setAdding(true)}><Icon name="upload" />{words.upload}</button>}
      </div>
      <Loaded query={query}>{(view) => (
        <>
          {matrix ? <Matrix view={view} /> : <List view={view} {...props} onAdd={() => setAdding(true)} />}
          {adding && <Upload view={view} {...props} onClose={() => setAdding(false)} />}
        </>
      )}</Loaded>
    </>
  );
}

function List({ view, caseId, archived, onAdd }: Props & { view: EvidenceView; onAdd: () => void }) {
  const [selected, select] = useState<string>();
  const items = [...view.items].sort((a, b) => Number(a.complete) - Number(b.complete));
  const current = items.find((item) => item.id === selected) ?? items[0];
  if (items.length === 0) return <Empty text={words.empty} action={archived ? undefined : <button type="button" className="btn" onClick={onAdd}>{words.upload}</button>} />;
  return (
    <div className="cols two">
      <section className="pane" aria-label={words.list}><div className="scroll bare surface">
        <table className="tb two">
          <thead><tr><th>{words.no}</th><th>{words.name}</th><th>{words.kind}</th><th>{words.facts}</th><th>{words.proves}</th><th>{words.state}</th></tr></thead>
          <tbody>{items.map((item) => <Row key={item.id} item={item} selected={item === current} onSelect={() => select(item.id)} />)}</tbody>
        </table>
      </div></section>
      {current && <Viewer key={current.id} item={current} caseId={caseId} archived={archived} />}
    </div>
  );
}

function Row({ item, selected, onSelect }: { item: Evidence; selected: boolean; onSelect: () => void }) {
  const excluded = item.state === 'excluded';
  return (
    <tr className={`open ${selected ? 'sel' : ''} ${excluded ? 'grey' : ''}`} aria-selected={selected} onClick={onSelect}>
      <td className="mono">{item.id}</td>
      <td><button type="button" className="linklike" onClick={onSelect}>{excluded ? <s>{item.name}</s> : item.name}</button></td>
      <td>{item.kind_title}</td>
      <td>{item.complete ? <Mark tone="done" icon="done" word={words.complete} /> : <Mark tone="block" icon="blocked" word={words.lacks(item.lacks.join(ui.listComma))} />}</td>
      <td className="sm">{item.proves.map((one) => one.title).join(ui.listComma) || ui.none}</td>
      <td>{excluded ? <Mark tone="idle" icon="skipped" word={words.states.excluded} /> : <span className="sm m2">{words.states[item.state] ?? item.state}</span>}</td>
    </tr>
  );
}

function Upload({ view, caseId, caseNo, collector, now, place, onClose }: Props & { view: EvidenceView; onClose: () => void }) {
  const upload = useUpload(caseId, collector, { collected_at: now ?? new Date().toISOString(), place }, onClose);
  return (
    <Overlay title={words.upload} onClose={onClose} side>
      <div className="stack">
        <div><label className="f" htmlFor="ev-file">{words.fromFile}</label><input id="ev-file" type="file" onChange={(event) => upload.choose(event.target.files?.[0])} /></div>
        <UploadFields view={view} upload={upload} caseId={caseId} caseNo={caseNo} />
        <button type="button" className="btn p l w" disabled={upload.save.isPending} onClick={upload.submit}>{words.save}</button>
      </div>
    </Overlay>
  );
}
