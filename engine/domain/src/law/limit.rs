//! Statutory and internal limits (`limits/*.json`): what starts, stops, extends and ends each, and how its days count.

use super::names::{ActPattern, Basis, Mark, OneOrMany, Protects};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitLaw {
    pub id: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protects: Option<Protects>,
    /// In `unit`. Neither length nor `until`: as long as it lasts (T17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<LimitUnit>,
    /// The end is this fact, a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Without it a node's `xl:limit` starts the limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<LimitStart>,
    #[serde(default)]
    pub first_day: FirstDay,
    #[serde(default)]
    pub rest_day: RestDay,
    /// Acts that meet the limit. `at`: the fact with the legal date.
    #[serde(default)]
    pub fulfilled_by: Vec<ActPattern>,
    /// Acts after which it need not be waited for (waiver).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_early: Option<OneOrMany<ActPattern>>,
    /// Days of these limits do not count.
    #[serde(default)]
    pub excluded: Vec<String>,
    /// Each of these, once started, begins where this one ends.
    #[serde(default)]
    pub extended_by: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn: Option<Warn>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_over: Option<WhenOver>,
    #[serde(default)]
    pub basis: Vec<Basis>,
    pub mark: Mark,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An act, or the day on which a fact lies (`at` alone), or an act whose legal date is a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitStart {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<super::names::ActName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitUnit {
    Day,
    WorkingDay,
    Month,
    Year,
}

/// Whether the day of the start counts (民事诉讼法 85: it does not).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstDay {
    #[default]
    Next,
    Same,
}

/// What happens when the last day is a day of rest (民事诉讼法 85(3)): it stays, or rolls to the next working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestDay {
    #[default]
    Stay,
    Roll,
}

/// How much is left when the colour changes, in the limit's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warn {
    pub yellow: i64,
    pub red: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum WhenOver {
    Rule(OverRule),
    Message(OverMessage),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OverRule {
    /// The acts of `fulfilled_by` are refused with `limit-over`.
    #[serde(rename = "lock-and-report")]
    LockAndReport,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverMessage {
    pub message: String,
}
