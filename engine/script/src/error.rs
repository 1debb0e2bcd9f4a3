//! What can go wrong with a script, at compile time and when it runs.

/// The text is no valid rhai.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct CompileError {
    /// Line within the text of the script, from 1; 0 when unknown.
    pub line: u32,
    /// Column within the line, from 1; 0 when unknown.
    pub column: u32,
    pub message: String,
}

/// A run ended without a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {failure}")]
pub struct ScriptError {
    pub line: u32,
    pub column: u32,
    pub failure: Failure,
}

/// Why a run ended without a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// `throw bpmn_error(code, message)`: for the boundary events of the diagram, not an incident.
    #[error("BPMN error {code}: {message}")]
    BpmnError { code: String, message: String },
    /// Any other `throw`.
    #[error("thrown: {0}")]
    Thrown(String),
    #[error("unknown variable {0}")]
    UnknownVariable(String),
    /// A limit of [`crate::limits`] was reached.
    #[error("limit reached: {0}")]
    Limit(String),
    /// The guard of [`crate::guarded`] said stop.
    #[error("stopped by the guard")]
    Interrupted,
    /// A condition gave something else than true or false.
    #[error("a condition must give true or false, not {0}")]
    NotBoolean(String),
    /// The result has a type that must not leave a script.
    #[error("{0} cannot leave a script")]
    Unsupported(String),
    #[error("{0}")]
    Runtime(String),
}

impl ScriptError {
    pub(crate) fn new(failure: Failure) -> Self {
        ScriptError { line: 0, column: 0, failure }
    }
    /// The BPMN error that the script threw, if that is what ended it.
    pub fn bpmn_error(&self) -> Option<(&str, &str)> {
        match &self.failure {
            Failure::BpmnError { code, message } => Some((code, message)),
            _ => None,
        }
    }
}
