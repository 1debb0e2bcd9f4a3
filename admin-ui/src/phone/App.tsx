// Frame of the phone: band, page, bar at the thumb. An article opens as a sheet.
import { useState } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { Problem } from '@/api/client';
import { useGet } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Basis, Demo, Me } from '@/api/types';
import { CausesPage } from '@/features/causes/CausesPage';
import { PhoneCases } from '@/features/cases/CaseListPage';
import { DemoBand } from '@/features/demo/DemoBand';
import { PhoneEnterprises } from '@/features/enterprises/EnterpriseListPage';
import { EnterprisePage } from '@/features/enterprises/EnterprisePage';
import { PhoneInbox } from '@/features/inbox/PhoneInbox';
import { ArticleCard } from '@/features/laws/ArticleCard';
import { AccountButton } from '@/features/session/AccountSheet';
import { PasswordPage } from '@/features/session/PasswordPage';
import { SignInPage } from '@/features/session/SignInPage';
import { PhoneTaskPage } from '@/features/task/TaskPage';
import { CapturePage, PhoneCaseRoute } from '@/phone/CaseRoute';
import { words } from '@/phone/messages.zh';
import { Flash } from '@/ui/Flash';
import { Icon, type IconName } from '@/ui/Icon';
import { OpenLaw } from '@/ui/LawLink';
import { Empty, Waiting } from '@/ui/Loaded';
import { Overlay } from '@/ui/parts';
import { Refusal } from '@/ui/Refusal';

export function App() {
  const me = useGet<Me>(api.me);
  const demo = useGet<Demo>(api.demo);
  const [basis, open] = useState<Basis>();
  const signedOut = me.error instanceof Problem && me.error.status === 401;
  return (
    <OpenLaw.Provider value={open}>
      <DemoBand me={signedOut ? undefined : me.data?.person.id} narrow />
      {signedOut ? <SignInPage /> : me.data?.must_change_password ? <PasswordPage first /> : me.data ? <SignedIn me={me.data} now={demo.data?.clock} /> : me.error ? <Refusal error={me.error} onRetry={() => void me.refetch()} /> : <Waiting />}
      {basis && <Overlay title={words.law} onClose={() => open(undefined)} side><ArticleCard basis={basis} /></Overlay>}
    </OpenLaw.Provider>
  );
}

function SignedIn({ me, now }: { me: Me; now?: string }) {
  const [here] = useLocation();
  const today = (now ?? new Date().toISOString()).slice(0, 10);
  const inTask = /\/(tasks|events)\/|^\/capture\/./.test(here);
  return (
    <>
      <Flash />
      <Switch>
        <Route path="/"><Redirect to={page.inbox} /></Route>
        <Route path="/inbox"><PhoneInbox account={<AccountButton me={me} />} /></Route>
        <Route path="/cases"><PhoneCases /></Route>
        <Route path="/enterprises"><PhoneEnterprises /></Route>
        <Route path="/enterprises/:id">{({ id }) => <EnterprisePage id={id} />}</Route>
        <Route path="/violations"><CausesPage today={today} narrow /></Route>
        <Route path="/capture/:id?">{({ id }) => <CapturePage caseId={id} me={me} now={now} />}</Route>
        <Route path="/cases/:id/tasks/:task">{({ id, task }) => <PhoneTaskPage key={task} caseId={id} task={task} now={now} actor={me.person.id} />}</Route>
        <Route path="/cases/:id/events/:element">{({ id, element }) => <PhoneTaskPage key={element} caseId={id} element={element} now={now} actor={me.person.id} />}</Route>
        <Route<{ id: string; part?: string }> path="/cases/:id/:part?/:item?">{({ id, part }) => <PhoneCaseRoute id={id} part={part} me={me} today={today} />}</Route>
        <Route path={page.password}><PasswordPage /></Route>
        <Route><Empty text={words.notFound} /></Route>
      </Switch>
      {!inTask && <TabBar here={here} />}
    </>
  );
}

const TABS: [string, string, IconName][] = [['/inbox', words.inbox, 'inbox'], ['/cases', words.cases, 'folder'], ['/capture', words.capture, 'camera'], ['/enterprises', words.enterprises, 'building'], ['/violations', words.causes, 'book']];

function TabBar({ here }: { here: string }) {
  return <nav className="tabbar" aria-label={words.nav}>{TABS.map(([href, title, icon]) => <Link key={href} href={href} className={here.startsWith(href) ? 'on' : ''} aria-current={here.startsWith(href) ? 'page' : undefined}><Icon name={icon} size="i-xl" />{title}</Link>)}</nav>;
}
