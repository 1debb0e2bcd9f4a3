//! The catalogue of violations: cause entries by law, classes of conduct with what has to be proven and collected.

use super::names::{EvidenceKind, Mark, OneOrMany, Validity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Article of a law by its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleRef {
    pub law: String,
    pub article: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

/// One violation under one law (违法行为条目). With `inherits` everything that is not given comes from the named entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CauseEntry {
    pub id: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inherits: Option<String>,
    /// `full`: the case can be handled to the end; else the catalogue only shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<String>,
    /// When the conduct must lie for this entry to apply.
    pub valid: Validity,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
    pub violated: OneOrMany<ArticleRef>,
    pub penal: ArticleRef,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// Handling methods that go with it (P03), by their number in the law's list or by process id.
    #[serde(default)]
    pub together: Vec<String>,
    #[serde(default)]
    pub on_refusal: Vec<String>,
    #[serde(default)]
    pub handling: Vec<String>,
    /// Class of conduct that brings the evidence list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    #[serde(default)]
    pub elements: Vec<Element>,
    /// Id of the factor table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discretion: Option<String>,
    pub mark: Mark,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What later issues read and this version does not.
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

/// The fine a penal clause allows. Only `range` can be computed in this version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    pub kind: AmountKind,
    /// Decimal text in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountKind {
    Range,
    Multiple,
    FixedMultiple,
    Percent,
    PerUnit,
    Daily,
    None,
}

/// An element of a violation (要件) and what may prove it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Element {
    pub id: String,
    /// Chinese name; without it the name of evidence-and-discretion.md 3.1 for the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub need: bool,
    pub accept: Vec<EvidenceKind>,
    /// Two different kinds of evidence must agree.
    pub corroborated: bool,
    /// `violated`: proven by the law cited; `procedure`: by the case file itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The fact that must be known as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// Questions of exclusion (EL11) that a person has to answer.
    pub check: Vec<String>,
    pub items: Vec<EvidenceItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A piece of evidence to collect, how, and at which step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceItem {
    pub name: String,
    pub kind: EvidenceKind,
    pub collect: String,
    pub step: String,
    #[serde(default)]
    pub required: bool,
}

/// A class of conduct: what all entries on the same behaviour share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConductClass {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub elements: Vec<Element>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}
