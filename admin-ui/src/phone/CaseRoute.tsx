// A case on the phone: the spine first, its parts as pages behind a list; and capturing evidence.
import { Link, useLocation } from 'wouter';
import { useGet, useGetFresh, useLive } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { CaseRow, CaseView, Me } from '@/api/types';
import { PhoneCase } from '@/features/cases/PhoneCase';
import { SheetTab } from '@/features/discretion/SheetTab';
import { PhoneDocuments } from '@/features/documents/DocumentsTab';
import { Capture, PhoneEvidence } from '@/features/evidence/PhoneEvidence';
import { LimitsTab } from '@/features/limits/LimitsPage';
import { TimelineTab } from '@/features/timeline/TimelineTab';
import { words } from '@/phone/messages.zh';
import { Icon } from '@/ui/Icon';
import { Empty, Loaded } from '@/ui/Loaded';

export function PhoneCaseRoute({ id, part, me, today }: { id: string; part?: string; me: Me; today: string }) {
  const query = useLive<CaseView>(api.case(id));
  const sub = part && words.parts[part];
  return (
    <Loaded query={query}>{(view) => (
      <>
        <Top href={sub ? page.case(id) : '/cases'} title={sub || (view.case_no ?? view.clue_no ?? '')} />
        {sub ? <main className="pbody"><Part view={view} part={part} me={me} today={today} /></main> : <PhoneCase view={view} />}
      </>
    )}</Loaded>
  );
}

function Top({ href, title }: { href: string; title: string }) {
  return <header className="ptop"><Link className="ib" href={href} aria-label={words.back}><Icon name="left" size="i-xl" /></Link><h1 className="clip">{title}</h1></header>;
}

function Part({ view, part, me, today }: { view: CaseView; part: string; me: Me; today: string }) {
  switch (part) {
    case 'evidence': return <>{!view.archived && <Link className="btn p w capture" href={`/capture/${view.id}`}><Icon name="camera" />{words.takePhoto}</Link>}<PhoneEvidence caseId={view.id} caseNo={view.case_no ?? view.clue_no} archived={view.archived} collector={me.person} /></>;
    case 'documents': return <PhoneDocuments caseId={view.id} />;
    case 'discretion': return <SheetTab caseId={view.id} />;
    case 'limits': return <LimitsTab caseId={view.id} today={today} />;
    default: return <TimelineTab caseId={view.id} narrow />;
  }
}

export function CapturePage({ caseId, me, now }: { caseId?: string; me: Me; now?: string }) {
  if (!caseId) return <ChooseCase />;
  return <CaptureFor caseId={caseId} me={me} now={now} />;
}

function CaptureFor({ caseId, me, now }: { caseId: string; me: Me; now?: string }) {
  const [, go] = useLocation();
  const { data: view } = useGetFresh<CaseView>(api.case(caseId));
  return <><Top href={page.case(caseId, 'evidence')} title={words.takePhoto} /><main className="pbody">{view?.archived ? <Empty text={words.readOnly} /> : <Capture caseId={caseId} caseNo={view?.case_no ?? view?.clue_no} archived={false} collector={me.person} now={now} onDone={() => go(page.case(caseId, 'evidence'))} />}</main></>;
}

function ChooseCase() {
  const query = useGet<{ items: CaseRow[] }>(api.cases('mine', ''));
  return (
    <>
      <header className="ptop flat"><h1>{words.chooseCase}</h1></header>
      <main className="pbody"><Loaded query={query}>{({ items }) => <ul className="plist">{items.map((item) => <li key={item.id}><Link href={`/capture/${item.id}`}><span className="grow"><b>{item.title}</b><span className="m2 md">{item.party} · {item.case_no ?? item.clue_no}</span></span><Icon name="right" size="i-l" /></Link></li>)}</ul>}</Loaded></main>
    </>
  );
}
