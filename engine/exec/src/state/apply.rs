//! The only writer of the engine state. Never fails: what an event names and the state does not have is passed over.

use super::{
    CaseState, Catch, Compensable, Holder, Instance, Job, Kept, OpenIncident, Place, Rounds, ScopeKind, ScopeState,
    Task, Timer, TimerSource, Token, Trigger, Wait,
};
use crate::event::Event;
use crate::ids::{ElementPath, PersonId, ScopeId, SubscriptionId, TimerId, TokenId};
use crate::time::Timestamp;

impl CaseState {
    /// Takes an event into the state.
    pub fn apply(&mut self, event: &Event) {
        self.seq += 1;
        match event {
            Event::InstanceStarted { .. }
            | Event::InstanceEnded { .. }
            | Event::ScopeOpened { .. }
            | Event::ScopeClosed { .. }
            | Event::VariablesSet { .. }
            | Event::GatewayActivated { .. }
            | Event::CompensationStarted { .. }
            | Event::CaseSuspended { .. }
            | Event::CaseResumed { .. } => self.apply_to_scopes(event),
            Event::TokenCreated { .. }
            | Event::FlowTaken { .. }
            | Event::NodeEntered { .. }
            | Event::NodeLeft { .. }
            | Event::TokenMoved { .. }
            | Event::TokenEnded { .. }
            | Event::TokenParked { .. }
            | Event::Joined { .. }
            | Event::LoopStarted { .. }
            | Event::LoopRoundEnded { .. } => self.apply_to_tokens(event),
            Event::TaskOpened { .. }
            | Event::TaskClaimed { .. }
            | Event::TaskUnclaimed { .. }
            | Event::TaskAssigned { .. }
            | Event::TaskCompleted { .. }
            | Event::TaskCancelled { .. }
            | Event::JobCreated { .. }
            | Event::JobCompleted { .. }
            | Event::JobRetried { .. }
            | Event::JobCancelled { .. } => self.apply_to_work(event),
            Event::MessageAnswered { .. }
            | Event::Subscribed { .. }
            | Event::Unsubscribed { .. }
            | Event::ConditionChanged { .. }
            | Event::TimerArmed { .. }
            | Event::TimerMoved { .. }
            | Event::TimerFired { .. }
            | Event::TimerCancelled { .. }
            | Event::IncidentRaised { .. }
            | Event::IncidentResolved { .. } => self.apply_to_waits(event),
            Event::MessageSent { number, .. } => self.next.message = self.next.message.max(*number),
            Event::TaskReturned { .. }
            | Event::TaskWithdrawn { .. }
            | Event::TriggerReceived { .. }
            | Event::SignalThrown { .. }
            | Event::ErrorThrown { .. }
            | Event::EscalationThrown { .. }
            | Event::JobFailed { .. }
            | Event::RuleEvaluated { .. }
            | Event::MilestoneReached { .. }
            | Event::ExternalReceived { .. }
            | Event::HostAsked { .. }
            | Event::Host(_) => {}
        }
    }

    fn apply_to_scopes(&mut self, event: &Event) {
        match event {
            Event::InstanceStarted { instance, element, process, release, scope, caller, variables, .. } => {
                self.next.instance = self.next.instance.max(instance.0);
                self.next.scope = self.next.scope.max(scope.0);
                let started = Instance {
                    process: process.clone(),
                    release: release.clone(),
                    scope: *scope,
                    caller: *caller,
                    element: element.clone(),
                    completers: Default::default(),
                };
                self.instances.insert(*instance, started);
                let mut root = ScopeState::new(ScopeKind::Process, *instance);
                root.owner = *caller;
                root.variables = variables.clone();
                self.add_scope(*scope, root);
            }
            Event::InstanceEnded { instance, .. } => {
                if let Some(instance) = self.instances.remove(instance) {
                    self.remove_scope(instance.scope);
                }
            }
            Event::ScopeOpened { scope, kind, parent, owner, element, variables, revives } => {
                self.next.scope = self.next.scope.max(scope.0);
                let Some(around) = self.scopes.get_mut(parent) else { return };
                let mut opened = ScopeState::new(*kind, around.instance);
                opened.parent = Some(*parent);
                opened.owner = *owner;
                opened.element = Some(element.clone());
                opened.variables = variables.clone();
                if let Some(kept) = revives.and_then(|record| around.take_record(record)).and_then(|record| record.kept)
                {
                    opened.variables.extend(kept.variables);
                    opened.compensable = kept.compensable;
                }
                self.add_scope(*scope, opened);
            }
            Event::ScopeClosed { scope, kept, .. } => {
                let Some(closed) = self.remove_scope(*scope) else { return };
                if !kept {
                    return;
                }
                if closed.kind == ScopeKind::Round {
                    let parent = closed.parent.and_then(|parent| self.scopes.get_mut(&parent));
                    parent.into_iter().for_each(|parent| parent.compensable.extend(closed.compensable.iter().cloned()));
                } else if let Some(owner) = closed.owner.and_then(|owner| self.tokens.get_mut(&owner)) {
                    owner.kept = Some(Box::new(Kept { variables: closed.variables, compensable: closed.compensable }));
                }
            }
            Event::VariablesSet { scope, token, variables, .. } => {
                let given = variables.iter().map(|(name, value)| (name.clone(), value.clone()));
                match token {
                    Some(token) => {
                        self.tokens.get_mut(token).into_iter().for_each(|token| token.locals.extend(given.clone()))
                    }
                    None => self.set_variables(*scope, given),
                }
            }
            Event::GatewayActivated { scope, element, flows, reset } => {
                let Some(scope) = self.scopes.get_mut(scope) else { return };
                if *reset {
                    scope.activated.remove(element);
                } else {
                    scope.activated.insert(element.clone(), flows.clone());
                }
            }
            Event::CompensationStarted { scope, record, .. } => {
                self.scopes.get_mut(scope).and_then(|scope| scope.take_record(*record));
            }
            Event::CaseSuspended { at, .. } => self.suspended = Some(*at),
            Event::CaseResumed { .. } => self.suspended = None,
            _ => {}
        }
    }

    fn apply_to_tokens(&mut self, event: &Event) {
        match event {
            Event::TokenCreated { token, scope, element, handler_for } => {
                self.add_token(*token, *scope, element);
                if let Some(waiting) = handler_for {
                    self.tokens.get_mut(token).into_iter().for_each(|t| t.handler_for = Some(*waiting));
                    self.tokens.get_mut(waiting).into_iter().for_each(|t| t.pending += 1);
                }
            }
            Event::FlowTaken { flow, token, scope, to, .. } => {
                if !self.tokens.contains_key(token) {
                    self.add_token(*token, *scope, to);
                }
                self.place(*token, to, Some(flow.clone()), Place::Arriving);
            }
            Event::TokenMoved { token, to, .. } => self.place(*token, to, None, Place::Arriving),
            Event::NodeEntered { token, element } => {
                let flow = self.tokens.get(token).and_then(|token| token.flow.clone());
                self.place(*token, element, flow, Place::Active);
            }
            Event::NodeLeft { token, element, record } => {
                let Some(left) = self.tokens.get_mut(token) else { return };
                left.place = Place::Leaving;
                left.rounds = None;
                left.locals.clear();
                let kept = left.kept.take();
                let scope = left.scope;
                if let (Some(record), Some(scope)) = (record, self.scopes.get_mut(&scope)) {
                    self.next.record = self.next.record.max(*record);
                    scope.compensable.push(Compensable { record: *record, element: element.clone(), kept });
                }
            }
            Event::TokenEnded { token, .. } => self.remove_token(*token),
            Event::TokenParked { token, element } => {
                let Some(parked) = self.tokens.get_mut(token) else { return };
                parked.place = Place::Parked;
                if let Some(scope) = self.scopes.get_mut(&parked.scope) {
                    scope.parked.entry(element.clone()).or_default().push(*token);
                }
            }
            Event::Joined { token, element, merged } => {
                merged.iter().for_each(|merged| self.remove_token(*merged));
                self.unpark(*token);
                let flow = self.tokens.get(token).and_then(|token| token.flow.clone());
                self.place(*token, element, flow, Place::Active);
            }
            Event::LoopStarted { token, total, variables, .. } => {
                let rounds = Rounds { total: *total, items: variables.clone(), ..Rounds::default() };
                self.tokens.get_mut(token).into_iter().for_each(|token| token.rounds = Some(Box::new(rounds.clone())));
            }
            Event::LoopRoundEnded { token, output, .. } => {
                if let Some(rounds) = self.tokens.get_mut(token).and_then(|token| token.rounds.as_mut()) {
                    rounds.done += 1;
                    rounds.outputs.push(output.clone());
                }
            }
            _ => {}
        }
    }

    fn apply_to_work(&mut self, event: &Event) {
        match event {
            Event::TaskOpened { task, element, role, unit, token, form, assignee, input } => {
                self.next.task = self.next.task.max(task.0);
                let opened = Task {
                    element: element.clone(),
                    token: *token,
                    role: role.clone(),
                    unit: unit.clone(),
                    form: form.clone(),
                    assignee: assignee.clone(),
                    input: input.clone(),
                };
                self.tasks.insert(*task, opened);
                self.hang(Holder::Token(*token), Wait::Task(*task));
            }
            Event::TaskClaimed { task, by, .. } => self.assign(*task, Some(by.clone())),
            Event::TaskUnclaimed { task, .. } => self.assign(*task, None),
            Event::TaskAssigned { task, to, .. } => self.assign(*task, Some(to.clone())),
            Event::TaskCompleted { task, element, token, by, .. } => {
                if let Some(person) = by.person() {
                    self.note_completer(*token, element, person);
                }
                self.remove_task(*task);
            }
            Event::TaskCancelled { task, .. } => self.remove_task(*task),
            Event::JobCreated { job, element, token, connector, operation, input, retries, timeout_ms } => {
                self.next.job = self.next.job.max(job.0);
                let created = Job {
                    element: element.clone(),
                    token: *token,
                    connector: connector.clone(),
                    operation: operation.clone(),
                    input: input.clone(),
                    attempt: 1,
                    retries: *retries,
                    retry_at: None,
                    timeout_ms: *timeout_ms,
                };
                self.jobs.insert(*job, created);
                self.hang(Holder::Token(*token), Wait::Job(*job));
            }
            Event::JobRetried { job, attempt, retry_at, .. } => {
                if let Some(job) = self.jobs.get_mut(job) {
                    job.attempt = *attempt;
                    job.retries = job.retries.saturating_sub(1);
                    job.retry_at = Some(*retry_at);
                }
            }
            Event::JobCompleted { job, .. } | Event::JobCancelled { job } => {
                if let Some(removed) = self.jobs.remove(job) {
                    self.unhang(Holder::Token(removed.token), Wait::Job(*job));
                }
            }
            _ => {}
        }
    }

    fn apply_to_waits(&mut self, event: &Event) {
        match event {
            Event::Subscribed { subscription, element, trigger, holder, role, form } => {
                self.next.subscription = self.next.subscription.max(subscription.0);
                let (element, trigger) = (element.clone(), trigger.clone());
                let catch = Catch { element, trigger, holder: *holder, role: role.clone(), form: form.clone() };
                if matches!(catch.trigger, Trigger::Condition { .. }) {
                    self.conditions.insert(*subscription);
                }
                self.subscriptions.insert(*subscription, catch);
                self.hang(*holder, Wait::Subscription(*subscription));
            }
            Event::MessageAnswered { subscription, element, token, by, .. } => {
                if let Some(person) = by.person() {
                    self.note_completer(*token, element, person);
                }
                self.unsubscribe(*subscription);
            }
            Event::Unsubscribed { subscription } => self.unsubscribe(*subscription),
            Event::ConditionChanged { subscription, holds: now } => {
                if let Some(Catch { trigger: Trigger::Condition { holds, .. }, .. }) =
                    self.subscriptions.get_mut(subscription)
                {
                    *holds = *now;
                }
            }
            Event::TimerArmed { timer, element, source, due, provisional, holder } => {
                self.next.timer = self.next.timer.max(timer.0);
                let (element, source, holder) = (element.clone(), source.clone(), *holder);
                if !matches!(source, TimerSource::Model { .. }) {
                    self.hosted.insert(*timer);
                }
                self.timers.insert(*timer, Timer { element, source, holder, due: None, provisional: *provisional });
                self.set_due(*timer, *due);
                self.hang(holder, Wait::Timer(*timer));
            }
            Event::TimerMoved { timer, due, provisional } => {
                self.set_due(*timer, *due);
                self.timers.get_mut(timer).into_iter().for_each(|timer| timer.provisional = *provisional);
            }
            Event::TimerFired { timer, next, .. } => match next {
                Some(_) => {
                    self.set_due(*timer, *next);
                    if let Some(Timer { source: TimerSource::Model { cycle: Some(cycle) }, .. }) =
                        self.timers.get_mut(timer)
                    {
                        cycle.fired += 1;
                    }
                }
                None => self.remove_timer(*timer),
            },
            Event::TimerCancelled { timer } => self.remove_timer(*timer),
            Event::IncidentRaised { incident, element, token, incident_of, retry } => {
                self.next.incident = self.next.incident.max(incident.0);
                let (element, token) = (element.clone(), *token);
                let open = OpenIncident { element, token, incident: incident_of.clone(), retry: retry.clone() };
                self.incidents.insert(*incident, open);
                token.into_iter().for_each(|token| self.hang(Holder::Token(token), Wait::Incident(*incident)));
            }
            Event::IncidentResolved { incident } => {
                if let Some(token) = self.incidents.remove(incident).and_then(|open| open.token) {
                    self.unhang(Holder::Token(token), Wait::Incident(*incident));
                }
            }
            _ => {}
        }
    }

    fn set_variables(&mut self, scope: ScopeId, given: impl Iterator<Item = (std::sync::Arc<str>, script::Value)>) {
        let Some(scope) = self.scopes.get_mut(&scope) else { return };
        for (name, value) in given {
            self.bytes += value.weight();
            let before = scope.variables.insert(name, value);
            self.bytes -= before.map_or(0, |value| value.weight());
        }
    }

    fn add_scope(&mut self, id: ScopeId, scope: ScopeState) {
        self.bytes += super::weight(&scope.variables);
        match (scope.owner, scope.parent) {
            (Some(owner), _) => self.tokens.get_mut(&owner).into_iter().for_each(|owner| {
                owner.children.insert(id);
                if let (ScopeKind::Round, Some(rounds)) = (scope.kind, owner.rounds.as_mut()) {
                    rounds.begun += 1;
                }
            }),
            (None, Some(parent)) => self.scopes.get_mut(&parent).into_iter().for_each(|parent| {
                parent.children.insert(id);
            }),
            (None, None) => {}
        }
        self.scopes.insert(id, scope);
    }

    fn remove_scope(&mut self, id: ScopeId) -> Option<ScopeState> {
        let scope = self.scopes.remove(&id)?;
        self.bytes -= super::weight(&scope.variables);
        match (scope.owner, scope.parent) {
            (Some(owner), _) => self.tokens.get_mut(&owner).into_iter().for_each(|owner| {
                owner.children.remove(&id);
            }),
            (None, Some(parent)) => self.scopes.get_mut(&parent).into_iter().for_each(|parent| {
                parent.children.remove(&id);
            }),
            (None, None) => {}
        }
        Some(scope)
    }

    fn add_token(&mut self, id: TokenId, scope: ScopeId, element: &ElementPath) {
        self.next.token = self.next.token.max(id.0);
        let Some(around) = self.scopes.get_mut(&scope) else { return };
        around.tokens.insert(id);
        self.tokens.insert(id, Token::new(scope, element.clone()));
    }

    fn place(&mut self, id: TokenId, element: &ElementPath, flow: Option<ElementPath>, place: Place) {
        if let Some(token) = self.tokens.get_mut(&id) {
            token.element = element.clone();
            token.flow = flow;
            token.place = place;
            if place == Place::Arriving {
                token.rounds = None;
                token.locals.clear();
                token.kept = None;
            }
        }
    }

    fn unpark(&mut self, id: TokenId) {
        let Some(token) = self.tokens.get(&id).filter(|token| token.place == Place::Parked) else { return };
        let Some(scope) = self.scopes.get_mut(&token.scope) else { return };
        if let Some(parked) = scope.parked.get_mut(&token.element) {
            parked.retain(|other| *other != id);
            if parked.is_empty() {
                scope.parked.remove(&token.element);
            }
        }
    }

    fn remove_token(&mut self, id: TokenId) {
        self.unpark(id);
        let Some(token) = self.tokens.remove(&id) else { return };
        if let Some(scope) = self.scopes.get_mut(&token.scope) {
            scope.tokens.remove(&id);
        }
        if let Some(waiting) = token.handler_for.and_then(|waiting| self.tokens.get_mut(&waiting)) {
            waiting.pending = waiting.pending.saturating_sub(1);
        }
    }

    fn assign(&mut self, task: crate::ids::TaskId, to: Option<PersonId>) {
        self.tasks.get_mut(&task).into_iter().for_each(|task| task.assignee = to.clone());
    }

    fn remove_task(&mut self, task: crate::ids::TaskId) {
        if let Some(removed) = self.tasks.remove(&task) {
            self.unhang(Holder::Token(removed.token), Wait::Task(task));
        }
    }

    fn note_completer(&mut self, token: TokenId, element: &ElementPath, person: &PersonId) {
        let scope = self.tokens.get(&token).and_then(|token| self.scopes.get(&token.scope));
        if let Some(instance) = scope.map(|scope| scope.instance).and_then(|id| self.instances.get_mut(&id)) {
            let people = instance.completers.entry(element.clone()).or_default();
            people.retain(|other| other != person);
            people.push(person.clone());
        }
    }

    fn unsubscribe(&mut self, id: SubscriptionId) {
        self.conditions.remove(&id);
        if let Some(catch) = self.subscriptions.remove(&id) {
            self.unhang(catch.holder, Wait::Subscription(id));
        }
    }

    fn set_due(&mut self, id: TimerId, due: Option<Timestamp>) {
        let Some(timer) = self.timers.get_mut(&id) else { return };
        if let Some(before) = timer.due {
            self.due.remove(&(before, id));
        }
        timer.due = due;
        if let Some(due) = due {
            self.due.insert((due, id));
        }
    }

    fn remove_timer(&mut self, id: TimerId) {
        self.set_due(id, None);
        self.hosted.remove(&id);
        if let Some(timer) = self.timers.remove(&id) {
            self.unhang(timer.holder, Wait::Timer(id));
        }
    }

    fn waits_of(&mut self, holder: Holder) -> Option<&mut Vec<Wait>> {
        match holder {
            Holder::Token(token) => self.tokens.get_mut(&token).map(|token| &mut token.waits),
            Holder::Scope(scope) => self.scopes.get_mut(&scope).map(|scope| &mut scope.waits),
            Holder::Case => None,
        }
    }

    fn hang(&mut self, holder: Holder, wait: Wait) {
        self.waits_of(holder).into_iter().for_each(|waits| waits.push(wait));
    }

    fn unhang(&mut self, holder: Holder, wait: Wait) {
        self.waits_of(holder).into_iter().for_each(|waits| waits.retain(|other| *other != wait));
    }
}

impl ScopeState {
    fn new(kind: ScopeKind, instance: crate::ids::InstanceId) -> Self {
        ScopeState {
            kind,
            instance,
            parent: None,
            owner: None,
            element: None,
            variables: Default::default(),
            tokens: Default::default(),
            children: Default::default(),
            waits: Vec::new(),
            parked: Default::default(),
            activated: Default::default(),
            compensable: Vec::new(),
        }
    }

    fn take_record(&mut self, record: u64) -> Option<Compensable> {
        let at = self.compensable.iter().rposition(|entry| entry.record == record)?;
        Some(self.compensable.remove(at))
    }
}

impl Token {
    fn new(scope: ScopeId, element: ElementPath) -> Self {
        Token {
            scope,
            element,
            flow: None,
            place: Place::Arriving,
            waits: Vec::new(),
            children: Default::default(),
            rounds: None,
            locals: Default::default(),
            kept: None,
            pending: 0,
            handler_for: None,
        }
    }
}
