//! Signals: broadcast within the case.
//!
//!   thrown ──▶ every waiting catch of the case, and every process of the release that starts with it

use bpmn::process::{EventDefinition, NodeIx, NodeKind};
use serde_json::Value;

use super::{message, process};
use crate::ids::SubscriptionId;
use crate::run::{Done, Run};
use crate::state::Trigger;

/// Broadcasts a signal. False: nobody took it.
pub(crate) fn broadcast(run: &mut Run<'_>, wanted: &str, payload: &Value) -> Result<bool, crate::run::Stuck> {
    let named = |trigger: &Trigger| matches!(trigger, Trigger::Signal { signal } if signal == wanted);
    let catches = run.case.subscriptions.iter().filter(|(_, catch)| named(&catch.trigger));
    let catches: Vec<SubscriptionId> = catches.map(|(id, _)| *id).collect();
    let mut starters = starters(run, wanted);
    // A parallel multiple start event that already waits for this signal takes it; no further instance begins.
    let waiting = |id: &str, node: NodeIx| {
        let path = run.release.load(id).map(|loaded| loaded.path(node));
        catches.iter().filter_map(|catch| run.case.subscriptions.get(catch)).any(|catch| Some(&catch.element) == path)
    };
    starters.retain(|(id, node)| !waiting(id, *node));
    let taken = !catches.is_empty() || !starters.is_empty();
    for catch in catches {
        message::receive(run, catch, payload)?;
    }
    for (id, node) in starters {
        start(run, &id, node, wanted, payload)?;
    }
    Ok(taken)
}

fn start(run: &mut Run<'_>, id: &str, node: NodeIx, wanted: &str, payload: &Value) -> Done {
    let trigger = Some(wanted);
    process::start(run, process::Start { node: Some(node), payload, trigger, ..process::Start::of(id) }).map(|_| ())
}

fn starters(run: &Run<'_>, wanted: &str) -> Vec<(String, NodeIx)> {
    let mut found = Vec::new();
    for process in run.release.processes() {
        for ix in &process.root().starts {
            let NodeKind::StartEvent { trigger, .. } = &process.node(*ix).kind else { continue };
            let matches = |definition: &EventDefinition| matches!(definition, EventDefinition::Signal(signal) if &*signal.name == wanted);
            if trigger.definitions.iter().any(matches) {
                found.push((process.id.to_string(), *ix));
            }
        }
    }
    found
}
