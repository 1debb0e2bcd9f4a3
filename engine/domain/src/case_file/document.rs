//! Documents of a case: drawn up, frozen by an act, numbered, sealed, served.

use super::Signature;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentState {
    /// Was never issued when the file was closed; counts for nothing and stays to be seen.
    Void,
    /// Follows the facts.
    Draft,
    /// As it was when the act happened; nobody changes it.
    Frozen,
    Sealed,
    Served,
}

impl DocumentState {
    pub fn as_str(self) -> &'static str {
        match self {
            DocumentState::Void => "void",
            DocumentState::Draft => "draft",
            DocumentState::Frozen => "frozen",
            DocumentState::Sealed => "sealed",
            DocumentState::Served => "served",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub kind: String,
    /// From 1; drawn up again while it is a draft: one more.
    pub version: u32,
    pub state: DocumentState,
    /// 示环罚〔2026〕1号
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
    /// `process/element` that drew it up.
    pub element: String,
    /// The instance whose list entry it belongs to (a receipt).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Amount that the paper names, decimal text in yuan, as of the last drawing up or freezing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fine: Option<String>,
    /// Date of the paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_on: Option<Date>,
    /// The data of the paper when it was frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Arc<Value>>,
    /// What the connector brought back: where the final PDF is kept, its digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Value>,
}
