//! What a sheet is computed from (`examples/runtime/discretion-x02.json`): never an amount.

use crate::law::EvidenceKind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetInput {
    /// Cause entry that applies on `act_date`.
    pub entry: String,
    /// Day of the conduct (its end).
    pub act_date: Date,
    pub decision_date: Date,
    pub party: Party,
    /// Facts by path.
    #[serde(default)]
    pub facts: BTreeMap<String, Value>,
    /// Usable evidence of the case.
    #[serde(default)]
    pub evidence: Vec<EvidenceRef>,
    #[serde(default)]
    pub factors: Vec<BoundFactor>,
    #[serde(default)]
    pub circumstances: Vec<Circumstance>,
    /// Version of the sheet, from 1.
    #[serde(default = "first", skip_serializing)]
    pub sheet: u32,
}

fn first() -> u32 {
    1
}

/// `organisation`, or a kind of facts.json: `citizen`, `individual_business`, `legal_person`, `other_organisation`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub kind: String,
}

impl Party {
    /// Thresholds for persons hold; for a one-man business too, whose rights they widen.
    pub fn is_person(&self) -> bool {
        matches!(self.kind.as_str(), "citizen" | "individual_business" | "person")
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRef {
    pub id: String,
    pub kind: EvidenceKind,
}

/// A factor bound to evidence. An option that a fact decides needs no `option`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundFactor {
    pub factor: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    #[serde(default)]
    pub evidence: Vec<String>,
}

/// A statutory circumstance that moves the amount. Points are decimal text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circumstance {
    pub kind: CircumstanceKind,
    pub id: String,
    pub points: String,
    #[serde(default)]
    pub evidence: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CircumstanceKind {
    Aggravate,
    Lighten,
    Mitigate,
}

impl CircumstanceKind {
    pub fn as_str(self) -> &'static str {
        match self {
            CircumstanceKind::Aggravate => "aggravate",
            CircumstanceKind::Lighten => "lighten",
            CircumstanceKind::Mitigate => "mitigate",
        }
    }
}
