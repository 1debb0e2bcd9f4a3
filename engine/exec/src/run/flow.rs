//! Tokens along flows, tokens that end, and everything that is cancelled with them.

use bpmn::process::FlowIx;

use super::{Done, Here, Run, Step};
use crate::event::{Decided, DecidedBy, Ending, Event};
use crate::ids::{ElementPath, ScopeId, TokenId};
use crate::state::{ScopeKind, Wait};

impl Run<'_> {
    /// The token goes along these flows: itself along the first, new tokens along the others.
    pub fn take_flows(&mut self, here: &Here<'_>, chosen: &[(FlowIx, Option<DecidedBy>)]) -> Done {
        // All or nothing: a node that cannot send all its tokens sends none.
        self.room_for(chosen.len().saturating_sub(1))?;
        for (nth, (flow, by)) in chosen.iter().enumerate() {
            let token = if nth == 0 { here.token } else { self.new_token()? };
            self.emit(Event::FlowTaken {
                flow: here.loaded.flow_path(*flow).clone(),
                token,
                scope: here.scope,
                to: here.loaded.path(here.loaded.process.flow(*flow).target).clone(),
                decided: by.map(|by| Decided { by }),
            });
            self.later(Step::Enter(token));
        }
        Ok(())
    }

    /// The way of a token is over.
    pub fn end_token(&mut self, token: TokenId, ending: Ending) {
        let Some(state) = self.case.tokens.get(&token) else { return };
        let (scope, element, waiting) = (state.scope, state.element.clone(), state.handler_for);
        self.emit(Event::TokenEnded { token, element, ending });
        if let Some(waiting) = waiting {
            self.later(Step::Compensate(waiting));
        }
        self.later(Step::Settle(scope));
    }

    /// Ends whatever runs or waits for a token; the token stays.
    pub fn cancel_activity(&mut self, token: TokenId) {
        let Some(state) = self.case.tokens.get(&token) else { return };
        let children: Vec<ScopeId> = state.children.iter().copied().collect();
        self.cancel_waits(token);
        for child in children {
            self.cancel_scope(child, Ending::Cancelled);
        }
    }

    /// Ends a token and whatever hangs on it, without a look at what its scope does then.
    pub fn cancel_token(&mut self, token: TokenId) {
        self.cancel_activity(token);
        if let Some(element) = self.case.tokens.get(&token).map(|token| token.element.clone()) {
            self.emit(Event::TokenEnded { token, element, ending: Ending::Cancelled });
        }
    }

    /// Ends everything inside a scope, but for one token.
    pub fn cancel_content(&mut self, scope: ScopeId, except: Option<TokenId>) {
        let Some(state) = self.case.scopes.get(&scope) else { return };
        let tokens: Vec<TokenId> = state.tokens.iter().copied().filter(|token| Some(*token) != except).collect();
        let children: Vec<ScopeId> = state.children.iter().copied().collect();
        for token in tokens {
            self.cancel_token(token);
        }
        for child in children {
            self.cancel_scope(child, Ending::Cancelled);
        }
    }

    /// Ends a scope (or instance) and everything inside it.
    pub fn cancel_scope(&mut self, scope: ScopeId, ending: Ending) {
        self.cancel_content(scope, None);
        self.cancel_scope_waits(scope, None);
        self.close_scope(scope, ending, false);
    }

    /// The scope is no more. The host is not asked: a cancelled instance is a fact.
    pub fn close_scope(&mut self, scope: ScopeId, ending: Ending, kept: bool) {
        let Some(state) = self.case.scopes.get(&scope) else { return };
        if state.kind != ScopeKind::Process {
            self.emit(Event::ScopeClosed { scope, ending, kept });
            return;
        }
        let instance = state.instance;
        if let Some(event) = self.instance_ended(instance, ending) {
            let told = self.tell_before(scope, event.clone());
            self.note(told, event);
        }
    }

    /// The event that ends an instance.
    pub fn instance_ended(&self, instance: crate::ids::InstanceId, ending: Ending) -> Option<Event> {
        let state = self.case.instances.get(&instance)?;
        let process = if state.element.is_none() { Some(state.process.clone()) } else { None };
        Some(Event::InstanceEnded { instance, element: state.element.clone(), ending, process })
    }

    /// What a token waits for is no longer needed.
    pub fn cancel_waits(&mut self, token: TokenId) {
        let waits = self.case.tokens.get(&token).map(|token| token.waits.clone()).unwrap_or_default();
        waits.into_iter().for_each(|wait| self.cancel_wait(wait));
    }

    /// The waits of a token for one element are no longer needed.
    pub fn cancel_waits_for(&mut self, waits: Vec<Wait>, element: &ElementPath) {
        for wait in waits {
            if self.element_of(wait) == Some(element) {
                self.cancel_wait(wait);
            }
        }
    }

    /// The triggers of a scope's event sub-processes (or of one of them) are no longer needed.
    pub fn cancel_scope_waits(&mut self, scope: ScopeId, element: Option<&ElementPath>) {
        let waits = self.case.scopes.get(&scope).map(|scope| scope.waits.clone()).unwrap_or_default();
        match element {
            Some(element) => self.cancel_waits_for(waits, element),
            None => waits.into_iter().for_each(|wait| self.cancel_wait(wait)),
        }
    }

    /// The element that a wait is for.
    pub fn element_of(&self, wait: Wait) -> Option<&ElementPath> {
        match wait {
            Wait::Task(id) => self.case.tasks.get(&id).map(|task| &task.element),
            Wait::Timer(id) => self.case.timers.get(&id).and_then(|timer| timer.element.as_ref()),
            Wait::Subscription(id) => self.case.subscriptions.get(&id).map(|catch| &catch.element),
            Wait::Job(id) => self.case.jobs.get(&id).map(|job| &job.element),
            Wait::Incident(id) => self.case.incidents.get(&id).and_then(|open| open.element.as_ref()),
        }
    }

    pub fn cancel_wait(&mut self, wait: Wait) {
        match wait {
            Wait::Task(task) => {
                let Some(element) = self.case.tasks.get(&task).map(|task| task.element.clone()) else { return };
                self.emit(Event::TaskCancelled { task, element });
            }
            Wait::Timer(timer) => self.emit(Event::TimerCancelled { timer }),
            Wait::Subscription(subscription) => self.emit(Event::Unsubscribed { subscription }),
            Wait::Job(job) => self.emit(Event::JobCancelled { job }),
            Wait::Incident(incident) => self.emit(Event::IncidentResolved { incident }),
        }
    }
}
