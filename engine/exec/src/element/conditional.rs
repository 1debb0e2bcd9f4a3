//! Conditional events: looked at when they are armed and after variables have changed.
//!
//!   armed ──(condition true)──▶ triggered; one that keeps listening is triggered again only after the condition was false in between

use bpmn::process::EventDefinition;

use super::{message, trigger};
use crate::event::Event;
use crate::ids::SubscriptionId;
use crate::run::{Done, Extra, Run, Stuck};
use crate::state::{Holder, Trigger};

/// Looks at one condition.
pub(crate) fn trigger(run: &mut Run<'_>, id: SubscriptionId) -> Done {
    let Some(catch) = run.case.subscriptions.get(&id) else { return Ok(()) };
    let Trigger::Condition { condition, holds: before } = &catch.trigger else { return Ok(()) };
    let (before, holder, element) = (*before, catch.holder, catch.element.clone());
    let (loaded, ix) = run.resolve(&element)?;
    let node = loaded.process.node(ix);
    let mut definitions = trigger::catch_of(node).into_iter().flat_map(|catch| &catch.definitions);
    let expression = definitions.find_map(|definition| match definition {
        EventDefinition::Conditional(expression) if expression.source() == condition => Some(expression.clone()),
        _ => None,
    });
    let Some(expression) = expression else { return Ok(()) };
    let now = match holder {
        Holder::Token(token) => run.eval(token, &expression, &node.id, Extra::default()),
        Holder::Scope(scope) => run.eval_in(scope, &expression, &node.id, Extra::default()),
        Holder::Case => return Ok(()),
    };
    // A variable that is not there yet makes the condition not true yet; anything else is an incident.
    let now = match now {
        Ok(value) => value.as_bool().unwrap_or(false),
        Err(Stuck::Incident(_)) => false,
        Err(stuck) => return Err(stuck),
    };
    if now == before {
        return Ok(());
    }
    if now && !message::listens_on(&node.kind) {
        run.emit(Event::Unsubscribed { subscription: id });
    } else {
        run.emit(Event::ConditionChanged { subscription: id, holds: now });
    }
    if now {
        return trigger::occurred(run, holder, &element, &serde_json::Value::Null);
    }
    Ok(())
}
