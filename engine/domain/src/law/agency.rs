//! The agency's own configuration, roles and profiles (`agency/*.json`): part of the release and marked C, shown where it decides.

use super::names::{Basis, Mark};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// `agency/configuration.json`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AgencyLaw {
    pub review: ReviewRule,
    pub legal_review: LegalReviewRule,
    pub apart: ApartRule,
    pub thresholds: Thresholds,
    pub warn: Value,
    pub series: BTreeMap<String, SeriesRule>,
    pub mark: Option<Mark>,
}

/// Levels of the review of evidence; 0: not used (本机关未启用五级审核).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReviewRule {
    pub levels: u32,
    pub note: Option<String>,
}

/// Beyond 行政处罚法 58 the agency may review every ordinary case (C).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LegalReviewRule {
    pub all_ordinary: bool,
    pub note: Option<String>,
}

/// Further duties that one person may not combine, by the agency's own rule (C).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApartRule {
    pub case_reviewer_legal_reviewer: bool,
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// From this fine on a hearing has to be offered (行政处罚法 63).
    pub hearing: Threshold,
    /// From this sum on the heads of the agency decide together (行政处罚法 57(2)).
    pub panel: Threshold,
    /// Up to this fine the summary procedure is possible (行政处罚法 51).
    pub summary: Threshold,
}

/// Decimal text in yuan, the amount itself included. `amount` holds for everybody. Absent: the rule never applies.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Threshold {
    pub citizen: Option<String>,
    pub organisation: Option<String>,
    pub amount: Option<String>,
    pub note: Option<String>,
    pub basis: Vec<Basis>,
}

/// How numbers of a series look: `{word}立〔{year}〕{n}号`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SeriesRule {
    pub pattern: Option<String>,
    pub note: Option<String>,
    /// Two digits of the action code: kind of act (03 penalty).
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Two digits of the action code: handling method.
    pub handling: Option<String>,
}

/// A role with its Chinese name (`agency/roles.json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleLaw {
    pub id: String,
    pub title: String,
    pub group: String,
    #[serde(default)]
    pub note: Option<String>,
}

/// What papers and numbers need of one unit (`agency/profiles.json`).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AgencyProfile {
    pub unit: String,
    /// Facts of the agency by path (`agency.name`).
    pub facts: BTreeMap<String, Value>,
    pub numbers: AgencyNumbers,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AgencyNumbers {
    /// Nine digits: region (6) and number of the agency (3).
    pub code: String,
    /// 示环
    pub word: String,
    /// Three digits: place or station in the free part of the action code.
    pub grid: String,
}
