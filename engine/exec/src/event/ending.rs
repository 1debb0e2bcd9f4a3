//! How a flow was chosen, and how something ended.

use serde::{Deserialize, Serialize};

/// Why a flow was taken, where there was a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// How.
    pub by: DecidedBy,
}

/// How a flow was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecidedBy {
    /// Its condition held.
    Condition,
    /// No condition held, it is the default.
    Default,
}

/// How something ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// In its own time.
    Completed,
    /// By something outside: a boundary event, a terminate end, a person.
    Cancelled,
    /// By an error that nothing caught inside.
    Failed,
}

impl Ending {
    pub(super) fn done() -> Self {
        Ending::Completed
    }
}
