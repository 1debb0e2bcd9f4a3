//! Evidence with what it proves and whether it counts.

use super::Named;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvidenceList {
    pub items: Vec<EvidenceItem>,
    pub elements: Vec<ElementView>,
    /// What a piece may prove: all elements, whether the cause asks for them or not.
    pub objects: Vec<Named>,
    pub kinds: Vec<Named>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvidenceItem {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub kind_title: String,
    pub media: String,
    /// Bytes.
    pub size: i64,
    pub sha256: String,
    pub sm3: String,
    pub collected_at: String,
    pub place: String,
    pub collector: String,
    pub proves: Vec<Named>,
    /// The five facts are complete.
    pub complete: bool,
    pub lacks: Vec<String>,
    pub state: super::words::EvidenceState,
    pub url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excluded_for: Option<String>,
}

/// One element of the cause and how well it is proven.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ElementView {
    pub id: String,
    pub title: String,
    pub need: bool,
    pub status: super::words::ElementStatus,
    pub text: String,
}
