//! Events of instances, scopes and variables.

use crate::event::Event;
use crate::ids::ScopeId;
use crate::state::{CaseState, Compensable, Instance, Kept, ScopeKind, ScopeState, weight};

impl CaseState {
    pub(super) fn apply_to_scopes(&mut self, event: &Event) {
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
            Event::ScopeOpened { .. } => self.open_scope(event),
            Event::ScopeClosed { scope, kept, .. } => self.close_scope(*scope, *kept),
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

    fn open_scope(&mut self, event: &Event) {
        let Event::ScopeOpened { scope, kind, parent, owner, element, variables, revives } = event else { return };
        self.next.scope = self.next.scope.max(scope.0);
        let Some(around) = self.scopes.get_mut(parent) else { return };
        let mut opened = ScopeState::new(*kind, around.instance);
        opened.parent = Some(*parent);
        opened.owner = *owner;
        opened.element = Some(element.clone());
        opened.variables = variables.clone();
        if let Some(kept) = revives.and_then(|record| around.take_record(record)).and_then(|record| record.kept) {
            opened.variables.extend(kept.variables);
            opened.compensable = kept.compensable;
        }
        self.add_scope(*scope, opened);
    }

    fn close_scope(&mut self, scope: ScopeId, kept: bool) {
        let Some(closed) = self.remove_scope(scope) else { return };
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

    fn set_variables(&mut self, scope: ScopeId, given: impl Iterator<Item = (std::sync::Arc<str>, script::Value)>) {
        let Some(scope) = self.scopes.get_mut(&scope) else { return };
        for (name, value) in given {
            self.bytes += value.weight();
            let before = scope.variables.insert(name, value);
            self.bytes -= before.map_or(0, |value| value.weight());
        }
    }

    fn add_scope(&mut self, id: ScopeId, scope: ScopeState) {
        self.bytes += weight(&scope.variables);
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
        self.bytes -= weight(&scope.variables);
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
