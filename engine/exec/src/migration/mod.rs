//! Moving a running case from one release to another: the plan, and what it would do to a case before anything is done.
//!
//! A plan names old and new; what it does not name goes to the element of the same id. [`rehearse`] lists every problem (then the
//! plan is refused for this case) and everything that will change: listeners that begin or end, triggers that are others now, and
//! every time limit. **No time limit moves unless the plan names it**: a timer that runs keeps its due time even where the new
//! version states another.

mod fit;
mod listeners;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub(crate) use fit::definition_of;

use crate::Release;
use crate::ids::ElementPath;
use crate::state::{CaseState, Holder, Wait};

/// Which process and which element becomes which.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// Old process id to new; a process that is not named keeps its id.
    pub processes: BTreeMap<String, String>,
    /// Old element to new; an element that is not named keeps its id.
    pub elements: BTreeMap<ElementPath, ElementPath>,
    /// Timers (their old elements) that begin anew as the new version states.
    pub retime: BTreeSet<ElementPath>,
}

/// One thing that the rehearsal has found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable, one of [`CODES`].
    pub code: &'static str,
    /// The old element.
    pub element: ElementPath,
    /// The new element, a name, a due time: what the code is about.
    pub detail: String,
}

/// Every code of a finding: whether it is a problem, and what it means.
pub const CODES: [(&str, bool, &str); 19] = [
    ("process-missing", true, "the new release has no such process"),
    ("element-unknown", true, "the state names an element that the old release does not have"),
    ("element-missing", true, "something waits at an element that the new version does not have"),
    ("kind-differs", true, "the new element is of another kind"),
    ("trigger-differs", true, "the new event waits for something of another kind"),
    ("container-differs", true, "the new element lies in another container"),
    ("loop-differs", true, "the new activity repeats differently"),
    ("flow-missing", true, "a token waits at a join for a flow that the new join does not have"),
    ("quantity-differs", true, "tokens are gathered for a start that needs another number of them"),
    ("called-differs", true, "the new call activity calls another process"),
    ("handler-missing", true, "a completed activity could not be undone any more"),
    ("listeners-missing", true, "nothing would be left to wait for"),
    ("incident-untold", true, "an incident repeats a report that names old elements; resolve it first"),
    ("listener-ends", false, "an event that listens is not in the new version"),
    ("listener-begins", false, "an event of the new version begins to listen"),
    ("trigger-changed", false, "an event listens for another message, signal or condition from now on"),
    ("limit-kept", false, "the new version states another time; the running timer keeps its own"),
    ("limit-moved", false, "the timer begins anew, as the plan says"),
    ("task-changed", false, "the open task gets another role, unit or form"),
];

/// What a plan would do to a case.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Verdict {
    /// Why the case cannot be migrated by this plan; empty: it can.
    pub problems: Vec<Finding>,
    /// What will change, limits above all.
    pub changes: Vec<Finding>,
    /// Every path of the state that gets another one.
    #[serde(skip)]
    pub(crate) elements: BTreeMap<ElementPath, ElementPath>,
    #[serde(skip)]
    pub(crate) drops: Vec<Wait>,
    /// New elements that begin to listen.
    #[serde(skip)]
    pub(crate) arms: Vec<(Holder, ElementPath)>,
}

impl Verdict {
    /// Whether the case can be migrated.
    pub fn fits(&self) -> bool {
        self.problems.is_empty()
    }

    fn note(&mut self, code: &'static str, element: &ElementPath, detail: impl ToString) {
        let finding = Finding { code, element: element.clone(), detail: detail.to_string() };
        let is_problem = CODES.iter().any(|(known, problem, _)| *known == code && *problem);
        let list = if is_problem { &mut self.problems } else { &mut self.changes };
        if !list.contains(&finding) {
            list.push(finding);
        }
    }
}

impl Plan {
    /// The plan that can be made without asking: elements by id, and where an id is gone, the one element of the same kind and name
    /// in the same process. Also says which elements of the old release have no counterpart.
    pub fn automatic(old: &Release, new: &Release) -> (Plan, Vec<ElementPath>) {
        let (mut plan, mut open) = (Plan::default(), Vec::new());
        for process in old.processes() {
            let Some(target) = new.process(&process.id) else {
                open.push(ElementPath::new(&process.id, ""));
                continue;
            };
            for node in process.nodes.iter().filter(|node| target.find(&node.id).is_none()) {
                let path = ElementPath::new(&process.id, &node.id);
                let alike = |other: &&bpmn::process::Node| {
                    !node.name.is_empty()
                        && other.name == node.name
                        && other.kind.word() == node.kind.word()
                        && process.find(&other.id).is_none()
                };
                let mut candidates = target.nodes.iter().filter(alike);
                match (candidates.next(), candidates.next()) {
                    (Some(only), None) => {
                        plan.elements.insert(path, ElementPath::new(&process.id, &only.id));
                    }
                    _ => open.push(path),
                }
            }
        }
        (plan, open)
    }

    /// Where an old path leads.
    pub fn target(&self, path: &ElementPath) -> ElementPath {
        if let Some(new) = self.elements.get(path) {
            return new.clone();
        }
        match self.processes.get(path.process()) {
            Some(process) => ElementPath::new(process, path.element()),
            None => path.clone(),
        }
    }
}

/// What a plan would do to a case; nothing is done.
pub fn rehearse(old: &Release, new: &Release, plan: &Plan, case: &CaseState) -> Verdict {
    fit::Fit { old, new, plan, case, verdict: Verdict::default() }.rehearse()
}

#[cfg(test)]
mod tests;
