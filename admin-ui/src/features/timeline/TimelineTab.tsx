// D16: everything that ever happened, for people; the chain over it can be checked again.
import { useState } from 'react';
import { useGet } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Timeline } from '@/api/types';
import { words } from '@/features/timeline/messages.zh';
import { dayTime } from '@/ui/format';
import { Empty, Loaded } from '@/ui/Loaded';
import { Segments } from '@/ui/parts';
import { Mark } from '@/ui/Status';

type Kind = keyof typeof words.kinds;
const KINDS = Object.keys(words.kinds) as Kind[];
const PHONE_LAST = 20;

export function TimelineTab({ caseId, narrow = false }: { caseId: string; narrow?: boolean }) {
  const query = useGet<Timeline>(api.part(caseId, 'timeline'));
  const [kind, setKind] = useState<Kind>('all');
  return (
    <Loaded query={query}>{({ items, chain }) => {
      const shown = items.filter((item) => kind === 'all' || item.kind === kind).sort((a, b) => b.seq - a.seq).slice(0, narrow ? PHONE_LAST : undefined);
      return (
        <>
          <div className={narrow ? 'stack' : 'filter'}>
            {!narrow && <Segments label={words.title} value={kind} onChange={setKind} options={KINDS.map((id) => ({ id, title: words.kinds[id] }))} />}
            <span className="sp" />
            {chain.ok ? <Mark tone="done" icon="done" word={words.chainOk(chain.rows)} /> : <Mark tone="block" icon="blocked" word={words.chainBad} />}
            {!narrow && <><span className="sm m3 mono" title={words.head}>{chain.head.slice(0, 16)}</span><button type="button" className="btn s" onClick={() => void query.refetch()}>{words.check}</button></>}
          </div>
          <div className="pane"><div className="scroll bare" tabIndex={0}>
            {shown.length === 0 ? <Empty text={words.empty} /> : <ol className={narrow ? 'plist up' : 'tl'}>{shown.map((item) => (
              <li key={item.seq} className={narrow ? 'tlrow' : undefined}><span className="md m2 nw">{dayTime(item.at)}</span><span className="md">{item.who ?? words.system}</span><span>{item.text}</span><span className="sm m3">{words.seq(item.seq)}</span></li>
            ))}</ol>}
          </div></div>
        </>
      );
    }}</Loaded>
  );
}
