//! The token game of one scope: does a join wait for ever, does a flow carry two tokens at once?
//!
//! A state is the flows with a token, in order. Activities are one step; conditions are open, so every choice is tried: a
//! finding means "there is a choice of conditions", not "it happens". Complex gateways and quantities other than one are left
//! alone. Everything that is made or looked at is paid from the budget, so neither wide nor long models take long.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use super::{Budget, Report, SCOPE};
use crate::event::EventDefinition;
use crate::process::{FlowIx, Node, NodeIx, NodeKind, Process};
use crate::quick::Map;

/// Flows with a token, in ascending order.
type State = Rc<[FlowIx]>;

/// Flows that a node may put tokens on, each choice one; `None`: it ends the scope.
type Choices = Rc<[Option<Vec<FlowIx>>]>;

/// The budget is used up: nothing can be said.
struct Undecided;

/// What a state costs beside its flows.
const EACH: usize = 4;

pub(super) fn play(report: &mut Report, scope: usize, budget: &mut Budget) {
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
    let given = budget.0.min(SCOPE);
    let mut game = Game::of(process, given);
    let played = game.play(scope);
    budget.0 -= given - game.left;
    if played.is_err() {
        if let Some(first) = container.nodes.first() {
            report.warn("soundness-undecided", *first, "");
        }
        return;
    }
    game.twice.iter().for_each(|ix| report.warn("flow-taken-twice", *ix, ""));
    game.stuck.iter().for_each(|ix| report.warn("join-never-completes", *ix, ""));
}

struct Game<'a> {
    process: &'a Process,
    /// What is left of the budget.
    left: usize,
    choices: Map<NodeIx, Choices>,
    seen: HashSet<State>,
    waiting: Vec<State>,
    /// Targets of flows that were taken twice.
    twice: BTreeSet<NodeIx>,
    /// Joins with tokens in a state where nothing moves.
    stuck: BTreeSet<NodeIx>,
}

impl<'a> Game<'a> {
    fn of(process: &'a Process, left: usize) -> Game<'a> {
        Game {
            process,
            left,
            choices: Map::default(),
            seen: HashSet::new(),
            waiting: Vec::new(),
            twice: BTreeSet::new(),
            stuck: BTreeSet::new(),
        }
    }

    fn spend(&mut self, work: usize) -> Result<(), Undecided> {
        let enough = work <= self.left;
        self.left = self.left.saturating_sub(work);
        if enough { Ok(()) } else { Err(Undecided) }
    }

    /// From each way to begin: the plain start, and every start event with a trigger.
    fn play(&mut self, scope: usize) -> Result<(), Undecided> {
        let scope = &self.process.scopes[scope];
        if !scope.entry.is_empty() {
            self.put_out(&[], &scope.entry)?;
        }
        for start in &scope.starts {
            if matches!(&self.process.node(*start).kind, NodeKind::StartEvent { trigger, .. } if !trigger.definitions.is_empty())
            {
                self.put_out(&[], &[*start])?;
            }
        }
        while let Some(state) = self.waiting.pop() {
            self.step(&state)?;
        }
        Ok(())
    }

    /// Every state after one step.
    fn step(&mut self, state: &[FlowIx]) -> Result<(), Undecided> {
        self.spend(state.len())?;
        let mut tokens: Vec<(NodeIx, FlowIx)> =
            state.iter().map(|flow| (self.process.flow(*flow).target, *flow)).collect();
        tokens.sort_unstable();
        let mut moved = false;
        for here in tokens.chunk_by(|a, b| a.0 == b.0) {
            let (ix, node) = (here[0].0, self.process.node(here[0].0));
            let together = matches!(node.kind, NodeKind::Parallel) || waits(node);
            if together && !self.complete(node, here, &tokens)? {
                continue;
            }
            moved = true;
            for taken in here.chunks(if together { here.len() } else { 1 }) {
                self.spend(state.len())?;
                let taken = |flow: &FlowIx| taken.binary_search_by_key(flow, |(_, flow)| *flow).is_ok();
                let rest: Vec<FlowIx> = state.iter().copied().filter(|flow| !taken(flow)).collect();
                self.put_out(&rest, &[ix])?;
            }
        }
        if !moved {
            self.stuck.extend(tokens.iter().map(|(ix, _)| *ix));
        }
        Ok(())
    }

    /// Whether a join can take the tokens that are here.
    fn complete(
        &mut self,
        node: &Node,
        here: &[(NodeIx, FlowIx)],
        all: &[(NodeIx, FlowIx)],
    ) -> Result<bool, Undecided> {
        let Some(join) = node.join.as_ref().filter(|_| waits(node)) else {
            return Ok(here.len() == node.incoming.len());
        };
        self.spend(node.incoming.len() * all.len())?;
        let open = |slot: &usize| !here.iter().any(|(_, flow)| *flow == node.incoming[*slot]);
        let open: Vec<usize> = (0..node.incoming.len()).filter(open).collect();
        let mut elsewhere = all.iter().filter(|(at, _)| *at != here[0].0);
        Ok(!elsewhere.any(|(at, _)| open.iter().any(|slot| join.may_arrive(*slot, *at))))
    }

    /// Notes the states after the given nodes have put out their tokens, each choice one state.
    fn put_out(&mut self, rest: &[FlowIx], nodes: &[NodeIx]) -> Result<(), Undecided> {
        let mut states: Vec<Vec<FlowIx>> = vec![rest.to_vec()];
        for ix in nodes {
            let choices = self.choices(*ix)?;
            let mut next = Vec::new();
            for state in &states {
                for choice in choices.iter() {
                    self.spend(EACH + state.len())?;
                    match choice {
                        // A terminate end takes every token away.
                        None => next.push(Vec::new()),
                        Some(flows) => next.extend(self.put(state, flows)?),
                    }
                }
            }
            states = next;
        }
        for state in states {
            let state = State::from(state);
            if self.seen.insert(state.clone()) {
                self.waiting.push(state);
            }
        }
        Ok(())
    }

    fn put(&mut self, state: &[FlowIx], flows: &[FlowIx]) -> Result<Option<Vec<FlowIx>>, Undecided> {
        self.spend(flows.len())?;
        let mut next = [state, flows].concat();
        next.sort_unstable();
        let twice = flows.iter().find(|flow| state.binary_search(flow).is_ok()).copied();
        let twice = twice.or_else(|| next.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]));
        if let Some(flow) = twice {
            self.twice.insert(self.process.flow(flow).target);
            return Ok(None);
        }
        Ok(Some(next))
    }

    fn choices(&mut self, ix: NodeIx) -> Result<Choices, Undecided> {
        if let Some(known) = self.choices.get(&ix) {
            return Ok(known.clone());
        }
        let node = self.process.node(ix);
        // At most about so many flows stand in the choices: conditional ones one by one beside all the others, each with and
        // without the flows of boundary events.
        let boundary = node.activity.iter().flat_map(|activity| &activity.boundary);
        let beside: usize = boundary.clone().map(|event| self.process.node(*event).outgoing.len()).sum();
        let conditional = if node.conditional { node.outgoing.len() } else { 0 };
        let ways = ((conditional + 1) << boundary.count().min(7)).min(2 * conditional.max(64) + 2);
        self.spend(ways * (node.outgoing.len() + beside))?;
        let choices: Choices = choices(self.process, ix).into();
        self.spend(choices.iter().flatten().map(|flows| EACH + flows.len()).sum())?;
        self.choices.insert(ix, choices.clone());
        Ok(choices)
    }
}

/// An inclusive join.
fn waits(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Inclusive) && node.join.is_some()
}

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
