//! What acts, facts, nodes and timers do to limits.

use super::draft::Draft;
use crate::day;
use crate::event::DomainEvent;
use crate::law::{ActName, LimitLaw, Moment, NodeLaw, WhenOver};
use crate::limit::LimitState;
use exec::host::Wish;
use jiff::civil::Date;

/// Starts, meets and ends limits by an act, in the order of their ids.
pub(super) fn by_act(draft: &mut Draft<'_>, act: ActName, kind: Option<&str>, on: Date) {
    let law = draft.host.law.clone();
    for limit in law.limits.values() {
        let starts = limit
            .starts
            .as_ref()
            .is_some_and(|starts| starts.act == Some(act) && (starts.kind.is_none() || starts.kind.as_deref() == kind));
        if starts {
            let at = limit.starts.as_ref().and_then(|starts| starts.at.as_deref());
            let start_day = at.and_then(|path| draft.case().value(path)).as_ref().and_then(day::of_value).unwrap_or(on);
            start(draft, limit, start_day);
            continue;
        }
        let open =
            draft.file.run(&limit.id).is_some_and(|run| run.ended_on.is_none() && run.state != LimitState::Ended);
        if !open {
            continue;
        }
        if let Some(pattern) = limit.fulfilled_by.iter().find(|pattern| pattern.matches(act, kind)) {
            let at = pattern.at.as_deref().and_then(|path| draft.case().value(path)).as_ref().and_then(day::of_value);
            fulfil(draft, limit, at.unwrap_or(on));
        } else if limit
            .ends_early
            .as_ref()
            .is_some_and(|early| early.as_slice().iter().any(|pattern| pattern.matches(act, kind)))
        {
            let running = draft.file.run(&limit.id).is_some_and(|run| run.state == LimitState::Running);
            if running {
                draft.push(DomainEvent::LimitEndedEarly { limit: limit.id.clone(), on });
                draft.wish(Wish::Disarm { limit: limit.id.clone() });
            }
        }
    }
}

/// Limits that run from the day a fact lies on; a changed fact moves them.
pub(super) fn by_facts(draft: &mut Draft<'_>) {
    let law = draft.host.law.clone();
    for limit in law.limits.values() {
        let Some(path) =
            limit.starts.as_ref().filter(|starts| starts.act.is_none()).and_then(|starts| starts.at.as_deref())
        else {
            continue;
        };
        let Some(day) = draft.case().value(path).as_ref().and_then(day::of_value) else { continue };
        match draft.file.run(&limit.id).map(|run| run.start) {
            None => start(draft, limit, day),
            Some(before) if before != day => {
                let due = draft.file.run(&limit.id).cloned().and_then(|mut run| {
                    run.start = day;
                    draft.case().reckon_run(limit, &run).map(|reckoning| reckoning.due)
                });
                draft.push(DomainEvent::LimitMoved { limit: limit.id.clone(), start: day, due });
            }
            Some(_) => {}
        }
    }
}

/// `xl:limit` on a node, for limits that no act starts.
pub(super) fn at_node(draft: &mut Draft<'_>, node: &NodeLaw, moment: Moment) {
    let law = draft.host.law.clone();
    for stated in &node.limits {
        let Some(limit) = law.limits.get(&stated.limit) else { continue };
        let today = draft.case().today();
        let open =
            draft.file.run(&limit.id).is_some_and(|run| run.ended_on.is_none() && run.state != LimitState::Ended);
        match (moment, stated.role.as_str()) {
            (Moment::Enter, "starts" | "runs") if !open => start(draft, limit, today),
            (Moment::Complete, "ends" | "runs") if open => fulfil(draft, limit, today),
            _ => {}
        }
    }
}

fn start(draft: &mut Draft<'_>, limit: &LimitLaw, day: Date) {
    let before = draft.file.run(&limit.id).map(|run| run.seq);
    draft.push(DomainEvent::LimitStarted {
        limit: limit.id.clone(),
        start: day,
        due: None,
        calendar: None,
        provisional: false,
    });
    // The row says what it was reckoned to be; the reckoning itself needs the run.
    let reckoning = draft.case().reckon(&limit.id);
    let calendar = reckoning.and_then(|r| draft.host.facts.calendar.id_for(r.due).map(str::to_owned));
    if let Some(DomainEvent::LimitStarted { due, calendar: named, provisional, .. }) = draft.events.last_mut() {
        *due = reckoning.map(|r| r.due);
        *named = calendar;
        *provisional = reckoning.is_some_and(|r| r.provisional);
    }
    if let Some(run) = draft.file.limits.get_mut(&limit.id).and_then(|runs| runs.last_mut()) {
        run.due = reckoning.map(|r| r.due);
    }
    // What was done before counts, unless an earlier run has already used it (a payment before service is not lost).
    let earlier = limit.fulfilled_by.iter().find_map(|pattern| {
        let unused = |act: &&crate::case_file::ActRecord| before.is_none_or(|before| act.seq > before);
        let found = draft
            .file
            .acts_of(pattern.act)
            .rfind(|act| unused(act) && pattern.matches(act.name, act.kind.as_deref()))?;
        let at = pattern.at.as_deref().and_then(|path| draft.case().value(path)).as_ref().and_then(day::of_value);
        Some(at.unwrap_or(found.on))
    });
    match earlier {
        Some(on) => fulfil(draft, limit, on),
        None if limit.length.is_some() || limit.until.is_some() => draft.wish(Wish::Arm { limit: limit.id.clone() }),
        None => {}
    }
}

fn fulfil(draft: &mut Draft<'_>, limit: &LimitLaw, on: Date) {
    let running = draft.file.run(&limit.id).is_some_and(|run| run.state == LimitState::Running);
    let late = draft.case().reckon(&limit.id).filter(|reckoning| reckoning.due < on);
    if let Some(reckoning) = late.filter(|_| running) {
        draft.push(DomainEvent::LimitOver { limit: limit.id.clone(), provisional: reckoning.provisional });
    }
    draft.push(DomainEvent::LimitFulfilled { limit: limit.id.clone(), on });
    draft.wish(Wish::Disarm { limit: limit.id.clone() });
}

/// A host timer has fired. Only when the last day has really passed is the limit over, and only once.
pub(super) fn fired(draft: &mut Draft<'_>, id: &str) {
    let law = draft.host.law.clone();
    let Some(limit) = law.limits.get(id) else { return };
    let today = draft.case().today();
    let passed = draft.case().reckon(id).filter(|reckoning| reckoning.due < today);
    let running = draft.file.run(id).is_some_and(|run| run.state == LimitState::Running);
    let Some(reckoning) = passed.filter(|_| running) else { return };
    draft.push(DomainEvent::LimitOver { limit: id.to_owned(), provisional: reckoning.provisional });
    if let Some(WhenOver::Message(over)) = &limit.when_over {
        draft.wish(Wish::Deliver { message: over.message.clone(), key: String::new() });
    }
}
