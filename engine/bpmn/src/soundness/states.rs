//! The token game of one scope: does a join wait for ever, does a flow carry two tokens at once?
//!
//! A state is the number of tokens on each flow (0 or 1). Activities are one step; conditions are open, so every choice is
//! tried: a finding means "there is a choice of conditions", not "it happens". Complex gateways and quantities other than
//! one are left alone.

use std::collections::{BTreeSet, HashSet};

use super::Report;
use crate::event::EventDefinition;
use crate::process::{FlowIx, Node, NodeIx, NodeKind, Process};

/// Steps tried for one scope.
const BUDGET: usize = 20_000;

type State = BTreeSet<FlowIx>;

pub(super) fn play(report: &mut Report, scope: usize) {
    let process = report.process;
    let container = &process.scopes[scope];
    let ad_hoc = container.node.is_some_and(|node| matches!(process.node(node).kind, NodeKind::AdHoc { .. }));
    let strange = container.nodes.iter().any(|ix| {
        let node = process.node(*ix);
        let quantity = node.activity.as_ref().is_some_and(|a| a.start_quantity != 1 || a.completion_quantity != 1);
        quantity || matches!(node.kind, NodeKind::Complex { .. })
    });
    if ad_hoc || strange {
        return;
    }
    let mut game = Game {
        process,
        steps: 0,
        seen: HashSet::new(),
        waiting: Vec::new(),
        twice: BTreeSet::new(),
        stuck: BTreeSet::new(),
    };
    for start in starts(process, scope) {
        for state in game.outputs(&State::new(), &start) {
            game.note(state);
        }
    }
    while let Some(state) = game.waiting.pop() {
        if game.steps > BUDGET {
            if let Some(first) = container.nodes.first() {
                report.warn("soundness-undecided", *first, "");
            }
            return;
        }
        game.step(&state);
    }
    for ix in game.twice.clone() {
        report.warn("flow-taken-twice", ix, "");
    }
    for ix in game.stuck.clone() {
        report.warn("join-never-completes", ix, "");
    }
}

/// Each way to begin: the plain start, and every start event with a trigger.
fn starts(process: &Process, scope: usize) -> Vec<Vec<NodeIx>> {
    let scope = &process.scopes[scope];
    let mut ways = Vec::new();
    if !scope.entry.is_empty() {
        ways.push(scope.entry.clone());
    }
    ways.extend(scope.starts.iter().filter(|start| !scope.entry.contains(start)).map(|start| vec![*start]));
    ways
}

struct Game<'a> {
    process: &'a Process,
    steps: usize,
    seen: HashSet<State>,
    waiting: Vec<State>,
    /// Targets of flows that were taken twice.
    twice: BTreeSet<NodeIx>,
    /// Joins with tokens in a state where nothing moves.
    stuck: BTreeSet<NodeIx>,
}

impl Game<'_> {
    fn note(&mut self, state: State) {
        if self.seen.insert(state.clone()) {
            self.waiting.push(state);
        }
    }

    /// Every state after one step.
    fn step(&mut self, state: &State) {
        let targets: BTreeSet<NodeIx> = state.iter().map(|flow| self.process.flow(*flow).target).collect();
        let mut moved = false;
        for ix in &targets {
            for consumed in self.consumptions(state, *ix) {
                moved = true;
                self.steps += 1;
                let rest: State = state.difference(&consumed).copied().collect();
                for next in self.outputs(&rest, &[*ix]) {
                    self.note(next);
                }
            }
        }
        if !moved {
            self.stuck.extend(targets);
        }
    }

    /// Sets of incoming flows that the node can take together now.
    fn consumptions(&self, state: &State, ix: NodeIx) -> Vec<State> {
        let node = self.process.node(ix);
        let here: State = node.incoming.iter().copied().filter(|flow| state.contains(flow)).collect();
        match &node.kind {
            NodeKind::Parallel if here.len() < node.incoming.len() => Vec::new(),
            NodeKind::Parallel => vec![here],
            NodeKind::Inclusive if node.join.is_some() => {
                let open = |slot: usize| !here.contains(&node.incoming[slot]);
                let elsewhere = state.difference(&here).map(|flow| self.process.flow(*flow).target);
                let more = node.join.as_ref().is_some_and(|join| {
                    let mut elsewhere = elsewhere;
                    elsewhere.any(|at| (0..node.incoming.len()).any(|slot| open(slot) && join.may_arrive(slot, at)))
                });
                if more { Vec::new() } else { vec![here] }
            }
            _ => here.into_iter().map(|flow| State::from([flow])).collect(),
        }
    }

    /// States after the given nodes have put out their tokens, each choice one state.
    fn outputs(&mut self, rest: &State, nodes: &[NodeIx]) -> Vec<State> {
        let mut states = vec![rest.clone()];
        for ix in nodes {
            let choices = choices(self.process, *ix);
            let mut next = Vec::new();
            for state in &states {
                for choice in &choices {
                    match choice {
                        // A terminate end takes every token away.
                        None => next.push(State::new()),
                        Some(flows) => next.extend(self.put(state, flows)),
                    }
                }
            }
            states = next;
        }
        states
    }

    fn put(&mut self, state: &State, flows: &[FlowIx]) -> Option<State> {
        let mut next = state.clone();
        for flow in flows {
            if !next.insert(*flow) {
                self.twice.insert(self.process.flow(*flow).target);
                return None;
            }
        }
        Some(next)
    }
}

/// Sets of flows that a node may put tokens on; `None`: it ends the scope.
fn choices(process: &Process, ix: NodeIx) -> Vec<Option<Vec<FlowIx>>> {
    let node = process.node(ix);
    let all = || vec![Some(node.outgoing.clone())];
    match &node.kind {
        NodeKind::Exclusive | NodeKind::EventBased { .. } if !node.outgoing.is_empty() => {
            node.outgoing.iter().map(|flow| Some(vec![*flow])).collect()
        }
        NodeKind::Inclusive => subsets(node.outgoing.clone()),
        NodeKind::ThrowEvent { results } => match results.iter().find_map(link_target) {
            Some(target) => choices(process, target),
            None => all(),
        },
        NodeKind::EndEvent { results } if results.iter().any(|r| matches!(r, EventDefinition::Terminate)) => vec![None],
        _ => {
            let mut choices = activity_choices(process, node);
            // Sent elsewhere by a person: as if by a flow that leads there.
            let elsewhere = super::graph::returns(process, ix).filter_map(|to| process.node(to).incoming.first());
            choices.extend(elsewhere.map(|flow| Some(vec![*flow])));
            choices
        }
    }
}

fn link_target(definition: &EventDefinition) -> Option<NodeIx> {
    match definition {
        EventDefinition::Link { target, .. } => *target,
        _ => None,
    }
}

/// Normal completion with every choice of conditions, or a boundary event instead of it or beside it.
fn activity_choices(process: &Process, node: &Node) -> Vec<Option<Vec<FlowIx>>> {
    let (open, fixed): (Vec<FlowIx>, Vec<FlowIx>) = node.outgoing.iter().partition(|flow| {
        let flow = process.flow(**flow);
        flow.condition.is_some() || flow.is_default
    });
    let mut normal: Vec<Vec<FlowIx>> = match open.is_empty() {
        true => vec![fixed],
        false => subsets(open).into_iter().flatten().map(|chosen| [fixed.clone(), chosen].concat()).collect(),
    };
    let mut result: Vec<Option<Vec<FlowIx>>> = Vec::new();
    for event in node.activity.iter().flat_map(|activity| &activity.boundary) {
        let event = process.node(*event);
        if let NodeKind::BoundaryEvent { interrupting, .. } = event.kind {
            match interrupting {
                true => result.push(Some(event.outgoing.clone())),
                false => {
                    normal.extend(normal.clone().into_iter().map(|flows| [flows, event.outgoing.clone()].concat()))
                }
            }
        }
        if normal.len() > 64 {
            break;
        }
    }
    result.extend(normal.into_iter().map(Some));
    result
}

/// Non-empty subsets; of more than four flows only the single ones and all together.
fn subsets(flows: Vec<FlowIx>) -> Vec<Option<Vec<FlowIx>>> {
    if flows.len() > 4 || flows.is_empty() {
        let singles = flows.iter().map(|flow| Some(vec![*flow])).collect::<Vec<_>>();
        return singles.into_iter().chain([Some(flows)]).collect();
    }
    let pick = |mask: usize| {
        flows.iter().enumerate().filter(move |(at, _)| mask & (1 << at) != 0).map(|(_, flow)| *flow).collect()
    };
    (1..1usize << flows.len()).map(|mask| Some(pick(mask))).collect()
}
