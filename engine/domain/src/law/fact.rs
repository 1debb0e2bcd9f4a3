//! Declarations of facts (`facts.json`): every fact of a case file, its type, who may write it, whom it may be shown to.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One fact. A path with `[]` (`service[].receiver`) is a field of a list whose entries belong to process instances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactLaw {
    pub path: String,
    #[serde(rename = "type")]
    pub kind: FactType,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    pub class: FactClass,
    pub title: String,
    /// Written by this alone; an answer, output or script that writes it is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<FactOwner>,
    /// A change voids a passed review and a served notice (`last_change_of_facts`).
    #[serde(default)]
    pub review: bool,
    /// The values that may be chosen, with their Chinese words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactType {
    Text,
    /// A legal day, `2026-08-14`.
    Date,
    /// RFC 3339 with offset.
    Instant,
    Boolean,
    Integer,
    /// Decimal text.
    Decimal,
    /// Decimal text in yuan.
    Money,
    /// `{min, max}`, decimal text in yuan.
    Range,
    /// Id of a person of the agency.
    Person,
    /// List of ids of persons.
    People,
    /// Counted id of a document of the case (`d7`).
    Document,
    /// Counted id, or list of counted ids, of evidence (`E3`).
    Evidence,
    /// Id of a cause entry.
    Cause,
    /// Article of a law.
    Provision,
    List,
    Object,
}

/// Whom a fact may be shown to; the disclosure plan and `view` read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactClass {
    Public,
    Personal,
    Secret,
}

/// Who alone writes a fact: `{"ruling": "discretion"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactOwner {
    Series(String),
    Ruling(String),
    Predicate(String),
    Act(String),
    /// Computed from the case file (documents, limits, evidence, cause).
    Derived(String),
    /// Content of the release (the agency's profile).
    Content(String),
}
