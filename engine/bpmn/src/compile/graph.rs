//! What follows from the graph of a process: where scopes begin, which tokens may still reach a join.

use crate::event::EventDefinition;
use crate::process::{Join, Node, NodeIx, NodeKind, NodeSet, Process};
use crate::quick::Map;

/// Fills starts, entries, ends, event sub-processes and joins.
pub(super) fn finish(process: &mut Process, before: &[Vec<NodeIx>]) {
    for at in 0..process.scopes.len() {
        scope(process, at);
    }
    for at in 0..process.nodes.len() {
        let node = &process.nodes[at];
        if waits(node) {
            // Flows from one node are reached alike.
            let mut known: Map<NodeIx, NodeSet> = Map::default();
            let sources = node.incoming.iter().map(|flow| process.flow(*flow).source);
            let reach = sources
                .map(|source| known.entry(source).or_insert_with(|| reach(before, NodeIx(at as u32), source)).clone());
            process.nodes[at].join = Some(Box::new(Join { reach: reach.collect() }));
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

/// For each node those that a token can come from: over flows and links, and onto a boundary event from its activity.
pub(super) fn before(process: &Process) -> Vec<Vec<NodeIx>> {
    let mut before: Vec<Vec<NodeIx>> = vec![Vec::new(); process.nodes.len()];
    for (at, node) in process.nodes.iter().enumerate() {
        before[at].extend(node.incoming.iter().map(|flow| process.flow(*flow).source));
        match &node.kind {
            NodeKind::BoundaryEvent { attached, .. } => before[at].push(*attached),
            NodeKind::ThrowEvent { results } => {
                for result in results {
                    if let EventDefinition::Link { target: Some(target), .. } = result {
                        before[target.at()].push(NodeIx(at as u32));
                    }
                }
            }
            _ => {}
        }
    }
    for nodes in &mut before {
        nodes.sort_unstable();
        nodes.dedup();
    }
    before
}

fn waits(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Inclusive | NodeKind::Complex { .. }) && node.incoming.len() > 1
}

/// How much there is to find out about the joins of a process: for each incoming flow from another node all nodes, and the
/// ways between them when there are more of those.
pub(super) fn reach_work(process: &Process, before: &[Vec<NodeIx>]) -> usize {
    let ways = before.iter().map(Vec::len).sum::<usize>().max(process.nodes.len());
    let slots = process.nodes.iter().zip(before).filter(|(node, _)| waits(node)).map(|(_, before)| before.len());
    slots.sum::<usize>().saturating_mul(ways)
}

/// Nodes from which the join can be reached by way of `source` without passing it.
fn reach(before: &[Vec<NodeIx>], join: NodeIx, source: NodeIx) -> NodeSet {
    let mut set = NodeSet::default();
    let mut waiting = vec![source];
    while let Some(ix) = waiting.pop() {
        if ix != join && set.insert(ix) {
            waiting.extend(&before[ix.at()]);
        }
    }
    set
}
