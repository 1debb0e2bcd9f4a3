// Frame of the desk: demonstration band, rail, routes, and the article that opens beside everything.
import { useState, type ReactNode } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { Problem } from '@/api/client';
import { useGet } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Basis, Demo, Me, Permission } from '@/api/types';
import { CaseRoute } from '@/desk/CaseRoute';
import { words } from '@/desk/messages.zh';
import { Rail } from '@/desk/Rail';
import { CausesPage } from '@/features/causes/CausesPage';
import { CaseListPage } from '@/features/cases/CaseListPage';
import { CluePage } from '@/features/clues/CluePage';
import { DemoBand } from '@/features/demo/DemoBand';
import { DisclosureListPage, DisclosurePage } from '@/features/disclosure/DisclosurePages';
import { EnterpriseListPage } from '@/features/enterprises/EnterpriseListPage';
import { EnterprisePage } from '@/features/enterprises/EnterprisePage';
import { InboxPage } from '@/features/inbox/InboxPage';
import { ArticleCard } from '@/features/laws/ArticleCard';
import { LimitsPage } from '@/features/limits/LimitsPage';
import { OperationsPage } from '@/features/operations/OperationsPage';
import { PeoplePage } from '@/features/people/PeoplePage';
import { PasswordPage } from '@/features/session/PasswordPage';
import { SignInPage } from '@/features/session/SignInPage';
import { TaskPage } from '@/features/task/TaskPage';
import { Flash } from '@/ui/Flash';
import { OpenLaw } from '@/ui/LawLink';
import { Empty, Waiting } from '@/ui/Loaded';
import { Overlay } from '@/ui/parts';
import { Refusal } from '@/ui/Refusal';

export function App() {
  const me = useGet<Me>(api.me);
  const demo = useGet<Demo>(api.demo);
  const signedOut = me.error instanceof Problem && me.error.status === 401;
  return (
    <LawSheet>
      <DemoBand me={signedOut ? undefined : me.data?.person.id} />
      {signedOut ? <SignInPage /> : me.data?.must_change_password ? <PasswordPage first /> : me.data ? <SignedIn me={me.data} now={demo.data?.clock} /> : me.error ? <Refusal error={me.error} onRetry={() => void me.refetch()} /> : <Waiting />}
    </LawSheet>
  );
}

function SignedIn({ me, now }: { me: Me; now?: string }) {
  const today = (now ?? new Date().toISOString()).slice(0, 10);
  const may = (permission: Permission) => me.permissions.includes(permission);
  const registers = may('RegisterClue');
  return (
    <div className="app">
      <Rail me={me} />
      <div className="maincol">
        <Flash />
        <Switch>
          <Route path="/"><Redirect to={page.inbox} /></Route>
          <Route path="/inbox"><InboxPage canRegister={registers} /></Route>
          <Route path="/clues/new"><CluePage now={now} actor={me.person.id} /></Route>
          <Route path="/clues"><CaseListPage clues canRegister={registers} /></Route>
          <Route path="/cases"><CaseListPage canRegister={registers} /></Route>
          <Route path="/enterprises"><EnterpriseListPage canAdd={may('WriteEnterprise')} /></Route>
          <Route path="/enterprises/:id">{({ id }) => <EnterprisePage id={id} />}</Route>
          <Route path="/cases/:id/tasks/:task">{({ id, task }) => <TaskPage key={task} caseId={id} task={task} now={now} actor={me.person.id} />}</Route>
          <Route path="/cases/:id/events/:element">{({ id, element }) => <TaskPage key={element} caseId={id} element={element} now={now} actor={me.person.id} />}</Route>
          <Route<{ id: string; tab?: string; part?: string }> path="/cases/:id/:tab?/:part?">{({ id, tab, part }) => <CaseRoute id={id} tab={tab} part={part} me={me} now={now} today={today} />}</Route>
          <Route path="/limits"><LimitsPage today={today} /></Route>
          <Route path="/disclosure"><DisclosureListPage /></Route>
          <Route path="/disclosure/:id">{({ id }) => <DisclosurePage caseId={id} />}</Route>
          <Route path="/violations"><CausesPage today={today} /></Route>
          <Route path={page.incidents}><OperationsPage /></Route>
          <Route path={page.people}><PeoplePage /></Route>
          <Route path={page.password}><PasswordPage /></Route>
          <Route><main className="main"><Empty text={words.notFound} /></main></Route>
        </Switch>
      </div>
    </div>
  );
}

/** Outside the case page an article opens in a sheet. */
function LawSheet({ children }: { children: ReactNode }) {
  const [basis, open] = useState<Basis>();
  return (
    <OpenLaw.Provider value={open}>
      {children}
      {basis && <Overlay title={words.law} onClose={() => open(undefined)} side><ArticleCard basis={basis} /></Overlay>}
    </OpenLaw.Provider>
  );
}
