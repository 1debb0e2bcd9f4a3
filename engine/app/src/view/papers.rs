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
    /// `draft`, `frozen`, `sealed` or `served`.
    pub state: String,
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
    /// `show` or `hide`.
    pub action: String,
    pub rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// What the scan for personal data found in the public text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScanHit {
    pub what: String,
    pub hits: usize,
}
