//! What the graph of a scope alone tells: reachability, loops, gateways without a way out.

use super::Report;
use crate::event::EventDefinition;
use crate::process::{NodeIx, NodeKind, NodeSet, Process};

pub(super) fn look(report: &mut Report, scope: usize) {
    let process = report.process;
    let nodes = process.scopes[scope].nodes.clone();
    let ad_hoc =
        process.scopes[scope].node.is_some_and(|node| matches!(process.node(node).kind, NodeKind::AdHoc { .. }));
    let reached = spread(process, nodes.iter().copied().filter(|ix| ad_hoc || begins(process, *ix)), successors);
    let ends = nodes.iter().copied().filter(|ix| process.node(*ix).outgoing.is_empty());
    let ending = spread(process, ends, predecessors);
    for ix in &nodes {
        if !reached.contains(*ix) {
            report.warn("unreachable-node", *ix, "");
        } else if !ending.contains(*ix) {
            report.warn("end-never-reached", *ix, "");
        }
        gateway(report, *ix);
    }
    loops(report, &nodes);
}

/// Nodes where tokens come from without a sequence flow.
fn begins(process: &Process, ix: NodeIx) -> bool {
    let node = process.node(ix);
    match &node.kind {
        NodeKind::StartEvent { .. } | NodeKind::EventSubProcess { .. } => true,
        NodeKind::BoundaryEvent { .. } => false,
        NodeKind::CatchEvent { trigger } if is_link(&trigger.definitions) => false,
        _ => node.incoming.is_empty(),
    }
}

fn is_link(definitions: &[EventDefinition]) -> bool {
    definitions.iter().any(|each| matches!(each, EventDefinition::Link { .. }))
}

/// Nodes that a token at `ix` can be at next: by flows, links and boundary events.
pub(super) fn successors(process: &Process, ix: NodeIx) -> Vec<NodeIx> {
    let node = process.node(ix);
    let mut next: Vec<NodeIx> = node.outgoing.iter().map(|flow| process.flow(*flow).target).collect();
    if let NodeKind::ThrowEvent { results } = &node.kind {
        next.extend(results.iter().filter_map(|result| match result {
            EventDefinition::Link { target, .. } => *target,
            _ => None,
        }));
    }
    if let Some(activity) = &node.activity {
        next.extend(&activity.boundary);
        next.extend(activity.compensation.iter().flat_map(|to| [to.boundary, to.handler]));
    }
    next.extend(returns(process, ix));
    next
}

/// Where a person may send the work instead of completing it (`xe:allow operation="return"`).
pub(super) fn returns(process: &Process, ix: NodeIx) -> impl Iterator<Item = NodeIx> {
    let allowed = process.node(ix).extension.allowed("return");
    allowed.into_iter().flat_map(|allow| &allow.to).filter_map(|to| process.find(to))
}

fn predecessors(process: &Process, ix: NodeIx) -> Vec<NodeIx> {
    let node = process.node(ix);
    let mut before: Vec<NodeIx> = node.incoming.iter().map(|flow| process.flow(*flow).source).collect();
    if let NodeKind::BoundaryEvent { attached, .. } = &node.kind {
        before.push(*attached);
    }
    before
}

fn spread(process: &Process, from: impl Iterator<Item = NodeIx>, next: fn(&Process, NodeIx) -> Vec<NodeIx>) -> NodeSet {
    let (mut set, mut waiting) = (NodeSet::default(), from.collect::<Vec<_>>());
    while let Some(ix) = waiting.pop() {
        if set.insert(ix) {
            waiting.extend(next(process, ix));
        }
    }
    set
}

fn gateway(report: &mut Report, ix: NodeIx) {
    let node = report.process.node(ix);
    if !matches!(node.kind, NodeKind::Exclusive | NodeKind::Inclusive) || node.outgoing.len() < 2 {
        return;
    }
    let open: Vec<_> =
        node.outgoing.iter().map(|flow| report.process.flow(*flow)).filter(|flow| flow.condition.is_none()).collect();
    if let Some(flow) = open.iter().find(|flow| !flow.is_default) {
        report.warn("flow-without-condition", ix, &flow.id);
    } else if node.default.is_none() {
        report.warn("missing-default", ix, "");
    }
}

/// Whether a token stops at the node until somebody or something else acts.
fn waits(process: &Process, ix: NodeIx) -> bool {
    let node = process.node(ix);
    match &node.kind {
        NodeKind::Exclusive | NodeKind::Parallel | NodeKind::Inclusive | NodeKind::Complex { .. } => false,
        NodeKind::Task | NodeKind::ScriptTask { .. } | NodeKind::BusinessRuleTask | NodeKind::SendTask { .. } => false,
        NodeKind::ServiceTask { .. } => node.extension.job.is_some(),
        NodeKind::ThrowEvent { .. } | NodeKind::StartEvent { .. } => false,
        NodeKind::CatchEvent { trigger } => !is_link(&trigger.definitions),
        _ => true,
    }
}

/// Reports one node of every cycle that has no waiting node: what is left after nodes without predecessor are taken off
/// again and again, then those without successor.
fn loops(report: &mut Report, nodes: &[NodeIx]) {
    let process = report.process;
    let busy: Vec<NodeIx> = nodes.iter().copied().filter(|ix| !waits(process, *ix)).collect();
    let mut left: std::collections::BTreeSet<NodeIx> = busy.into_iter().collect();
    loop {
        let before = left.len();
        let stays = |ix: &NodeIx, left: &std::collections::BTreeSet<NodeIx>| {
            successors(process, *ix).iter().any(|next| left.contains(next))
                && predecessors(process, *ix).iter().any(|previous| left.contains(previous))
        };
        let kept = left.iter().copied().filter(|ix| stays(ix, &left)).collect();
        left = kept;
        if left.len() == before {
            break;
        }
    }
    // A node between two cycles is left over too; only one that comes back to itself is reported, once per cycle.
    let mut told = NodeSet::default();
    for ix in &left {
        let around = within(process, *ix, &left);
        if around.contains(*ix) && !told.contains(*ix) {
            report.warn("loop-without-wait", *ix, "");
            for other in left.iter().filter(|other| around.contains(**other)) {
                told.insert(*other);
            }
        }
    }
}

/// Nodes of `left` reachable from `from` by at least one step.
fn within(process: &Process, from: NodeIx, left: &std::collections::BTreeSet<NodeIx>) -> NodeSet {
    let (mut set, mut waiting) = (NodeSet::default(), successors(process, from));
    while let Some(ix) = waiting.pop() {
        if left.contains(&ix) && set.insert(ix) {
            waiting.extend(successors(process, ix));
        }
    }
    set
}
