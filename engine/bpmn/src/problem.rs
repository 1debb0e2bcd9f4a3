//! What is wrong with a file: code, place, element, what to do.

use std::fmt;

use serde::Serialize;

use crate::position::Position;
use crate::process::Name;

/// One finding. Texts for people are Chinese; the code is stable and has a help page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub code: &'static str,
    pub severity: Severity,
    /// Number of the rule in the catalogue of BPMN constraints (EXT.nnn); 0 for rules of our own.
    pub rule: u16,
    pub file: Name,
    pub position: Position,
    /// BPMN name of the element, such as `userTask`.
    pub kind: &'static str,
    /// Id of the element, or of the nearest element around it that has one.
    pub element: Option<Name>,
    /// Name of that element.
    pub name: Option<Name>,
    pub message: String,
    pub hint: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file is refused.
    Error,
    /// The file can run; a published pack must not have it.
    Warning,
}

impl Problem {
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}:{}:{} {} {}", self.file, self.position.line, self.position.column, self.code, self.message)?;
        if let Some(id) = &self.element {
            write!(out, " [{} {id}]", self.kind)?;
        }
        Ok(())
    }
}
