//! The agency's own configuration (`agency/*.json`), part of the release and marked C: it shows where it decides.

use super::names::DutyGroup;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What rules read of the agency. Everything else in the file (units, persons, accounts, letterhead) is kept in `rest` for views
/// and for the first start of a demonstration database.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AgencyLaw {
    pub id: String,
    pub name: String,
    /// First character of paper numbers: 示 in 示环罚〔2026〕1号.
    pub short: String,
    /// Nine digits of the action code: region (6) and number of the agency (3).
    pub department_code: String,
    /// Three digits: place or station in the free part of the action code.
    pub place_code: String,
    pub contact_phone: Option<String>,
    pub review: ReviewRule,
    pub legal_review: LegalReviewRule,
    /// From this fine on a hearing has to be offered (行政处罚法 63; thresholds of the agency).
    pub hearing: Threshold,
    /// From this sum on the heads of the agency decide together.
    pub panel: Threshold,
    /// Up to this fine the summary procedure is possible (行政处罚法 51).
    pub summary: Threshold,
    pub roles: Vec<RoleLaw>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

/// Levels of the review of evidence; 0: not used (本机关未启用五级审核).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewRule {
    pub levels: u32,
}

/// Beyond 行政处罚法 58 the agency may review every ordinary case (C).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LegalReviewRule {
    pub all_ordinary: bool,
    /// Case reviewer and legal reviewer are different persons (C).
    pub apart_from_case_review: Option<bool>,
}

/// Decimal text in yuan, for organisations and for persons. Absent: the rule never applies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Threshold {
    pub organisation: Option<String>,
    pub person: Option<String>,
}

/// A role, its Chinese name, and the duty group of those who act in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleLaw {
    pub id: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<DutyGroup>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}
