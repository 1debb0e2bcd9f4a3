//! Intermediate throwing event: says something and goes on.
//!
//!   begun ──▶ every definition thrown in order ──▶ left;   compensation ──▶ left when everything is undone
//!   link ──▶ the token goes on at the catching link event of that name;   no definition ──▶ left at once

use bpmn::process::{EventDefinition, NodeKind};
use serde_json::Value;

use super::{compensation, escalation, message, signal};
use crate::event::Event;
use crate::run::{Done, Here, Run, Step};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>, results: &[EventDefinition]) -> Done {
    throw(run, here, results)?;
    if !run.alive(here.token, crate::state::Place::Active) {
        return Ok(());
    }
    if results.iter().any(|result| matches!(result, EventDefinition::Compensation { .. })) {
        return compensation::throw(run, here);
    }
    let link = results.iter().find_map(|result| match result {
        EventDefinition::Link { target, .. } => *target,
        _ => None,
    });
    match link {
        Some(target) => {
            let to = here.loaded.path(target).clone();
            run.emit(Event::TokenMoved { token: here.token, element: here.path(), to });
            run.later(Step::Enter(here.token));
            Ok(())
        }
        None => super::finish(run, here.token, &Value::Null),
    }
}

/// Whether an element says something that others of the case may listen to.
pub(super) fn speaks(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::ThrowEvent { results } | NodeKind::EndEvent { results } => {
            results.iter().any(|result| matches!(result, EventDefinition::Signal(_) | EventDefinition::Message(_)))
        }
        NodeKind::SendTask { .. } => true,
        _ => false,
    }
}

/// Throws what goes out without ending anything.
pub(super) fn throw(run: &mut Run<'_>, here: &Here<'_>, results: &[EventDefinition]) -> Done {
    for result in results {
        match result {
            EventDefinition::Message(event) => message::send(run, here, event.message.as_ref())?,
            EventDefinition::Signal(thrown) => {
                let payload = message::outgoing(run, here)?;
                run.emit(Event::SignalThrown { signal: thrown.name.to_string(), element: here.path() });
                signal::broadcast(run, &thrown.name, &payload)?;
            }
            EventDefinition::Escalation(thrown) => {
                let code = thrown.as_ref().map_or("", |thrown| &thrown.code);
                escalation::throw(run, here.token, code)?;
            }
            _ => {}
        }
    }
    Ok(())
}
