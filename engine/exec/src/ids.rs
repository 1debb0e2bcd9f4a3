//! Names of things inside a case. Counted per case and kind, so the core needs no randomness; shown and stored as text (`t17`).

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A counted id: a letter for the kind and a number, unique within the case and never used twice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id<const KIND: char>(pub u64);

/// An instance: the run of one process, `i5`.
pub type InstanceId = Id<'i'>;
/// A container of tokens and variables: an instance, a running sub-process, one round of a loop, `c3`.
pub type ScopeId = Id<'c'>;
/// A token, `k9`.
pub type TokenId = Id<'k'>;
/// Human work, `t17`.
pub type TaskId = Id<'t'>;
/// A timer, `m4`.
pub type TimerId = Id<'m'>;
/// A subscription to a message, signal or condition, `s6`.
pub type SubscriptionId = Id<'s'>;
/// Connector work, `j3`.
pub type JobId = Id<'j'>;
/// An incident, `x2`.
pub type IncidentId = Id<'x'>;

impl<const KIND: char> fmt::Display for Id<KIND> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{KIND}{}", self.0)
    }
}

impl<const KIND: char> fmt::Debug for Id<KIND> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{KIND}{}", self.0)
    }
}

/// The text is no id of this kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an id like `{kind}17`, but found `{found}`")]
pub struct BadId {
    /// The letter that was expected.
    pub kind: char,
    /// What was found instead.
    pub found: String,
}

impl<const KIND: char> FromStr for Id<KIND> {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId { kind: KIND, found: text.chars().take(40).collect() };
        let digits = text.strip_prefix(KIND).ok_or_else(bad)?;
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
        if !plain {
            return Err(bad());
        }
        digits.parse().map(Id).map_err(|_| bad())
    }
}

impl<const KIND: char> Serialize for Id<KIND> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const KIND: char> Deserialize<'de> for Id<KIND> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// Where in which process: `notice/draft_notice`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ElementPath(Arc<str>);

impl ElementPath {
    /// The path of `element` (or of a sequence flow) in `process`.
    pub fn new(process: &str, element: &str) -> Self {
        ElementPath(format!("{process}/{element}").into())
    }

    /// The whole text, `process/element`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where its text stands in memory: the same for all clones, and for nothing else while one of them lives.
    pub(crate) fn address(&self) -> usize {
        Arc::as_ptr(&self.0).cast::<u8>() as usize
    }

    /// The process id.
    pub fn process(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(process, _)| process)
    }

    /// The id of the element in its process.
    pub fn element(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, element)| element)
    }
}

impl From<Arc<str>> for ElementPath {
    fn from(text: Arc<str>) -> Self {
        ElementPath(text)
    }
}

impl From<&str> for ElementPath {
    fn from(text: &str) -> Self {
        ElementPath(text.into())
    }
}

impl fmt::Display for ElementPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ElementPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person, as the surroundings name them; opaque here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub Arc<str>);

impl From<&str> for PersonId {
    fn from(text: &str) -> Self {
        PersonId(text.into())
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_its_letter_and_number() {
        assert_eq!(TaskId::from_str("t17"), Ok(Id(17)));
        assert_eq!(serde_json::to_string(&Id::<'m'>(4)).ok().as_deref(), Some("\"m4\""));
        for bad in ["m17", "t", "t01", "t+1", "t-1", "t99999999999999999999"] {
            assert!(TaskId::from_str(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_path_names_process_and_element() {
        let path = ElementPath::new("notice", "draft_notice");
        assert_eq!((path.process(), path.element()), ("notice", "draft_notice"));
    }
}
