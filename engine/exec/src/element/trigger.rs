//! Arming what an event waits for, and what happens when it comes. Used by catching, boundary and start events, event-based gateways
//! and receive tasks; the holder (a token or a scope) tells which.

use bpmn::process::{Catch, EventDefinition, Message, Node, NodeIx, NodeKind};
use script::Value as V;
use serde_json::Value;

use super::{boundary_event, event_based_gateway, event_sub_process, timer};
use crate::Variables;
use crate::event::Event;
use crate::ids::{ElementPath, Id};
use crate::run::{Done, Here, Run, Step};
use crate::state::{Holder, Trigger, Wait};

/// Arms every definition of an event.
pub(super) fn arm(run: &mut Run<'_>, here: &Here<'_>, holder: Holder, event: NodeIx, catch: &Catch) -> Done {
    for definition in &catch.definitions {
        match definition {
            EventDefinition::Message(message) => subscribe_message(run, here, holder, event, message.message.as_ref()),
            EventDefinition::Signal(signal) => {
                subscribe(run, here, holder, event, Trigger::Signal { signal: signal.name.to_string() });
            }
            EventDefinition::Conditional(condition) => {
                let trigger = Trigger::Condition { condition: condition.source().to_owned(), holds: false };
                subscribe(run, here, holder, event, trigger);
                run.look_at_conditions();
            }
            EventDefinition::Timer(definition) => timer::arm(run, here, holder, event, definition)?,
            // Found by whoever throws them.
            EventDefinition::Error(_)
            | EventDefinition::Escalation(_)
            | EventDefinition::Compensation { .. }
            | EventDefinition::Cancel
            | EventDefinition::Terminate
            | EventDefinition::Link { .. } => {}
        }
    }
    Ok(())
}

/// Waits for a message; one without a name of its own is named like the event.
pub(super) fn subscribe_message(
    run: &mut Run<'_>,
    here: &Here<'_>,
    holder: Holder,
    event: NodeIx,
    message: Option<&Message>,
) {
    let node = here.loaded.process.node(event);
    let name = message.map_or(&node.id, |message| &message.name).to_string();
    let key = super::message::expected_key(run, here).unwrap_or_else(|| run.case.case.clone());
    subscribe(run, here, holder, event, Trigger::Message { message: name, key });
}

/// An event begins to listen for a token or a scope that is already at work.
pub(crate) fn listen(run: &mut Run<'_>, holder: Holder, event: &ElementPath) -> Done {
    let (loaded, ix) = run.resolve(event)?;
    let node = loaded.process.node(ix);
    let here = match holder {
        Holder::Token(token) => run.here(token)?,
        // No token stands there; only the scope is read.
        Holder::Scope(scope) => Here { loaded, ix, node, token: Id(0), scope },
        Holder::Case => return Ok(()),
    };
    if let NodeKind::ReceiveTask { message, operation, .. } = &node.kind {
        let awaited = message.as_ref().or_else(|| operation.as_ref().and_then(|operation| operation.input.as_ref()));
        subscribe_message(run, &here, holder, ix, awaited);
        return Ok(());
    }
    catch_of(node).map_or(Ok(()), |catch| arm(run, &here, holder, ix, catch))
}

fn subscribe(run: &mut Run<'_>, here: &Here<'_>, holder: Holder, event: NodeIx, trigger: Trigger) {
    let extension = &here.loaded.process.node(event).extension;
    let role = extension.assign.as_ref().and_then(|assign| assign.role.as_ref()).map(|role| role.to_string());
    run.emit(Event::Subscribed {
        subscription: Id(run.case.next.subscription + 1),
        element: here.loaded.path(event).clone(),
        trigger,
        holder,
        role,
        form: extension.form.as_ref().map(|form| form.to_string()),
    });
}

/// What a holder waits for.
fn waits_of(run: &Run<'_>, holder: Holder) -> Vec<Wait> {
    match holder {
        Holder::Token(token) => run.case.tokens.get(&token).map(|token| token.waits.clone()),
        Holder::Scope(scope) => run.case.scopes.get(&scope).map(|scope| scope.waits.clone()),
        Holder::Case => None,
    }
    .unwrap_or_default()
}

/// One of the definitions of `event` has happened; what armed it is already gone or stays on purpose.
pub(crate) fn occurred(run: &mut Run<'_>, holder: Holder, event: &ElementPath, payload: &Value) -> Done {
    let (loaded, ix) = run.resolve(event)?;
    let node = loaded.process.node(ix);
    if let Some(catch) = catch_of(node)
        && catch.all
        && waits_of(run, holder)
            .iter()
            .any(|wait| run.element_of(*wait) == Some(event) && !matches!(wait, Wait::Incident(_)))
    {
        return Ok(());
    }
    match holder {
        Holder::Case => Ok(()),
        Holder::Scope(scope) => event_sub_process::fire(run, scope, event, payload),
        Holder::Token(token) => {
            let here = run.here(token)?;
            if here.ix == ix {
                absorb(run, token, node, payload)?;
                return finish_or_split(run, &here, payload);
            }
            match &node.kind {
                NodeKind::BoundaryEvent { .. } => boundary_event::fire(run, &here, ix, payload),
                _ => event_based_gateway::happened(run, &here, event, payload),
            }
        }
    }
}

/// A catching event whose timer goes on firing sends a new token each time and stays itself.
fn finish_or_split(run: &mut Run<'_>, here: &Here<'_>, payload: &Value) -> Done {
    let path = here.path();
    let waits = waits_of(run, Holder::Token(here.token));
    let repeats = waits.iter().any(|wait| timer::repeats(run, *wait));
    if !repeats || !matches!(here.node.kind, NodeKind::CatchEvent { .. }) {
        run.later(Step::Finish(here.token, payload.clone()));
        return Ok(());
    }
    let token = run.new_token()?;
    run.emit(Event::TokenCreated { token, scope: here.scope, element: path.clone(), handler_for: None });
    run.tell(token, Event::NodeEntered { token, element: path })?;
    run.later(Step::Finish(token, payload.clone()));
    Ok(())
}

/// What an event catches.
pub(super) fn catch_of(node: &Node) -> Option<&Catch> {
    match &node.kind {
        NodeKind::StartEvent { trigger, .. }
        | NodeKind::CatchEvent { trigger }
        | NodeKind::BoundaryEvent { trigger, .. } => Some(trigger),
        _ => None,
    }
}

/// Takes the payload in: as variables where the model says nothing else, by its data associations, or (for outputs that are read
/// later) as `answers` of this token only.
pub(super) fn absorb(run: &mut Run<'_>, token: crate::ids::TokenId, node: &Node, payload: &Value) -> Done {
    let V::Map(values) = V::from_json(payload) else { return Ok(()) };
    if !node.extension.outputs.is_empty() {
        let kept = V::Map(values);
        return run.assign_local(token, Variables::from([("answers".into(), kept.clone()), ("output".into(), kept)]));
    }
    let Some(data) = node.data.as_ref().filter(|data| !data.associations.is_empty()) else {
        return run.assign(token, values);
    };
    let mut outside = Variables::new();
    for association in &data.associations {
        // The one output of the event is the payload's field of that name, or its only field.
        let source = association.sources.first().and_then(|source| values.get(source));
        let value = source.or_else(|| if values.len() == 1 { values.values().next() } else { None });
        if let Some(value) = value {
            outside.insert(association.target.clone(), value.clone());
        }
    }
    run.assign(token, outside)
}
