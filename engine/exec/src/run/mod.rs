//! The driver of one command: an agenda of small steps, worked off until every token waits.
//!
//! Elements answer with events (`emit`) and further steps (`later`). Joins that depend on what may still come are looked at only when
//! nothing else moves; conditions after the variables have settled; host timers after the host's record has.

mod due;
mod eval;
mod flow;
mod incident;
mod tell;

use std::collections::{BTreeSet, VecDeque};

use bpmn::process::{Node, NodeIx};
use serde_json::Value;

use crate::command::By;
use crate::event::Event;
use crate::host::Host;
use crate::ids::{ElementPath, Id, ScopeId, SubscriptionId, TimerId, TokenId};
use crate::incident::Incident;
use crate::release::{Loaded, Release};
use crate::state::{CaseState, Holder, Place};
use crate::time::Timestamp;
use crate::{Decision, Effect, NotDecided, element, limits};

pub(crate) use eval::Extra;

/// One thing to do next.
#[derive(Debug)]
pub(crate) enum Step {
    /// A token has arrived at its element.
    Enter(TokenId),
    /// The activity starts again after an incident.
    Begin(TokenId),
    /// The element of a token is done, with this answer.
    Finish(TokenId, Value),
    /// A token chooses its way out.
    Leave(TokenId),
    /// A scope may have become empty.
    Settle(ScopeId),
    /// A timer is due.
    Fire(TimerId),
    /// A condition holds.
    Condition(SubscriptionId),
    /// An element was triggered, with this payload.
    Trigger(Holder, ElementPath, Value),
    /// A message looks for its receiver.
    Deliver { message: String, key: String, payload: Value },
    /// A further process on the case.
    Start { process: String },
    /// A token goes on compensating.
    Compensate(TokenId),
    /// A loop goes on after a round.
    NextRound(TokenId),
}

/// Why a step went no further.
#[derive(Debug)]
pub(crate) enum Stuck {
    /// The node is stuck.
    Incident(Incident),
    /// A BPMN error, for whoever catches it.
    Error { code: String, text: String },
    /// The whole command ends.
    Stop(NotDecided),
}

impl From<Incident> for Stuck {
    fn from(incident: Incident) -> Self {
        Stuck::Incident(incident)
    }
}

pub(crate) type Done = Result<(), Stuck>;

/// The decision in the making.
pub(crate) struct Run<'a> {
    pub release: &'a Release,
    pub case: CaseState,
    pub host: &'a mut dyn Host,
    pub now: Timestamp,
    pub by: By,
    events: Vec<Event>,
    agenda: VecDeque<Step>,
    /// Elements that speak to others of the case: they wait until everything else has come to rest, so that those who are just
    /// about to listen hear them.
    speakers: VecDeque<TokenId>,
    /// Scopes with parked tokens in which a token has moved.
    joins: BTreeSet<ScopeId>,
    variables_changed: bool,
    host_changed: bool,
    /// The host has refused what a step could not hold back.
    stop: Option<NotDecided>,
    /// Set while a command is accepted: a host that refuses then refuses the command, whoever gave it.
    pub accepting: bool,
}

/// Where a token stands, resolved.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a> {
    pub loaded: &'a Loaded,
    pub ix: NodeIx,
    pub node: &'a Node,
    pub token: TokenId,
    pub scope: ScopeId,
}

impl Here<'_> {
    /// The path of the element.
    pub fn path(&self) -> ElementPath {
        self.loaded.path(self.ix).clone()
    }
}

impl<'a> Run<'a> {
    pub fn new(release: &'a Release, case: CaseState, host: &'a mut dyn Host, by: By, now: Timestamp) -> Self {
        Run {
            release,
            case,
            host,
            now,
            by,
            events: Vec::new(),
            agenda: VecDeque::new(),
            speakers: VecDeque::new(),
            joins: BTreeSet::new(),
            variables_changed: false,
            host_changed: false,
            stop: None,
            accepting: true,
        }
    }

    /// Works off the agenda and hands over the decision.
    pub fn finish(mut self) -> Result<Decision, NotDecided> {
        self.accepting = false;
        loop {
            while let Some(step) = self.agenda.pop_front() {
                if self.events.len() >= limits::EVENTS_PER_COMMAND_MAX {
                    self.overrun(step);
                    continue;
                }
                self.step(step)?;
                self.look_again_at_conditions();
            }
            self.look_again_at_conditions();
            if !self.agenda.is_empty() {
                continue;
            }
            if let Some(token) = self.speakers.pop_front() {
                self.agenda.push_back(Step::Begin(token));
            } else if let Some(scope) = self.joins.pop_first() {
                self.guarded(None, |run| element::join::look_again(run, scope))?;
            } else if std::mem::take(&mut self.host_changed) {
                self.ask_due_again();
            } else {
                break;
            }
        }
        let effects = self.events.iter().filter_map(Effect::of).collect();
        Ok(Decision { case: self.case, events: self.events, effects })
    }

    /// Puts a step at the end of the agenda.
    pub fn later(&mut self, step: Step) {
        self.agenda.push_back(step);
    }

    /// Something has happened.
    pub fn emit(&mut self, event: Event) {
        match &event {
            Event::FlowTaken { scope, .. } => self.touch(*scope),
            Event::TokenParked { token, .. } => {
                if let Some(scope) = self.case.tokens.get(token).map(|token| token.scope) {
                    self.joins.insert(scope);
                }
            }
            Event::TokenMoved { token, .. } | Event::TokenEnded { token, .. } => {
                if let Some(scope) = self.case.tokens.get(token).map(|token| token.scope) {
                    self.touch(scope);
                }
            }
            Event::VariablesSet { .. } => self.variables_changed = true,
            _ => {}
        }
        self.case.apply(&event);
        self.events.push(event);
    }

    /// Conditions are looked at before anything else goes on.
    fn look_again_at_conditions(&mut self) {
        if !std::mem::take(&mut self.variables_changed) {
            return;
        }
        for condition in self.case.conditions.iter().rev() {
            self.agenda.push_front(Step::Condition(*condition));
        }
    }

    /// A condition has just begun to listen.
    pub fn look_at_conditions(&mut self) {
        self.variables_changed = true;
    }

    /// The element of a token speaks when everything else has come to rest.
    pub fn speaks_later(&mut self, token: TokenId) {
        self.speakers.push_back(token);
    }

    /// Joins of a scope are looked at when everything has come to rest.
    pub fn look_at_joins(&mut self, scope: ScopeId) {
        self.joins.insert(scope);
    }

    /// Whether something is still to do.
    pub fn has_work(&self) -> bool {
        !self.agenda.is_empty()
    }

    fn touch(&mut self, scope: ScopeId) {
        if self.case.scopes.get(&scope).is_some_and(|scope| !scope.parked.is_empty() || !scope.activated.is_empty()) {
            self.joins.insert(scope);
        }
    }

    fn step(&mut self, step: Step) -> Result<(), NotDecided> {
        let (token, retry) = incident::retry_of(&step);
        let done = self.act(step);
        if let Some(why) = self.stop.take() {
            return Err(why);
        }
        done.or_else(|stuck| self.unstick(token, retry, stuck))
    }

    /// Runs something that belongs to a token (or to none) and turns what goes wrong into an incident.
    pub fn guarded(&mut self, token: Option<TokenId>, act: impl FnOnce(&mut Self) -> Done) -> Result<(), NotDecided> {
        act(self).or_else(|stuck| self.unstick(token, crate::state::RetryStep::Clear, stuck))
    }

    fn act(&mut self, step: Step) -> Done {
        match step {
            Step::Enter(token) => element::enter(self, token),
            Step::Begin(token) => element::begin(self, token),
            Step::Finish(token, answers) => element::finish(self, token, &answers),
            Step::Leave(token) => element::leave(self, token),
            Step::Settle(scope) => element::settle(self, scope),
            Step::Fire(timer) => element::timer::fire(self, timer),
            Step::Condition(subscription) => element::conditional::trigger(self, subscription),
            Step::Trigger(holder, path, payload) => element::trigger::occurred(self, holder, &path, &payload),
            Step::Deliver { message, key, payload } => {
                element::message::deliver(self, &message, &key, &payload).map(|_| ())
            }
            Step::Start { process } => {
                let start = element::process::Start::of(&process);
                element::process::start(self, start).map(|_| ())
            }
            Step::Compensate(token) => element::compensation::go_on(self, token),
            Step::NextRound(token) => element::repeat::next(self, token),
        }
    }

    /// Where a token stands.
    pub fn here(&self, token: TokenId) -> Result<Here<'a>, Stuck> {
        let Some(state) = self.case.tokens.get(&token) else {
            return Err(Incident::ElementUnknown { element: token.to_string() }.into());
        };
        self.at(&state.element, token, state.scope)
    }

    /// An element for a token.
    pub fn at(&self, path: &ElementPath, token: TokenId, scope: ScopeId) -> Result<Here<'a>, Stuck> {
        let (loaded, ix) = self.resolve(path)?;
        Ok(Here { loaded, ix, node: loaded.process.node(ix), token, scope })
    }

    /// The node of a path.
    pub fn resolve(&self, path: &ElementPath) -> Result<(&'a Loaded, NodeIx), Stuck> {
        let Some(found) = self.release.find(path) else {
            let known = self.release.load(path.process()).is_some();
            let unknown_process = Incident::ProcessUnknown { process: path.process().to_owned() };
            let unknown_element = Incident::ElementUnknown { element: path.to_string() };
            return Err(if known { unknown_element } else { unknown_process }.into());
        };
        Ok(found)
    }

    /// Whether the token is still in the case (a step may come too late).
    pub fn alive(&self, token: TokenId, place: Place) -> bool {
        self.case.tokens.get(&token).is_some_and(|token| token.place == place)
    }

    pub fn new_token(&mut self) -> Result<TokenId, Stuck> {
        self.room_for(1)?;
        Ok(Id(self.case.next.token + 1))
    }

    /// Whether the case may have so many tokens more.
    pub fn room_for(&self, tokens: usize) -> Result<(), Stuck> {
        if self.case.tokens.len().saturating_add(tokens) > limits::TOKENS_PER_CASE_MAX {
            return Err(Incident::TooManyTokens { limit: limits::TOKENS_PER_CASE_MAX }.into());
        }
        Ok(())
    }

    pub fn new_scope(&self) -> ScopeId {
        Id(self.case.next.scope + 1)
    }
}
