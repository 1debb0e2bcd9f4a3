//! What is wrong with a file: code, place, element, what to do.

use std::fmt::{self, Write as _};

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

/// Longest message of a finding, and longest id or name in it, in bytes: a file may have an id of a megabyte.
pub(crate) const MESSAGE: usize = 1_000;
pub(crate) const NAME: usize = 300;

/// The beginning of a text; what is left out shows as `…`.
pub(crate) fn beginning(text: &dyn fmt::Display, most: usize) -> String {
    struct Short(String, usize);
    impl fmt::Write for Short {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let room = self.1 - self.0.len();
            let end = if text.len() <= room { text.len() } else { text.floor_char_boundary(room) };
            self.0.push_str(&text[..end]);
            if end < text.len() { Err(fmt::Error) } else { Ok(()) }
        }
    }
    let mut short = Short(String::new(), most);
    if write!(short, "{text}").is_err() {
        short.0.push('…');
    }
    short.0
}
