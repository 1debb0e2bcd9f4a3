// The head of every page of a case: cause, number, party, the law that the conduct date picks, tabs.
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { page } from '@/api/paths';
import type { CaseView } from '@/api/types';
import { words } from '@/features/cases/messages.zh';
import { codeGroups, dayTime, fullDay, yuan } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { LawDay } from '@/ui/LawLink';
import { Note, Overlay } from '@/ui/parts';
import { Mark } from '@/ui/Status';

export const TABS = ['steps', 'evidence', 'discretion', 'documents', 'limits', 'diagram', 'timeline', 'people'] as const;
export type CaseTab = (typeof TABS)[number];

const COUNTED: Partial<Record<CaseTab, keyof CaseView['counts']>> = { evidence: 'evidence', documents: 'documents', limits: 'limits' };

export function CaseFrame({ view, tab, children }: { view: CaseView; tab: CaseTab; children: ReactNode }) {
  const [showCode, setShowCode] = useState(false);
  return (
    <LawDay.Provider value={view.conduct_date?.slice(0, 10)}><main className="main">
      <div className="head">
        <div className="crumb"><Link href="/cases">{words.title}</Link> / {view.case_no ?? view.clue_no}</div>
        <div className="row"><div className="titles"><h1>{view.title}</h1><CaseState view={view} /></div><span className="sp" />{view.action_code && <button type="button" className="btn" onClick={() => setShowCode(true)}><Icon name="code" />{words.code}</button>}</div>
        <CaseFacts view={view} />
        <nav className="tabs" aria-label={words.title}>
          {TABS.map((id) => {
            const count = COUNTED[id] && view.counts[COUNTED[id]];
            return <Link key={id} href={page.case(view.id, id)} className={tab === id ? 'on' : ''} aria-current={tab === id ? 'page' : undefined}>{words.tabs[id]}{Boolean(count) && <span className="n">{count}</span>}</Link>;
          })}
        </nav>
      </div>
      {view.archived && <Note tone="warn" icon="lock">{words.archived}</Note>}
      {view.incidents.map((one) => <Note key={one.id} tone="bad" icon="blocked">{one.text}{words.reported(dayTime(one.at))}</Note>)}
      {children}
      {showCode && <Overlay title={words.code} onClose={() => setShowCode(false)}><p className="mono big">{codeGroups(view.action_code ?? '')}</p><p className="m2">{words.codeHint}</p></Overlay>}
    </main></LawDay.Provider>
  );
}

export function CaseState({ view }: { view: CaseView }) {
  return view.archived ? <Mark tone="idle" icon="lock" word={view.state.title} /> : <Mark tone="now" icon="now" word={view.state.title} />;
}

export function CaseFacts({ view }: { view: CaseView }) {
  return (
    <div className="facts">
      <span><Icon name="building" /> {view.party.id ? <Link href={page.enterprise(view.party.id)}>{view.party.name}</Link> : view.party.name}</span>
      {view.conduct_date && <span>{words.conduct(fullDay(view.conduct_date))}{view.cause?.law_text && <>{words.applies}<b className="ink">{view.cause.law_text}</b></>}</span>}
      {view.proposed_fine && <span>{words.fine(view.fine_decided)} <b className="ink">{yuan(view.proposed_fine)}</b></span>}
    </div>
  );
}
