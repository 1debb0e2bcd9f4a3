// Moving the demonstration's clock, forwards only, and the bank that pays.
import { useState } from 'react';
import { useRoute } from 'wouter';
import { useCommand } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Demo } from '@/api/types';
import { words } from '@/features/demo/messages.zh';
import { flash } from '@/ui/flash';
import { dayTime, fullDay } from '@/ui/format';
import { Overlay } from '@/ui/parts';
import { Refusal } from '@/ui/Refusal';

/** A day chosen by hand begins when the office opens. */
const OFFICE_OPENS = 'T09:00:00+08:00';

export function ClockPanel({ demo, onClose, onPersons }: { demo: Demo; onClose: () => void; onPersons?: () => void }) {
  const [day, setDay] = useState(fullDay(demo.clock));
  const [, params] = useRoute<{ id: string }>('/cases/:id/*?');
  const move = useCommand(() => { flash(words.moved); onClose(); });
  const pay = useCommand(() => { flash(words.paid); onClose(); });
  const to = (target: string) => move.mutate({ path: api.demoClock, body: { to: target } });
  const { next_limit: limit, next_working_day: workingDay } = demo.jumps;
  return (
    <Overlay title={words.forward} onClose={onClose} side>
      <p className="m2">{words.forwardHint}</p>
      <div className="stack up2">
        <button type="button" className="btn w" disabled={!limit || move.isPending} onClick={() => to('next-limit')}>{words.nextLimit}</button>
        <p className="sm m2">{limit ? words.willEnd(limit.name, dayTime(limit.at)) : words.noLimit}</p>
        <button type="button" className="btn w" disabled={move.isPending} onClick={() => to('next-working-day')}>{words.workingDay}</button>
        {workingDay && <p className="sm m2">{words.toDay(dayTime(workingDay))}</p>}
        <label className="f" htmlFor="clock-day">{words.date}</label>
        <div className="row"><input className="inp" id="clock-day" type="date" min={fullDay(demo.clock)} value={day} onChange={(event) => setDay(event.target.value)} /><button type="button" className="btn" disabled={move.isPending || day <= fullDay(demo.clock)} onClick={() => to(`${day}${OFFICE_OPENS}`)}>{words.set}</button></div>
        <Refusal error={move.error} />
        {params?.id && (
          <section className="up2 stack">
            <h3>{words.payment}</h3>
            <p className="sm m2">{words.paymentHint}</p>
            <button type="button" className="btn w" disabled={pay.isPending} onClick={() => pay.mutate({ path: api.demoPayment, body: { case: params.id } })}>{words.pay}</button>
            <Refusal error={pay.error} />
          </section>
        )}
        {onPersons && <button type="button" className="btn w" onClick={onPersons}>{words.switch}</button>}
      </div>
    </Overlay>
  );
}
