//! Rows of lists: inbox, cases, limits, enterprises, disclosure, laws.

use super::{Basis, Limit, Who};
use serde::Serialize;
use utoipa::ToSchema;

/// The inbox.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Inbox {
    pub items: Vec<InboxItem>,
    pub counts: super::person::InboxCounts,
}

/// One duty of one person or role.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InboxItem {
    pub case: String,
    pub case_no: String,
    pub task: String,
    pub element: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub party: String,
    pub cause: String,
    pub method: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Origin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<Who>,
    pub opened_at: String,
}

/// Where a task came from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Origin {
    pub who: String,
    pub at: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Cases {
    pub items: Vec<CaseItem>,
    pub total: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseItem {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_no: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clue_no: Option<String>,
    pub title: String,
    pub party: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    pub phase: String,
    pub phase_title: String,
    /// The running limit that ends first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    pub updated_at: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Limits {
    pub items: Vec<LimitItem>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LimitItem {
    #[serde(flatten)]
    pub limit: Limit,
    pub case: String,
    pub case_no: String,
    pub party: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Enterprises {
    pub items: Vec<EnterpriseItem>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EnterpriseItem {
    pub id: String,
    pub name: String,
    pub credit_code: String,
    pub address: String,
    pub legal_person: String,
    pub phone: String,
    /// `legal_person`, `citizen`, `individual_business` or `other_organisation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_person_title: Option<String>,
    /// Penalties within two years, as far as the register knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub penalties_2y: Option<i64>,
    /// Cases of this enterprise that the caller may see.
    pub cases: Vec<CaseItem>,
}

/// An entry of the catalogue of violations.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CauseItem {
    pub id: String,
    pub title: String,
    pub violated: String,
    pub penal: String,
    pub amount: String,
    pub valid: String,
}

/// An article with its text, valid on the asked day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LawArticle {
    pub law: String,
    pub title: String,
    pub article: String,
    pub text: String,
    pub source: String,
    pub mark: String,
    pub valid: String,
    pub basis: Basis,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersonItem {
    pub id: String,
    pub name: String,
    pub titles: Vec<String>,
    pub unit: String,
}
