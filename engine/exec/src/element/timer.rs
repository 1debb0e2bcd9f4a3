//! Timers: of the model (date, duration, cycle) and of the host.
//!
//!   armed ──(due)──▶ fired once ──▶ its element triggered;  a cycle is armed again for the next time
//!   armed ──(the host's answer changes)──▶ moved;  due in the past when armed or moved ──▶ fires in the same command

use bpmn::iso;
use bpmn::process::{NodeIx, TimeValue, Timer as Definition};

use super::trigger;
use crate::event::Event;
use crate::ids::{Id, TimerId};
use crate::incident::Incident;
use crate::refusal::Refusal;
use crate::run::{Done, Extra, Here, Run, Step, Stuck};
use crate::state::{AfterTold, CycleState, Holder, TimerSource, Wait};
use crate::time::Timestamp;

/// Arms the timer of an event.
pub(super) fn arm(run: &mut Run<'_>, here: &Here<'_>, holder: Holder, event: NodeIx, definition: &Definition) -> Done {
    let element = here.loaded.path(event).clone();
    let now = run.now;
    let (due, cycle) = match definition {
        Definition::Host { limit, at } => {
            let source = TimerSource::Host { limit: limit.to_string(), at: at.as_ref().map(|at| at.to_string()) };
            arm_host(run, holder, Some(element), source);
            return Ok(());
        }
        Definition::Date(TimeValue::Literal(at)) => (Some(Timestamp(*at)), None),
        Definition::Date(TimeValue::Expression(text)) => {
            (Some(Timestamp(parse(&text_of(run, here, holder, text)?, "an instant", iso::parse_instant)?)), None)
        }
        Definition::Duration(TimeValue::Literal(length)) => (Some(Timestamp(length.after(now.0))), None),
        Definition::Duration(TimeValue::Expression(text)) => {
            let length = parse(&text_of(run, here, holder, text)?, "a duration", iso::parse_duration)?;
            (Some(Timestamp(length.after(now.0))), None)
        }
        Definition::Cycle(TimeValue::Literal(cycle)) => arm_cycle(cycle, write_cycle(cycle), now),
        Definition::Cycle(TimeValue::Expression(text)) => {
            let text = text_of(run, here, holder, text)?;
            let cycle = parse(&text, "a repeating interval", iso::parse_cycle)?;
            arm_cycle(&cycle, text, now)
        }
    };
    let source = TimerSource::Model { cycle };
    let timer = Id(run.case.next.timer + 1);
    run.emit(Event::TimerArmed { timer, element: Some(element), source, due, provisional: false, holder });
    fire_if_past(run, timer, due);
    Ok(())
}

/// Arms a timer of the host, with or without an element.
pub(crate) fn arm_host(
    run: &mut Run<'_>,
    holder: Holder,
    element: Option<crate::ids::ElementPath>,
    source: TimerSource,
) {
    let timer = Id(run.case.next.timer + 1);
    let (due, provisional) = run.ask_due(timer, &source, element.as_ref());
    run.emit(Event::TimerArmed { timer, element, source, due, provisional, holder });
    fire_if_past(run, timer, due);
}

fn fire_if_past(run: &mut Run<'_>, timer: TimerId, due: Option<Timestamp>) {
    if due.is_some_and(|due| due <= run.now) {
        run.later(Step::Fire(timer));
    }
}

fn arm_cycle(cycle: &iso::Cycle, text: String, now: Timestamp) -> (Option<Timestamp>, Option<CycleState>) {
    (cycle.at(1, now.0).map(Timestamp), Some(CycleState { text, armed: now, fired: 0 }))
}

fn text_of(run: &Run<'_>, here: &Here<'_>, holder: Holder, text: &script::Expression) -> Result<String, Stuck> {
    let value = match holder {
        Holder::Scope(scope) => run.eval_in(scope, text, "timer", Extra::default())?,
        Holder::Token(_) | Holder::Case => run.eval(here.token, text, "timer", Extra::default())?,
    };
    match value.as_text() {
        Some(text) => Ok(text.to_owned()),
        None => Err(Incident::WrongValue { expected: "a time as text".into(), found: value.word().into() }.into()),
    }
}

fn parse<T>(text: &str, expected: &str, parse: impl Fn(&str) -> Result<T, iso::TimeError>) -> Result<T, Stuck> {
    let wrong = |_| Incident::WrongValue { expected: expected.into(), found: text.chars().take(80).collect() }.into();
    parse(text).map_err(wrong)
}

/// A parsed interval as text again, so that a state needs no process to go on with it.
fn write_cycle(cycle: &iso::Cycle) -> String {
    let times = cycle.repetitions.map(|n| n.to_string()).unwrap_or_default();
    let start = cycle.start.map(|at| format!("{}/", Timestamp(at))).unwrap_or_default();
    let end = cycle.end.map(|at| format!("/{}", Timestamp(at))).unwrap_or_default();
    let (months, seconds) = (cycle.period.months, cycle.period.ms);
    let months = if months > 0 { format!("{months}M") } else { String::new() };
    let time = if seconds > 0 { format!("T{}.{:03}S", seconds / 1000, seconds % 1000) } else { String::new() };
    format!("R{times}/{start}P{months}{time}{end}")
}

/// Whether a wait is a bounded cycle that will fire again.
pub(super) fn repeats(run: &Run<'_>, wait: Wait) -> bool {
    let Wait::Timer(id) = wait else { return false };
    let Some(timer) = run.case.timers.get(&id) else { return false };
    let TimerSource::Model { cycle: Some(cycle) } = &timer.source else { return false };
    let parsed = iso::parse_cycle(&cycle.text);
    parsed.is_ok_and(|parsed| parsed.repetitions.is_some() || parsed.end.is_some())
}

/// The clock (a command) says that a timer is due.
pub(crate) fn ask(run: &mut Run<'_>, id: TimerId) -> Result<(), Refusal> {
    let Some(timer) = run.case.timers.get(&id) else {
        return Err(Refusal::NotFound { kind: "timer", id: id.to_string() });
    };
    if timer.due.is_none_or(|due| due > run.now) {
        return Err(Refusal::TimerNotDue { timer: id.to_string() });
    }
    run.later(Step::Fire(id));
    Ok(())
}

/// Fires a timer that is due; one of the host is asked once more, so that it never fires early.
pub(crate) fn fire(run: &mut Run<'_>, id: TimerId) -> Done {
    let Some(timer) = run.case.timers.get(&id) else { return Ok(()) };
    let (source, element, holder) = (timer.source.clone(), timer.element.clone(), timer.holder);
    let limit = match &source {
        TimerSource::Host { limit, .. } | TimerSource::Limit { limit } => Some(limit.clone()),
        TimerSource::Model { .. } => None,
    };
    if limit.is_some() {
        let (due, provisional) = run.ask_due(id, &source, element.as_ref());
        if due != timer.due || provisional != timer.provisional {
            run.emit(Event::TimerMoved { timer: id, due, provisional });
        }
    }
    let due = run.case.timers.get(&id).and_then(|timer| timer.due);
    if due.is_none_or(|due| due > run.now) {
        return Ok(());
    }
    let next = next_of(&source);
    let token = match holder {
        Holder::Token(token) => Some(token),
        Holder::Scope(_) | Holder::Case => None,
    };
    let event = Event::TimerFired { timer: id, element: element.clone(), limit, next };
    let told = match (holder, token) {
        (_, Some(token)) => run.tell(token, event.clone()),
        (Holder::Scope(scope), _) => run.tell_in(Some(scope), event.clone()),
        _ => run.tell_in(None, event.clone()),
    };
    if let Err(Stuck::Incident(incident)) = told {
        let then = element.map_or(AfterTold::Nothing, |element| AfterTold::Trigger { holder, element });
        run.raise_untold(token, incident, event, then);
        return Ok(());
    }
    told?;
    fire_if_past(run, id, next);
    match element {
        Some(element) => trigger::occurred(run, holder, &element, &serde_json::Value::Null),
        None => Ok(()),
    }
}

fn next_of(source: &TimerSource) -> Option<Timestamp> {
    let TimerSource::Model { cycle: Some(cycle) } = source else { return None };
    let parsed = iso::parse_cycle(&cycle.text).ok()?;
    parsed.at(cycle.fired + 2, cycle.armed.0).map(Timestamp)
}
