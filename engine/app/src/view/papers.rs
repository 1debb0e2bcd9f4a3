//! Documents, discretion sheets and disclosure plans.

use super::{Basis, Missing};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Documents {
    pub items: Vec<DocumentItem>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentItem {
    pub id: String,
    pub kind: String,
    pub name: String,
    pub version: u64,
    pub state: super::words::PaperState,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    pub made_at: String,
    pub signed_by: Vec<String>,
    pub sealed: bool,
    pub pdf: String,
    pub life: Vec<LifeStage>,
}

/// One stage in the life of a paper: draft, approval, number and seal, service.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LifeStage {
    pub stage: String,
    pub title: String,
    pub done: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// The amount and why it is this amount.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SheetView {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<SheetDocument>)]
    pub current: Option<Value>,
    pub versions: Vec<SheetVersion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cannot: Option<Missing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SheetVersion {
    pub sheet: u64,
    /// Yuan.
    pub fine: String,
    pub at: String,
    pub cause: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EntryView {
    pub id: String,
    pub title: String,
    pub penal: Basis,
    pub penal_text: String,
    /// The factor table: factors with their options and points.
    #[schema(value_type = Vec<FactorRow>)]
    pub factors: Value,
}

/// A disclosure plan: what the public will see, field by field.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DisclosurePlan {
    pub case: String,
    pub state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_on: Option<String>,
    pub fields: Vec<PlanField>,
    pub scan: Vec<ScanHit>,
    pub tasks: Vec<super::case::TaskRef>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanField {
    pub path: String,
    pub title: String,
    pub value: String,
    pub action: super::words::PlanAction,
    pub rule: String,
}

/// What the scan for personal data found in the public text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScanHit {
    pub what: String,
    pub hits: usize,
}

/// A discretion sheet with the words of its table beside the ids. Amounts are decimal text in yuan.
#[derive(Debug, Clone, ToSchema)]
pub struct SheetDocument {
    /// Version, from 1.
    pub sheet: u64,
    /// The entry that is applied.
    pub entry: String,
    pub act_date: String,
    pub decision_date: String,
    pub range: SheetRange,
    pub table: String,
    pub table_title: Option<String>,
    pub table_digest: String,
    pub script_digest: String,
    pub factors: Vec<FactorRow>,
    /// The calculation, line by line.
    pub steps: Vec<String>,
    pub unrounded: String,
    /// `none`, `min` or `max`.
    pub clamped: String,
    pub fine: String,
    /// The other law in time and what it would bring (从旧兼从轻).
    pub compared: Option<SheetCompared>,
    /// What the amount brings with it: hearing, panel and so on.
    pub flags: std::collections::BTreeMap<String, bool>,
}

#[derive(Debug, Clone, ToSchema)]
pub struct SheetRange {
    pub min: String,
    pub max: String,
}

#[derive(Debug, Clone, ToSchema)]
pub struct SheetCompared {
    pub entry: String,
    pub fine: String,
    /// `equal`, `heavier` or `lighter`.
    pub result: String,
    /// `old` or `new`.
    pub applied: String,
    pub basis: String,
}

/// A factor: in a table with its options, in a sheet with the option that counted.
#[derive(Debug, Clone, ToSchema)]
pub struct FactorRow {
    pub factor: String,
    pub factor_title: Option<String>,
    pub option: Option<String>,
    pub option_title: Option<String>,
    pub points: Option<String>,
    /// The facts that decided the option, as given.
    #[schema(value_type = Option<std::collections::BTreeMap<String, Value>>)]
    pub from_fact: Option<Value>,
    /// The fact in words, with its unit.
    pub fact_text: Option<String>,
    pub evidence: Option<Vec<String>>,
    /// Why the option counts nothing: `no-evidence`, `wrong-kind`, `not-chosen`.
    pub not_counted: Option<String>,
    pub options: Option<Vec<FactorOption>>,
    /// Decided by a fact, not by a person.
    pub by_fact: Option<bool>,
}

#[derive(Debug, Clone, ToSchema)]
pub struct FactorOption {
    pub id: String,
    pub title: String,
    pub points: String,
}
