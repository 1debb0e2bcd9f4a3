// The band on top of every page of a demonstration: next step of the story, change of person, clock.
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCommand, useLive } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Demo } from '@/api/types';
import { ClockPanel } from '@/features/demo/ClockPanel';
import { words } from '@/features/demo/messages.zh';
import { flash } from '@/ui/flash';
import { fullDay, shortDayTime, timeOfDay, weekdayOf } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { Overlay } from '@/ui/parts';
import { PersonGrid } from '@/ui/PersonGrid';
import { Refusal } from '@/ui/Refusal';

export function DemoBand({ me, narrow = false }: { me?: string; narrow?: boolean }) {
  const { data: demo } = useLive<Demo>(api.demo);
  const [open, setOpen] = useState<'persons' | 'clock'>();
  const [, go] = useLocation();
  const goNext = () => go(demo?.next ? (demo.next.task ? page.task(demo.next.case, demo.next.task) : page.case(demo.next.case)) : page.inbox);
  const enter = useCommand();
  if (!demo) return null;
  const signIn = (person: string, then: () => void) =>
    enter.mutate({ path: api.demoSession, body: { person } }, { onSuccess: () => { setOpen(undefined); flash(words.signedIn(demo.persons.find((one) => one.id === person)?.name ?? '')); then(); } });
  const { next } = demo;
  const mine = next?.person.id === me;

  return (
    <>
      <aside className="demo" aria-label={words.label}>
        <span className="mark">{words.mark}</span>
        {!narrow && <span className="clip said">{words.sentence}</span>}
        {!narrow && <span className="sp" />}
        {next && <span className="go clip">{narrow ? words.nextShort(next.title) : words.next(next.title, next.person.name)}</span>}
        {narrow && <span className="sp" />}
        {me && next && (mine ? <button type="button" onClick={goNext}>{words.go}</button> : <button type="button" className="nw" onClick={() => signIn(next.person.id, goNext)}>{words.signInAs(next.person.name)}</button>)}
        {!narrow && me && <button type="button" onClick={() => setOpen('persons')}>{words.switch}</button>}
        {!narrow && <span className="nw"><Icon name="clock" /> {words.clock(fullDay(demo.clock), weekdayOf(demo.clock), timeOfDay(demo.clock))}</span>}
        {me && <button type="button" className="nw" onClick={() => setOpen('clock')}>{narrow ? shortDayTime(demo.clock) : words.forward}</button>}
      </aside>
      {open === 'persons' && (
        <Overlay title={words.switch} onClose={() => setOpen(undefined)} side>
          <PersonGrid persons={demo.persons} marked={next?.person.id} markText={words.marked} phoneText={words.phone} current={me} onPick={(person) => signIn(person, () => go(page.inbox))} />
          <Refusal error={enter.error} />
        </Overlay>
      )}
      {open === 'clock' && <ClockPanel demo={demo} onClose={() => setOpen(undefined)} onPersons={narrow ? () => setOpen('persons') : undefined} />}
    </>
  );
}
