//! Messages: one sender, one receiver.
//!
//!   thrown ──▶ a waiting catch of the case ──▶ else a process that starts with it ──▶ else it leaves the case (effect)
//!   delivered from outside ──▶ the same, but nobody waiting is the caller's mistake

use bpmn::process::{EventDefinition, Message, NodeIx, NodeKind};
use serde_json::{Map, Value};

use super::process;
use crate::event::Event;
use crate::ids::SubscriptionId;
use crate::run::{Done, Extra, Here, Run, Step, Stuck};
use crate::state::Trigger;

/// The key that a correlation subscription of the process expects, when it has one (BPMN 8.4.2).
pub(super) fn expected_key(run: &Run<'_>, here: &Here<'_>) -> Option<String> {
    let correlation = here.loaded.process.correlations.first()?;
    let mut parts = Vec::new();
    for property in &correlation.key.properties {
        let binding = correlation.bindings.get(&property.id)?;
        let value = run.eval_in(here.scope, binding, &property.id, Extra::default()).ok()?;
        parts.push(plain(&value));
    }
    Some(parts.join("/"))
}

fn plain(value: &script::Value) -> String {
    match value.as_text() {
        Some(text) => text.to_owned(),
        None => value.to_json().to_string(),
    }
}

/// The key that a payload carries for a message, by the retrieval expressions of the file.
fn carried_key(run: &Run<'_>, here: &Here<'_>, message: &str, payload: &Value) -> String {
    let script::Value::Map(values) = script::Value::from_json(payload) else { return String::new() };
    for key in &here.loaded.process.collaboration.keys {
        let mut parts = Vec::new();
        for property in &key.properties {
            let Some(retrieval) = property.retrieval.get(message) else { break };
            let Ok(value) = run.eval(here.token, retrieval, &property.id, Extra::values(&values)) else { break };
            parts.push(plain(&value));
        }
        if !parts.is_empty() && parts.len() == key.properties.len() {
            return parts.join("/");
        }
    }
    String::new()
}

/// A throwing event or send task sends its message.
pub(super) fn send(run: &mut Run<'_>, here: &Here<'_>, message: Option<&Message>) -> Done {
    let name = message.map_or(&here.node.id, |message| &message.name).to_string();
    let payload = outgoing(run, here)?;
    let key = carried_key(run, here, &name, &payload);
    let delivered = deliver(run, &name, &key, &payload)?;
    run.emit(Event::MessageSent {
        element: here.path(),
        token: here.token,
        number: run.case.next.message + 1,
        message: name,
        key,
        delivered: u32::from(delivered),
        payload,
    });
    Ok(())
}

/// What an element sends along: `xe:input`, data inputs; an object, or null.
pub(super) fn outgoing(run: &Run<'_>, here: &Here<'_>) -> Result<Value, Stuck> {
    let mut values = run.map(here.token, &here.node.extension.inputs, Extra::default())?;
    if let Some(data) = &here.node.data {
        for association in &data.associations {
            super::activity::carry(run, here.token, association, &mut values)?;
        }
    }
    if let Some(token) = run.case.tokens.get(&here.token) {
        values.extend(token.locals.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    let map: Map<String, Value> = values.iter().map(|(name, value)| (name.to_string(), value.to_json())).collect();
    Ok(if map.is_empty() { Value::Null } else { Value::Object(map) })
}

/// Whether a catch takes a message: the name, and the key where both sides have one.
fn takes(trigger: &Trigger, wanted: &str, wanted_key: &str) -> bool {
    let Trigger::Message { message, key } = trigger else { return false };
    message == wanted && (wanted_key.is_empty() || key.is_empty() || key == wanted_key)
}

/// Delivers a message to the longest waiting catch, or to a process that starts with it. False: nobody took it.
pub(crate) fn deliver(run: &mut Run<'_>, message: &str, key: &str, payload: &Value) -> Result<bool, Stuck> {
    let waiting = run.case.subscriptions.iter().find(|(_, catch)| takes(&catch.trigger, message, key));
    if let Some((id, _)) = waiting {
        let id = *id;
        receive(run, id, payload)?;
        return Ok(true);
    }
    let Some((process, node)) = starter(run, message) else { return Ok(false) };
    let trigger = Some(message);
    let start = process::Start { node: Some(node), payload, trigger, ..process::Start::of(&process) };
    process::start(run, start)?;
    Ok(true)
}

/// A waiting catch (of a message or a signal) gets what it waits for.
pub(super) fn receive(run: &mut Run<'_>, id: SubscriptionId, payload: &Value) -> Done {
    let Some(catch) = run.case.subscriptions.get(&id) else { return Ok(()) };
    let (element, holder) = (catch.element.clone(), catch.holder);
    run.emit(Event::TriggerReceived { subscription: id, element: element.clone(), payload: payload.clone() });
    let (loaded, ix) = run.resolve(&element)?;
    if !listens_on(&loaded.process.node(ix).kind) {
        run.emit(Event::Unsubscribed { subscription: id });
    }
    run.later(Step::Trigger(holder, element, payload.clone()));
    Ok(())
}

/// Events that stay subscribed after they were triggered.
pub(super) fn listens_on(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::BoundaryEvent { interrupting, trigger, .. } | NodeKind::StartEvent { interrupting, trigger } => {
            !interrupting && !trigger.all
        }
        _ => false,
    }
}

/// The process of the release that starts with a message, and where.
fn starter(run: &Run<'_>, wanted: &str) -> Option<(String, NodeIx)> {
    let named = |message: Option<&Message>, node: &bpmn::process::Node| {
        message.map_or(&node.id, |message| &message.name).as_ref() == wanted
    };
    for process in run.release.processes() {
        for ix in &process.root().nodes {
            let node = process.node(*ix);
            let starts = match &node.kind {
                NodeKind::StartEvent { trigger, .. } => trigger.definitions.iter().any(|definition| {
                    matches!(definition, EventDefinition::Message(event) if named(event.message.as_ref(), node))
                }),
                NodeKind::ReceiveTask { message, operation, instantiate: true } => {
                    let message = message.as_ref().or_else(|| operation.as_ref().and_then(|o| o.input.as_ref()));
                    named(message, node)
                }
                NodeKind::CatchEvent { trigger } if follows_instantiating(process, node) => {
                    trigger.definitions.iter().any(|definition| {
                        matches!(definition, EventDefinition::Message(event) if named(event.message.as_ref(), node))
                    })
                }
                _ => false,
            };
            if starts {
                return Some((process.id.to_string(), *ix));
            }
        }
    }
    None
}

/// Whether a catching event stands behind an instantiating event-based gateway.
pub(super) fn follows_instantiating(process: &bpmn::Process, node: &bpmn::process::Node) -> bool {
    node.incoming.iter().any(|flow| {
        let source = process.node(process.flow(*flow).source);
        matches!(source.kind, NodeKind::EventBased { instantiate: true, .. })
    })
}
