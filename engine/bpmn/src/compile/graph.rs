//! What follows from the graph of a process: where scopes begin, which tokens may still reach a join.

use crate::event::EventDefinition;
use crate::process::{Join, Node, NodeIx, NodeKind, NodeSet, Process};

/// Fills starts, entries, ends, event sub-processes and joins.
pub(super) fn finish(process: &mut Process) {
    for at in 0..process.scopes.len() {
        scope(process, at);
    }
    let links = links(process);
    for at in 0..process.nodes.len() {
        let node = &process.nodes[at];
        if waits(node) {
            let reach = (0..node.incoming.len()).map(|slot| reach(process, &links, NodeIx(at as u32), slot)).collect();
            process.nodes[at].join = Some(Box::new(Join { reach }));
        }
    }
}

fn scope(process: &mut Process, at: usize) {
    let (mut starts, mut ends, mut event_subprocesses, mut entry) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let nodes = process.scopes[at].nodes.clone();
    for ix in &nodes {
        match &process.node(*ix).kind {
            NodeKind::StartEvent { .. } => starts.push(*ix),
            NodeKind::EndEvent { .. } => ends.push(*ix),
            NodeKind::EventSubProcess { .. } => event_subprocesses.push(*ix),
            _ => {}
        }
    }
    for ix in &nodes {
        let node = process.node(*ix);
        let enters = match &node.kind {
            NodeKind::StartEvent { trigger, .. } => trigger.definitions.is_empty(),
            _ if !starts.is_empty() => false,
            NodeKind::BoundaryEvent { .. } | NodeKind::EventSubProcess { .. } => false,
            NodeKind::CatchEvent { trigger } if is_link(&trigger.definitions) => false,
            NodeKind::ReceiveTask { instantiate: true, .. } | NodeKind::EventBased { instantiate: true, .. } => false,
            _ if node.activity.as_ref().is_some_and(|activity| activity.for_compensation) => false,
            _ => node.incoming.is_empty(),
        };
        if enters {
            entry.push(*ix);
        }
    }
    let scope = &mut process.scopes[at];
    (scope.starts, scope.ends, scope.event_subprocesses, scope.entry) = (starts, ends, event_subprocesses, entry);
}

fn is_link(definitions: &[EventDefinition]) -> bool {
    definitions.iter().any(|each| matches!(each, EventDefinition::Link { .. }))
}

/// Catching link event → the throwing ones that lead to it.
fn links(process: &Process) -> Vec<Vec<NodeIx>> {
    let mut sources = vec![Vec::new(); process.nodes.len()];
    for (at, node) in process.nodes.iter().enumerate() {
        if let NodeKind::ThrowEvent { results } = &node.kind {
            for result in results {
                if let EventDefinition::Link { target: Some(target), .. } = result {
                    sources[target.at()].push(NodeIx(at as u32));
                }
            }
        }
    }
    sources
}

fn waits(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Inclusive | NodeKind::Complex { .. }) && node.incoming.len() > 1
}

/// How much there is to find out and to keep about the joins of a process, in nodes.
pub(super) fn reach_size(process: &Process) -> usize {
    let slots = process.nodes.iter().filter(|node| waits(node)).map(|node| node.incoming.len());
    slots.sum::<usize>().saturating_mul(process.nodes.len())
}

/// Nodes from which the incoming flow `slot` of `join` can be reached without passing the join.
fn reach(process: &Process, links: &[Vec<NodeIx>], join: NodeIx, slot: usize) -> NodeSet {
    let mut set = NodeSet::default();
    let mut waiting = vec![process.flow(process.node(join).incoming[slot]).source];
    while let Some(ix) = waiting.pop() {
        if ix == join || !set.insert(ix) {
            continue;
        }
        let node = process.node(ix);
        waiting.extend(node.incoming.iter().map(|flow| process.flow(*flow).source));
        waiting.extend(&links[ix.at()]);
        if let NodeKind::BoundaryEvent { attached, .. } = &node.kind {
            waiting.push(*attached);
        }
    }
    set
}
