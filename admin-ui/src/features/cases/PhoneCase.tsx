// D4 on the phone: the spine only; tabs become a list.
import { Link } from 'wouter';
import { page } from '@/api/paths';
import type { CaseView } from '@/api/types';
import { CaseFacts, CaseState } from '@/features/cases/CaseFrame';
import { words } from '@/features/cases/messages.zh';
import { Methods, PeopleBox } from '@/features/cases/StepsTab';
import { Icon } from '@/ui/Icon';
import { LimitMark } from '@/ui/LimitMark';
import { Note } from '@/ui/parts';

const PARTS = ['evidence', 'documents', 'discretion', 'limits', 'timeline'] as const;

export function PhoneCase({ view }: { view: CaseView }) {
  return (
    <main className="pbody">
      {view.archived && <Note tone="warn" icon="lock">{words.archived}</Note>}
      <div className="pcard"><b>{view.title}</b> <CaseState view={view} /><CaseFacts view={view} /><ul className="up">{view.limits.filter((limit) => limit.state === 'running').map((limit) => <li key={limit.id} className="row"><span className="grow md">{limit.name}</span><LimitMark limit={limit} /></li>)}</ul></div>
      <div className="pcard flush"><Methods view={view} /></div>
      <ul className="plist up">{PARTS.map((part) => <li key={part}><Link href={page.case(view.id, part)}><span className="grow">{words.tabs[part]}</span><Icon name="right" size="i-l" /></Link></li>)}</ul>
      <div className="pcard up"><PeopleBox view={view} /></div>
    </main>
  );
}
