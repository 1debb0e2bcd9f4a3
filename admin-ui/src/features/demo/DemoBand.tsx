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

/** Where the next step of the story is done; before the first clue that is its form. */
function pageOfNext(next: Demo['next']): string {
  if (!next) return page.inbox;
  if (next.case === '') return page.newClue;
  return next.task ? page.task(next.case, next.task) : page.case(next.case);
}

export function DemoBand({ me, narrow = false }: { me?: string; narrow?: boolean }) {
  const { data: demo } = useLive<Demo>(api.demo);
  const [open, setOpen] = useState<'persons' | 'clock'>();
  const [, go] = useLocation();
  const goNext = () => go(pageOfNext(demo?.next));
  const enter = useCommand();
  if (!demo) return null;
  const signIn = (person: string, then: () => void) =>
    enter.mutate({ path: api.demoSession, body: { person } }, { onSuccess: () => { setOpen(undefined); flash(words.signedIn(demo.persons.find((one) => one.id === person)?.name ?? '')); then(); } });
  const { next } = demo;
  const actor = next?.person;
  const told = next && (actor ? words.next(next.title, actor.name) : (next.waits ?? next.title));

  return (
    <>
      <aside className="demo" aria-label={words.label}>
        <span className="mark">{words.mark}</span>
        {!narrow && <span className="clip said">{words.sentence}</span>}
        {!narrow && <span className="sp" />}
        {next && <span className="go clip">{narrow && actor ? words.nextShort(next.title) : told}</span>}
        {narrow && <span className="sp" />}
        {me && actor && (actor.id === me ? <button type="button" onClick={goNext}>{words.go}</button> : <button type="button" className="nw" onClick={() => signIn(actor.id, goNext)}>{words.signInAs(actor.name)}</button>)}
        {!narrow && me && <button type="button" onClick={() => setOpen('persons')}>{words.switch}</button>}
        {!narrow && <span className="nw"><Icon name="clock" /> {words.clock(fullDay(demo.clock), weekdayOf(demo.clock), timeOfDay(demo.clock))}</span>}
        {me && <button type="button" className="nw" onClick={() => setOpen('clock')}>{narrow ? shortDayTime(demo.clock) : words.forward}</button>}
      </aside>
      {open === 'persons' && (
        <Overlay title={words.switch} onClose={() => setOpen(undefined)} side>
          <PersonGrid persons={demo.persons} marked={actor?.id} markText={words.marked} phoneText={words.phone} current={me} onPick={(person) => signIn(person, () => go(page.inbox))} />
          <Refusal error={enter.error} />
        </Overlay>
      )}
      {open === 'clock' && <ClockPanel demo={demo} onClose={() => setOpen(undefined)} onPersons={narrow ? () => setOpen('persons') : undefined} />}
    </>
  );
}
