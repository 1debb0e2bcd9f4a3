//! What is wrong with a definition: code, place, words and a hint. Loading never stops at the first one.

use std::fmt;

use serde::Serialize;

/// Line and column, both counted from 1, columns in characters; 0 means "the whole file".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

impl From<bpmn::Position> for Place {
    fn from(position: bpmn::Position) -> Self {
        Self { line: position.line, column: position.column }
    }
}

/// Whether a release with this problem may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The release is refused.
    Error,
    /// Shown, never a reason to refuse.
    Warning,
}

/// One problem of one file. The message and the hint are Chinese, for the author.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Name of the file inside `definitions/`.
    pub file: String,
    pub line: u32,
    pub column: u32,
    /// Stable kebab-case code; the file `check/<code>.rs` (with underscores) has its rule, or the loader of that kind of file.
    pub code: String,
    /// Id of the BPMN element, pointer inside JSON or YAML, or id of the entry.
    pub element: Option<String>,
    pub message: String,
    pub hint: Option<String>,
    pub severity: Severity,
}

impl Problem {
    /// An error without element and hint.
    pub fn error(code: &str, file: &str, place: Place, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: place.line,
            column: place.column,
            code: code.to_owned(),
            element: None,
            message: message.into(),
            hint: None,
            severity: Severity::Error,
        }
    }
    /// A warning without element and hint.
    pub fn warning(code: &str, file: &str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, file, place, message) }
    }
    #[must_use]
    pub fn at(mut self, element: impl Into<String>) -> Self {
        self.element = Some(element.into());
        self
    }
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
    /// Whether it forbids publishing.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// `file:line:column code message`, as `xiezhi check` prints it.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{} {} {}", self.file, self.line, self.column, self.code, self.message)?;
        if let Some(element) = &self.element {
            write!(f, "［{element}］")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "（{hint}）")?;
        }
        Ok(())
    }
}
