//! What people do with tasks beside completing them, and what operators do with a case: one event type with words of its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::no_value;
use crate::command::{By, CountersignRule, SignerPlace};
use crate::ids::{ElementPath, PersonId, TaskId};
use crate::time::Timestamp;

/// What was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "operation")]
pub enum Operation {
    /// The holder asked another person to do the work; the task comes back to the holder.
    Delegated { task: TaskId, element: ElementPath, to: PersonId, by: PersonId, reason: String },
    /// The delegate is done; the task is the owner's again.
    Resolved { task: TaskId, element: ElementPath, to: PersonId, by: PersonId },
    /// The task is another person's now, for good.
    Transferred { task: TaskId, element: ElementPath, to: PersonId, by: By, reason: String },
    /// One more person has to sign.
    SignerAdded { task: TaskId, element: ElementPath, person: PersonId, place: SignerPlace, by: By, reason: String },
    /// A person who has not signed yet need not sign any more.
    SignerRemoved { task: TaskId, element: ElementPath, person: PersonId, by: By, reason: String },
    /// The task is decided by several persons under this rule.
    CountersignBegan { task: TaskId, element: ElementPath, persons: Vec<PersonId>, rule: CountersignRule, by: By },
    /// One of them has signed.
    Signed {
        task: TaskId,
        element: ElementPath,
        by: PersonId,
        agree: bool,
        #[serde(default, skip_serializing_if = "no_value")]
        answers: Value,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        signatures: Vec<Value>,
    },
    /// The holder is done, but others have still to sign.
    HandedOn {
        task: TaskId,
        element: ElementPath,
        by: By,
        #[serde(default, skip_serializing_if = "no_value")]
        answers: Value,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        signatures: Vec<Value>,
    },
    /// When it should be done, when to look at it again, how urgent it is.
    Planned {
        task: TaskId,
        element: ElementPath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        follow_up: Option<Timestamp>,
        priority: i32,
        by: By,
    },
    /// An operator stepped in; what follows in the journal is the consequence.
    Intervened {
        /// The command: `Cancel`, `Move`, `Restart`, `ResolveIncident`, `Retry`.
        command: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        element: Option<ElementPath>,
        reason: String,
        by: By,
    },
    /// An open task has the role, unit and form of another version of its definition.
    Redefined {
        task: TaskId,
        element: ElementPath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<String>,
    },
    /// The whole case runs another release from here on: each element and flow that the state names has its new path.
    Migrated {
        from: String,
        to: String,
        /// Old path to new path; what is not named keeps its path.
        elements: BTreeMap<ElementPath, ElementPath>,
        reason: String,
        by: By,
    },
}

impl Operation {
    /// The element that it is about.
    pub fn element(&self) -> Option<&ElementPath> {
        match self {
            Operation::Delegated { element, .. }
            | Operation::Resolved { element, .. }
            | Operation::Transferred { element, .. }
            | Operation::SignerAdded { element, .. }
            | Operation::SignerRemoved { element, .. }
            | Operation::CountersignBegan { element, .. }
            | Operation::Signed { element, .. }
            | Operation::HandedOn { element, .. }
            | Operation::Planned { element, .. }
            | Operation::Redefined { element, .. } => Some(element),
            Operation::Intervened { element, .. } => element.as_ref(),
            Operation::Migrated { .. } => None,
        }
    }
}
