//! Gates as data (`gates/*.json`): on which acts they speak, what they require, what a refused person reads.

use super::names::{ActName, Basis, DutyGroup, Mark};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateLaw {
    pub id: String,
    pub on: Vec<GateOn>,
    /// Acts that the gate leaves alone.
    #[serde(default)]
    pub except: Vec<ActName>,
    pub requires: Requirement,
    /// Chinese; `{limit.T11.next_day}` and the like are filled in.
    pub refuse: String,
    /// What is said instead while nothing is known of the matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenMatter>,
    #[serde(default)]
    pub basis: Vec<Basis>,
    pub mark: Mark,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// As long as none of these facts is known a gate says that they are wanted, and not that they speak against the act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenMatter {
    pub facts: Vec<String>,
    pub refuse: String,
}

/// An act with kinds (none: all). `*` is every act and every write of a fact, evidence or document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateOn {
    pub act: GateAct,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum GateAct {
    Act(ActName),
    Any(AnyAct),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnyAct {
    #[serde(rename = "*")]
    Any,
}

/// What must hold. Run time and graph proof read the same value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    All(Vec<Requirement>),
    Any(Vec<Requirement>),
    Not(Box<Requirement>),
    ActDone(ActDone),
    /// The id of a limit that must be over, and not only provisionally.
    LimitOver(String),
    Officers(Officers),
    Certificate(Certificate),
    /// Nobody acts in two of the groups.
    Apart(Apart),
    /// Both paths are known and have the same value.
    Equal([String; 2]),
    /// All paths are known and not empty.
    Complete(Vec<String>),
    /// A predicate of `domain::predicate`.
    Predicate(String),
}

/// A done act with these attributes. `after`: later than `last_change_of_facts` or than the latest act of that name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActDone {
    pub act: ActName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Any further attribute of the act: `outcome`, `served`, `hearing` …
    #[serde(flatten)]
    pub attributes: BTreeMap<String, serde_json::Value>,
}

/// At least so many officers sign, and these fields are known of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Officers {
    pub count: u32,
    #[serde(default)]
    pub fields: Vec<String>,
}

/// The certificates of those who sign are valid today; they were shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub valid: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shown: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    pub groups: Vec<DutyGroup>,
}
