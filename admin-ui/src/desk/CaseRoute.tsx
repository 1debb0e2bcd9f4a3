// The tabs of a case, each from its own feature.
import { useState } from 'react';
import { useLive } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Basis, CaseView, Me } from '@/api/types';
import { CaseFrame, TABS, type CaseTab } from '@/features/cases/CaseFrame';
import { PeopleBox, StepsTab } from '@/features/cases/StepsTab';
import { DiagramTab } from '@/features/diagram/DiagramTab';
import { SheetTab } from '@/features/discretion/SheetTab';
import { DocumentsTab } from '@/features/documents/DocumentsTab';
import { EvidenceTab } from '@/features/evidence/EvidenceTab';
import { ArticleCard } from '@/features/laws/ArticleCard';
import { LimitsTab } from '@/features/limits/LimitsPage';
import { TimelineTab } from '@/features/timeline/TimelineTab';
import { OpenLaw } from '@/ui/LawLink';
import { Loaded } from '@/ui/Loaded';

interface Props { id: string; tab?: string; part?: string; me: Me; now?: string; today: string }

export function CaseRoute({ id, tab, part, me, now, today }: Props) {
  const query = useLive<CaseView>(api.case(id));
  const shown: CaseTab = (TABS as readonly string[]).includes(tab ?? '') ? (tab as CaseTab) : 'steps';
  return <Loaded query={query}>{(view) => <CaseFrame view={view} tab={shown}><Tab view={view} tab={shown} part={part} me={me} now={now} today={today} /></CaseFrame>}</Loaded>;
}

function Tab({ view, tab, part, me, now, today }: { view: CaseView; tab: CaseTab; part?: string; me: Me; now?: string; today: string }) {
  switch (tab) {
    case 'evidence': return <EvidenceTab caseId={view.id} caseNo={view.case_no ?? view.clue_no} archived={view.archived} collector={me.person} now={now} />;
    case 'discretion': return <SheetTab caseId={view.id} />;
    case 'documents': return <DocumentsTab caseId={view.id} document={part} />;
    case 'limits': return <LimitsTab caseId={view.id} today={today} />;
    case 'diagram': return <DiagramTab caseId={view.id} />;
    case 'timeline': return <TimelineTab caseId={view.id} />;
    case 'people': return <div className="pane"><div className="scroll" tabIndex={0}><div className="box peoplebox"><div className="in"><PeopleBox view={view} /></div></div></div></div>;
    case 'steps': return <StepsWithLaw view={view} />;
  }
}

/** On the case page an article opens in the right pane, as it was on the day of the conduct. */
function StepsWithLaw({ view }: { view: CaseView }) {
  const [chosen, open] = useState<Basis | null>();
  const basis = chosen === undefined ? blockingArticle(view) : chosen;
  return <OpenLaw.Provider value={open}><StepsTab view={view} article={basis && <section><ArticleCard basis={basis} onClose={() => open(null)} /></section>} /></OpenLaw.Provider>;
}

/** Until the reader opens another article, the one that blocks the case stands there. */
function blockingArticle(view: CaseView): Basis | undefined {
  const missing = view.methods.flatMap((method) => method.steps).flatMap((step) => step.missing ?? []);
  const basis = missing.flatMap((one) => one.basis ?? []).find((one) => one.article);
  return basis && { on: view.conduct_date?.slice(0, 10), ...basis };
}
