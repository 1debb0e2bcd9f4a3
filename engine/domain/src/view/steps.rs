//! The statutory steps of a case, one list per handling method: done, now, waiting, blocked, later, not required.
//!
//! Built from the processes of the release, the completed steps of the file and what the engine says is open now; the screens
//! have no rules of their own.

use super::missing::{MissingItem, missing_before};
use crate::case::Case;
use crate::case_file::{Completion, DocumentId};
use crate::law::{Basis, Moment, NodeLaw, ProcessLaw};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    Done,
    Now,
    /// For a period, the party, a bank, a connector.
    Waiting,
    Blocked,
    Later,
    NotRequired,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepView {
    /// SP05.01; empty where a task carries no statutory step.
    pub step: String,
    pub name: String,
    /// Places (`place`) of its nodes.
    pub places: Vec<String>,
    pub state: StepState,
    /// Who completed it last, and when (milliseconds UTC).
    pub by: Option<String>,
    pub by_name: Option<String>,
    pub at: Option<i64>,
    pub role: Option<String>,
    pub basis: Vec<Basis>,
    pub documents: Vec<DocumentId>,
    /// Why it is blocked.
    pub missing: Vec<MissingItem>,
    /// The step that is not built, where the case has come to one.
    pub unavailable: Option<String>,
    /// The rule by which it is not required, in Chinese.
    pub rule: Option<String>,
    /// Sub-procedures around it, outermost first, in Chinese.
    pub within: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MethodView {
    pub process: String,
    /// P07; the filing has its own number.
    pub law: Option<String>,
    pub name: String,
    pub started: bool,
    pub steps: Vec<StepView>,
    pub done: usize,
}

/// Where a node is: the call activities around it and the node itself, outermost first, joined by `>`.
pub fn place(callers: &[&str], element: &str) -> String {
    let mut parts: Vec<&str> = callers.to_vec();
    parts.push(element);
    parts.join(">")
}

const DEPTH_MAX: usize = 6;

/// Steps of the filing and of every method that has started. `open`: places of what waits now.
pub fn methods(case: &Case<'_>, open: &BTreeSet<String>) -> Vec<MethodView> {
    let begun = |process: &&ProcessLaw| {
        let at = format!("{}/", process.id);
        let top = |place: &String| place.starts_with(&at);
        case.file.started.contains(&process.id) || open.iter().any(top) || case.file.completed.keys().any(top)
    };
    let called: BTreeSet<&str> = case
        .law
        .processes
        .values()
        .flat_map(|process| process.elements.iter().filter_map(|element| element.calls.as_deref()))
        .collect();
    let tops = case.law.processes.values().filter(|process| !called.contains(process.id.as_str())).filter(begun);
    let mut views: Vec<MethodView> = tops.map(|process| method(case, process, open)).collect();
    // The filing comes first, then methods in the order of the law's list.
    views.sort_by_key(|view| (case.file.started.contains(&view.process), std::cmp::Reverse(view.law.clone())));
    views
}

fn method(case: &Case<'_>, process: &ProcessLaw, open: &BTreeSet<String>) -> MethodView {
    let mut walk = Walk { case, open, steps: Vec::new() };
    walk.process(process, &mut Vec::new(), &mut Vec::new());
    let mut steps = walk.steps;
    settle(&mut steps);
    let done = steps.iter().filter(|step| step.state == StepState::Done).count();
    MethodView {
        process: process.id.clone(),
        law: process.law.clone(),
        name: process.name.clone(),
        started: true,
        steps,
        done,
    }
}

struct Walk<'a, 'b> {
    case: &'b Case<'a>,
    open: &'b BTreeSet<String>,
    steps: Vec<StepView>,
}

impl<'a> Walk<'a, '_> {
    fn process(&mut self, process: &'a ProcessLaw, callers: &mut Vec<String>, names: &mut Vec<String>) {
        if callers.len() > DEPTH_MAX {
            return;
        }
        for element in &process.elements {
            let path = format!("{}/{}", process.id, element.id);
            let Some(node) = self.case.law.node(&process.id, &element.id) else { continue };
            if let Some(called) = element.calls.as_ref().and_then(|called| self.case.law.processes.get(called)) {
                callers.push(path);
                names.push(if element.name.is_empty() { called.name.clone() } else { element.name.clone() });
                self.process(called, callers, names);
                callers.pop();
                names.pop();
                continue;
            }
            let refs: Vec<&str> = callers.iter().map(String::as_str).collect();
            self.node(node, &element.kind, place(&refs, &path), names);
        }
    }

    fn node(&mut self, node: &NodeLaw, kind: &str, place: String, names: &[String]) {
        let now = self.open.contains(&place);
        let task = kind.ends_with("Task") || kind == "intermediateCatchEvent";
        if !task || (node.unavailable.is_some() && !now) || (node.steps.is_empty() && !now && kind != "userTask") {
            return;
        }
        let completion = self.case.file.completed.get(&place).cloned();
        let view = self.view(node, kind, place, now, completion, names);
        let step = view.step.clone();
        match self.steps.last_mut().filter(|last| !step.is_empty() && last.step == step && last.within == view.within) {
            Some(last) => merge(last, view),
            None => self.steps.push(view),
        }
    }

    fn view(
        &self,
        node: &NodeLaw,
        kind: &str,
        place: String,
        now: bool,
        completion: Option<Completion>,
        names: &[String],
    ) -> StepView {
        let waits = kind != "userTask" && kind != "manualTask";
        let mut missing = Vec::new();
        if now {
            for act in node.acts.iter().filter(|act| act.at == Moment::Complete) {
                let kind = act.kind.as_deref().filter(|kind| !kind.starts_with('='));
                missing.extend(missing_before(self.case, act.name, kind));
            }
        }
        let state = match (now, completion.is_some()) {
            (true, _) if !missing.is_empty() || node.unavailable.is_some() => StepState::Blocked,
            (true, _) if waits => StepState::Waiting,
            (true, _) => StepState::Now,
            (false, true) => StepState::Done,
            (false, false) => StepState::Later,
        };
        let element = place.rsplit('>').next().unwrap_or_default();
        let documents =
            self.case.file.documents.iter().filter(|(_, paper)| paper.element == element).map(|(id, _)| *id).collect();
        let by = completion.as_ref().and_then(|done| done.by.clone());
        StepView {
            step: node.steps.first().cloned().unwrap_or_default(),
            name: node.name.clone(),
            places: vec![place.clone()],
            state,
            by_name: by.as_deref().and_then(|by| self.case.actor_named(by)).map(|actor| actor.name.clone()),
            by,
            at: completion.map(|done| done.at),
            role: node.role.clone(),
            basis: node.bases.clone(),
            documents,
            missing,
            unavailable: node.unavailable.clone().filter(|_| now),
            rule: None,
            within: names.to_vec(),
        }
    }
}

/// Several nodes of one statutory step are one line: what is open now decides, else it is done when all are.
fn merge(into: &mut StepView, next: StepView) {
    let rank = |state: StepState| match state {
        StepState::Blocked => 0,
        StepState::Now => 1,
        StepState::Waiting => 2,
        StepState::Later => 3,
        StepState::NotRequired => 4,
        StepState::Done => 5,
    };
    let both = [into.state, next.state];
    let active = both.iter().any(|state| rank(*state) < 3);
    let partly = both.contains(&StepState::Done) && both.contains(&StepState::Later);
    into.state = if active || !partly {
        if rank(next.state) < rank(into.state) { next.state } else { into.state }
    } else {
        StepState::Later
    };
    if rank(next.state) < 3 {
        into.name = next.name;
        into.role = next.role;
    }
    into.places.extend(next.places);
    if next.at > into.at {
        into.by = next.by;
        into.by_name = next.by_name;
        into.at = next.at;
    }
    into.documents.extend(next.documents);
    into.missing.extend(next.missing);
    into.unavailable = into.unavailable.take().or(next.unavailable);
    into.basis.extend(next.basis);
}

/// What lies before something that is done or open, and is neither, was lawfully passed by.
fn settle(steps: &mut [StepView]) {
    let mut reached = false;
    for step in steps.iter_mut().rev() {
        match step.state {
            StepState::Later if reached && step.at.is_some() => step.state = StepState::Done,
            StepState::Later if reached => {
                step.state = StepState::NotRequired;
                step.rule = Some("本案情形不经过这一步".to_owned());
            }
            StepState::Later | StepState::NotRequired => {}
            _ => reached = true,
        }
    }
}
