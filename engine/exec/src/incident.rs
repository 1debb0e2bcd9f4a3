//! Incidents: a node is stuck, an operator can repair it. Never the caller's mistake (that is a refusal), never a bug.

use serde::{Deserialize, Serialize};

/// Why a node is stuck.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Incident {
    /// No condition held and there is no default flow.
    #[error("expected one of {tried} conditions to hold, but none did, and there is no default flow")]
    NoFlowTaken {
        /// How many conditions were tried.
        tried: usize,
    },
    /// A condition, script, mapping or timer text failed.
    #[error("{what} failed: {text}")]
    ScriptFailed {
        /// Which expression, by its place.
        what: String,
        /// What the script says.
        text: String,
    },
    /// A rule or ruling of the host failed.
    #[error("rule failed: {text}")]
    RuleFailed {
        /// Code of the host.
        failure: String,
        /// What the host says.
        text: String,
    },
    /// The host refused and no person was there to be told.
    #[error("host refused: {refusal}")]
    GateRefused {
        /// Code of the refusal.
        refusal: String,
        /// The first gate that refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        gate: Option<String>,
        /// What is missing, gate and predicate.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missing: Vec<crate::host::Missing>,
    },
    /// A connector gave up.
    #[error("job failed after {attempts} attempts: {text}")]
    JobFailed {
        /// How often it was tried.
        attempts: u32,
        /// The last error.
        text: String,
    },
    /// An error that nothing catches.
    #[error("error `{error}` is caught by nothing")]
    UncaughtError {
        /// The error code; may be empty.
        error: String,
        /// What was said with it.
        #[serde(default)]
        text: String,
    },
    /// The release has no such process.
    #[error("expected process `{process}` in the release, but it is not there")]
    ProcessUnknown {
        /// The process asked for.
        process: String,
    },
    /// The release has the process but the state names an element that it does not have.
    #[error("expected element `{element}` in the process, but it is not there")]
    ElementUnknown {
        /// The path of the element.
        element: String,
    },
    /// Too many events in one command.
    #[error("expected at most {limit} events in one command")]
    RunawayLoop {
        /// The limit.
        limit: usize,
    },
    /// Too many tokens.
    #[error("expected at most {limit} tokens in a case")]
    TooManyTokens {
        /// The limit.
        limit: usize,
    },
    /// Calls too deep.
    #[error("expected calls at most {limit} deep")]
    CallTooDeep {
        /// The limit.
        limit: usize,
    },
    /// Variables too large.
    #[error("expected variables of at most {limit_bytes} bytes")]
    VariableTooLarge {
        /// The limit.
        limit_bytes: usize,
    },
    /// A value has the wrong kind: a duration, a cardinality, a collection.
    #[error("expected {expected}, but found {found}")]
    WrongValue {
        /// What was expected.
        expected: String,
        /// What was found.
        found: String,
    },
}

impl Incident {
    /// Stable: used by the API and by the help page of the same name.
    pub fn code(&self) -> &'static str {
        match self {
            Incident::NoFlowTaken { .. } => "no-flow-taken",
            Incident::ScriptFailed { .. } => "script-failed",
            Incident::RuleFailed { .. } => "rule-failed",
            Incident::GateRefused { .. } => "gate-refused",
            Incident::JobFailed { .. } => "job-failed",
            Incident::UncaughtError { .. } => "uncaught-error",
            Incident::ProcessUnknown { .. } => "process-unknown",
            Incident::ElementUnknown { .. } => "element-unknown",
            Incident::RunawayLoop { .. } => "runaway-loop",
            Incident::TooManyTokens { .. } => "too-many-tokens",
            Incident::CallTooDeep { .. } => "call-too-deep",
            Incident::VariableTooLarge { .. } => "variable-too-large",
            Incident::WrongValue { .. } => "wrong-value",
        }
    }
}
