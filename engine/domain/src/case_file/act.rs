//! Done acts.

use super::DocumentId;
use crate::law::ActName;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// An act that was done: it counts legally on `on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActRecord {
    #[serde(rename = "act")]
    pub name: ActName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Legal date.
    pub on: Date,
    /// When it was recorded, milliseconds UTC.
    pub at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// `process/element` where it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    /// Who signed besides `by`: ids of officers, `party`, `witness`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signers: Vec<String>,
    /// What else gates ask about it: `hearing`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, Value>,
    /// Count of host events when it was done.
    #[serde(default)]
    pub seq: u64,
}

/// A signature as commands carry it (opaque to the engine): an object with `as` (officer, party, witness …), for officers the
/// `person`, and the `id` of the stored drawing. A plain text is a person's id, `party` or `witness`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// officer, party, witness, or a role.
    #[serde(rename = "as")]
    pub capacity: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Id of the stored drawing (`sig-31`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

impl Signature {
    /// Reads what a command carries; `None` where it is no signature at all.
    pub fn read(value: &Value) -> Option<Signature> {
        if let Some(text) = value.as_str() {
            let outside = matches!(text, "party" | "witness");
            let (capacity, person) =
                if outside { (text.to_owned(), None) } else { ("officer".to_owned(), Some(text.to_owned())) };
            return Some(Signature { capacity, person, name: None, id: None, at: None });
        }
        serde_json::from_value(value.clone()).ok()
    }

    pub fn is_officer(&self) -> bool {
        self.person.is_some() && !matches!(self.capacity.as_str(), "party" | "witness")
    }
}
