//! The caller's mistakes: nothing has changed. `Display` is English, for logs; the sentence that the user reads is
//! Chinese, made from code and parameters in the message file of the API.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Why a request was declined. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Refusal {
    /// Stable: used by the API, by translations and by the help page of the same name.
    pub code: String,
    /// What the message file fills into its sentence.
    pub parameters: BTreeMap<String, String>,
    /// The first gate that refused: `{id, refuse, basis, mark}` as in the gate's entry.
    pub gate: Option<Value>,
    /// Everything that is missing for the act, all gates.
    pub missing: Vec<Value>,
    /// Fields to correct.
    pub errors: Vec<FieldError>,
}

/// One field of a form or request that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FieldError {
    /// JSON pointer into the request.
    pub pointer: String,
    /// The rule that does not hold, in the words of JSON Schema where it is one of its rules.
    pub code: String,
    /// The sentence for the user, Chinese.
    pub detail: String,
}

impl Refusal {
    pub fn new(code: &str) -> Self {
        Refusal { code: code.to_string(), ..Refusal::default() }
    }

    /// Adds a parameter of the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.parameters.insert(name.to_string(), value.into());
        self
    }

    /// A request with wrong fields.
    pub fn fields(code: &str, errors: Vec<FieldError>) -> Self {
        Refusal { errors, ..Refusal::new(code) }
    }

    /// One wrong field.
    pub fn field(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        let error = FieldError { pointer: pointer.into(), code: code.into(), detail: detail.into() };
        Refusal::fields("form-invalid", vec![error])
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "refused: {} {:?}", self.code, self.parameters)
    }
}

impl std::error::Error for Refusal {}

/// What a use case answers when it does not answer: a refusal, or a fault of ours.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A bug, or the store is not available; logged once with its chain.
    #[error("{0}")]
    Fault(String),
}

impl Failure {
    pub fn fault(error: impl std::fmt::Display) -> Self {
        Failure::Fault(error.to_string())
    }
}

/// Shorthand for a refusal with no parameters.
pub fn refuse<T>(code: &str) -> Result<T, Failure> {
    Err(Failure::Refused(Refusal::new(code)))
}
