//! Whether a case fits another release: every token, scope, record and incident is looked at.

use std::collections::BTreeSet;

use bpmn::process::{EventGateway, Loop, Node, NodeKind};

use super::{Plan, Verdict};
use crate::Release;
use crate::ids::{ElementPath, ScopeId, TokenId};
use crate::state::{CaseState, Compensable, Place, RetryStep, ScopeKind, Token};

pub(super) struct Fit<'a> {
    pub old: &'a Release,
    pub new: &'a Release,
    pub plan: &'a Plan,
    pub case: &'a CaseState,
    pub verdict: Verdict,
}

/// A node of a release by its path.
pub(super) fn node<'r>(release: &'r Release, path: &ElementPath) -> Option<&'r Node> {
    let process = release.process(path.process())?;
    Some(process.node(process.find(path.element())?))
}

impl Fit<'_> {
    pub fn rehearse(mut self) -> Verdict {
        for instance in self.case.instances.values() {
            let path = ElementPath::new(&instance.process, "");
            let target = self.plan.target(&path);
            if self.new.process(target.process()).is_none() {
                self.verdict.note("process-missing", &path, target.process());
            }
        }
        for (id, token) in &self.case.tokens {
            self.token(*id, token);
        }
        for (id, scope) in &self.case.scopes {
            self.scope_listeners(*id);
            scope.compensable.iter().for_each(|record| self.record(record));
        }
        for open in self.case.incidents.values() {
            if matches!(open.retry, RetryStep::Tell { .. }) {
                let nowhere = ElementPath::new("", "");
                self.verdict.note("incident-untold", open.element.as_ref().unwrap_or(&nowhere), open.incident.code());
            }
        }
        for task in self.case.tasks.values() {
            if let Some(there) = node(self.new, &self.plan.target(&task.element))
                && definition_of(there) != (task.role.clone(), task.unit.clone(), task.form.clone())
            {
                self.verdict.note("task-changed", &task.element, there.id.as_ref());
            }
        }
        let renamed = paths(self.case).into_iter().filter_map(|path| {
            let target = self.plan.target(&path);
            (target != path).then_some((path, target))
        });
        self.verdict.elements = renamed.collect();
        self.verdict
    }

    fn token(&mut self, id: TokenId, token: &Token) {
        let path = &token.element;
        let Some(old) = node(self.old, path) else { return self.verdict.note("element-unknown", path, "") };
        let target = self.plan.target(path);
        let Some(new) = node(self.new, &target) else { return self.verdict.note("element-missing", path, target) };
        if let Some((code, detail)) = differs(&old.kind, &new.kind) {
            return self.verdict.note(code, path, detail);
        }
        if let Some(expected) = self.container(token.scope)
            && self.container_of(&target) != Some(expected)
        {
            self.verdict.note("container-differs", path, &target);
        }
        if loop_of(old) != loop_of(new) {
            self.verdict.note("loop-differs", path, &target);
        }
        if token.place == Place::Parked && new.incoming.len() > 1 {
            let flow = token.flow.as_ref().map(|flow| self.plan.target(flow));
            if let Some(flow) = flow.filter(|flow| !self.leads_in(&target, flow.element())) {
                self.verdict.note("flow-missing", path, flow.element());
            }
        }
        let quantity = |node: &Node| node.activity.as_ref().map_or(1, |activity| activity.start_quantity);
        if token.place == Place::Parked && quantity(old) != quantity(new) {
            self.verdict.note("quantity-differs", path, quantity(new));
        }
        self.called(token, new);
        self.token_listeners(id, token, old, new, &target);
        if let Some(kept) = &token.kept {
            kept.compensable.iter().for_each(|record| self.record(record));
        }
    }

    fn leads_in(&self, target: &ElementPath, flow: &str) -> bool {
        let Some(process) = self.new.process(target.process()) else { return false };
        let Some(node) = process.find(target.element()) else { return false };
        process.node(node).incoming.iter().any(|ix| &*process.flow(*ix).id == flow)
    }

    /// The new path of the container in which a scope's elements must lie: the process (no element) or a sub-process.
    fn container(&self, scope: ScopeId) -> Option<ElementPath> {
        let mut state = self.case.scopes.get(&scope)?;
        while state.kind == ScopeKind::Round {
            state = self.case.scopes.get(&state.parent?)?;
        }
        let element = state.element.clone();
        // A compensated sub-process that came back is represented by a token inside it that stands on itself.
        if state.kind == ScopeKind::Compensation && state.tokens.len() == 1 {
            let own = state.tokens.first().and_then(|token| self.case.tokens.get(token)).map(|token| &token.element);
            if own == element.as_ref() {
                return None;
            }
        }
        let process = &self.case.instances.get(&state.instance)?.process;
        Some(self.plan.target(&element.unwrap_or_else(|| ElementPath::new(process, ""))))
    }

    fn container_of(&self, path: &ElementPath) -> Option<ElementPath> {
        let process = self.new.process(path.process())?;
        let scope = process.node(process.find(path.element())?).scope;
        let around = process.scope(scope).node;
        Some(ElementPath::new(path.process(), around.map_or("", |ix| process.node(ix).id.as_ref())))
    }

    fn called(&mut self, token: &Token, new: &Node) {
        let NodeKind::CallActivity { called } = &new.kind else { return };
        for child in token.children.iter().filter_map(|child| self.case.scopes.get(child)) {
            let Some(instance) = self.case.instances.get(&child.instance).filter(|_| child.kind == ScopeKind::Process)
            else {
                continue;
            };
            let runs = self.plan.target(&ElementPath::new(&instance.process, ""));
            if runs.process() != &**called {
                self.verdict.note("called-differs", &token.element, called);
            }
        }
    }

    fn record(&mut self, record: &Compensable) {
        let handler = |release: &Release, path: &ElementPath| {
            node(release, path).map(|node| node.activity.as_ref().is_some_and(|a| a.compensation.is_some()))
        };
        let target = self.plan.target(&record.element);
        match (handler(self.old, &record.element), handler(self.new, &target)) {
            (_, None) | (Some(true), Some(false)) => self.verdict.note("handler-missing", &record.element, target),
            _ => {}
        }
        if let Some(kept) = &record.kept {
            kept.compensable.iter().for_each(|inner| self.record(inner));
        }
    }
}

/// Role, unit and form of a user task as its definition states them.
pub(crate) fn definition_of(node: &Node) -> (Option<String>, Option<String>, Option<String>) {
    let assign = node.extension.assign.as_ref();
    let text = |name: Option<&bpmn::process::Name>| name.map(|name| name.to_string());
    (
        text(assign.and_then(|assign| assign.role.as_ref())),
        text(assign.and_then(|assign| assign.unit.as_ref())),
        text(node.extension.form.as_ref()),
    )
}

fn differs(old: &NodeKind, new: &NodeKind) -> Option<(&'static str, String)> {
    if std::mem::discriminant(old) != std::mem::discriminant(new) {
        return Some(("kind-differs", format!("{} to {}", old.word(), new.word())));
    }
    match (old, new) {
        (NodeKind::CatchEvent { trigger: before }, NodeKind::CatchEvent { trigger: after }) => {
            let words = |catch: &bpmn::process::Catch| catch.definitions.iter().map(|d| d.word()).collect::<Vec<_>>();
            let (before_words, after_words) = (words(before), words(after));
            let same = before_words == after_words && before.all == after.all;
            (!same).then(|| ("trigger-differs", format!("{before_words:?} to {after_words:?}")))
        }
        (NodeKind::EventBased { kind: before, .. }, NodeKind::EventBased { kind: after, .. }) => {
            let word = |kind: &EventGateway| format!("{kind:?}").to_lowercase();
            (before != after).then(|| ("kind-differs", format!("{} to {}", word(before), word(after))))
        }
        _ => None,
    }
}

fn loop_of(node: &Node) -> Option<&'static str> {
    node.activity.as_ref()?.repeat.as_ref().map(|repeat| match repeat {
        Loop::Standard { .. } => "standard",
        Loop::Multi(multi) if multi.sequential => "sequential",
        Loop::Multi(_) => "parallel",
    })
}

/// Every path that a state names; the process of an instance as a path without an element.
fn paths(case: &CaseState) -> BTreeSet<ElementPath> {
    fn of_record(record: &Compensable, all: &mut BTreeSet<ElementPath>) {
        all.insert(record.element.clone());
        record.kept.iter().flat_map(|kept| &kept.compensable).for_each(|inner| of_record(inner, all));
    }
    let mut all = BTreeSet::new();
    for instance in case.instances.values() {
        all.insert(ElementPath::new(&instance.process, ""));
        all.extend(instance.element.clone());
        all.extend(instance.completers.keys().cloned());
    }
    for scope in case.scopes.values() {
        all.extend(scope.element.clone());
        all.extend(scope.parked.keys().chain(scope.activated.keys()).cloned());
        scope.compensable.iter().for_each(|record| of_record(record, &mut all));
    }
    for token in case.tokens.values() {
        all.insert(token.element.clone());
        all.extend(token.flow.clone());
        token.kept.iter().flat_map(|kept| &kept.compensable).for_each(|record| of_record(record, &mut all));
    }
    all.extend(case.tasks.values().map(|task| task.element.clone()));
    all.extend(case.timers.values().filter_map(|timer| timer.element.clone()));
    all.extend(case.subscriptions.values().map(|catch| catch.element.clone()));
    all.extend(case.jobs.values().map(|job| job.element.clone()));
    all.extend(case.incidents.values().filter_map(|open| open.element.clone()));
    all
}
