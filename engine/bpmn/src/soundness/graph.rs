//! What the graph of a process alone tells: reachability, loops, gateways without a way out. No flow leaves its scope, so all
//! scopes are looked at together, each node and flow once.

use super::Report;
use crate::event::EventDefinition;
use crate::process::{NodeIx, NodeKind, NodeSet, Process};

pub(super) fn look(report: &mut Report) {
    let process = report.process;
    let nodes = || (0..process.nodes.len() as u32).map(NodeIx);
    let ad_hoc: Vec<bool> = process.scopes.iter().map(|scope| is_ad_hoc(process, scope.node)).collect();
    let next: Vec<Vec<NodeIx>> = nodes().map(|ix| successors(process, ix)).collect();
    let before: Vec<Vec<NodeIx>> = nodes().map(|ix| predecessors(process, ix)).collect();
    let entered = |ix: &NodeIx| ad_hoc[process.node(*ix).scope.at()] || begins(process, *ix);
    let reached = spread(nodes().filter(entered), &next);
    let ending = spread(nodes().filter(|ix| process.node(*ix).outgoing.is_empty()), &before);
    for ix in nodes() {
        if !reached.contains(ix) {
            report.warn("unreachable-node", ix, "");
        } else if !ending.contains(ix) {
            report.warn("end-never-reached", ix, "");
        }
        gateway(report, ix);
    }
    for ix in loops(process, &next) {
        report.warn("loop-without-wait", ix, "");
    }
}

fn is_ad_hoc(process: &Process, node: Option<NodeIx>) -> bool {
    node.is_some_and(|node| matches!(process.node(node).kind, NodeKind::AdHoc { .. }))
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

fn spread(from: impl Iterator<Item = NodeIx>, next: &[Vec<NodeIx>]) -> NodeSet {
    let (mut set, mut waiting) = (NodeSet::default(), from.collect::<Vec<_>>());
    while let Some(ix) = waiting.pop() {
        if set.insert(ix) {
            waiting.extend(&next[ix.at()]);
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

/// The first node of every knot of cycles without a waiting node: strongly connected components, found by Tarjan's way without
/// recursion.
fn loops(process: &Process, next: &[Vec<NodeIx>]) -> Vec<NodeIx> {
    let count = next.len();
    let busy: Vec<bool> = (0..count as u32).map(|at| !waits(process, NodeIx(at))).collect();
    // When a node was met first (0: not yet), the earliest node it leads back to (`usize::MAX`: its component is complete).
    let (mut met, mut back, mut time) = (vec![0; count], vec![0; count], 0);
    let (mut path, mut open, mut found): (Vec<(usize, usize)>, Vec<usize>, Vec<NodeIx>) = Default::default();
    for root in (0..count).filter(|at| busy[*at]) {
        if met[root] == 0 {
            path.push((root, 0));
        }
        while let Some((at, tried)) = path.pop() {
            if tried == 0 {
                time += 1;
                (met[at], back[at]) = (time, time);
                open.push(at);
            }
            let to = next[at].get(tried).map(|to| to.at());
            if let Some(to) = to {
                path.push((at, tried + 1));
                if busy[to] && met[to] == 0 {
                    path.push((to, 0));
                } else if busy[to] && back[to] != usize::MAX {
                    back[at] = back[at].min(met[to]);
                }
                continue;
            }
            if let Some((above, _)) = path.last() {
                back[*above] = back[*above].min(back[at]);
            }
            if back[at] == met[at] {
                let from = open.iter().rposition(|node| *node == at).unwrap_or(0);
                let around = open.split_off(from);
                around.iter().for_each(|node| back[*node] = usize::MAX);
                if around.len() > 1 || next[at].iter().any(|to| to.at() == at) {
                    found.extend(around.iter().min().map(|first| NodeIx(*first as u32)));
                }
            }
        }
    }
    found
}
