//! A task or a message that people answer: its form, what is filled in already, and what is allowed.

use super::{Allowed, Basis, Limit, Missing, Named, Who};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TaskView {
    /// Absent for a message that people answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    pub element: String,
    pub title: String,
    pub step: Named,
    pub role_title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<Who>,
    pub form: FormView,
    /// Prefilled from the facts of the case.
    pub values: BTreeMap<String, Value>,
    /// Where a prefilled value comes from, by field.
    pub sources: BTreeMap<String, String>,
    pub shows: Vec<Shown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperPreview>,
    pub bases: Vec<Basis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    pub missing: Vec<Missing>,
    pub allowed: TaskAllowed,
    pub signatures: Vec<SignatureAsked>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unavailable: Option<Unavailable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
}

/// A form: JSON Schema 2020-12 and its layout.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FormView {
    pub id: String,
    pub title: String,
    #[schema(value_type = BTreeMap<String, Value>)]
    pub schema: Value,
    #[schema(value_type = BTreeMap<String, Value>)]
    pub layout: Value,
}

/// A fact that the form shows and does not ask.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Shown {
    pub path: String,
    pub title: String,
    pub value: Value,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaperPreview {
    pub kind: String,
    pub name: String,
    /// Address of the preview PDF.
    pub preview: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TaskAllowed {
    pub complete: Allowed,
    pub claim: Allowed,
    #[serde(rename = "return", skip_serializing_if = "Option::is_none")]
    pub give_back: Option<ReturnAllowed>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReturnAllowed {
    pub ok: bool,
    pub to: Vec<ReturnTarget>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReturnTarget {
    pub element: String,
    pub title: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignatureAsked {
    /// `party`, `officer`, `witness` or a role.
    pub by: String,
    pub count: usize,
    pub label: String,
    /// Asked for only while the answer `field` is one of `in`, as in the layout.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<SignatureWhen>)]
    pub when: Option<Value>,
}

/// The answer that a signature depends on.
#[derive(Debug, Clone, ToSchema)]
pub struct SignatureWhen {
    pub field: String,
    /// Any of these.
    #[schema(value_type = Vec<Value>)]
    pub r#in: Vec<Value>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Unavailable {
    pub text: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Draft {
    #[schema(value_type = BTreeMap<String, Value>)]
    pub answers: Value,
    pub saved_at: String,
}

/// What a completed command answers.
#[derive(Debug, Clone, Serialize, serde::Deserialize, ToSchema)]
pub struct Done {
    pub case: String,
    /// Number of the newest journal row.
    pub seq: i64,
    pub opened: Vec<Opened>,
    pub documents: Vec<DocumentChanged>,
}

#[derive(Debug, Clone, Serialize, serde::Deserialize, ToSchema)]
pub struct Opened {
    pub task: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub step: Option<String>,
    pub title: String,
    pub role: String,
}

#[derive(Debug, Clone, Serialize, serde::Deserialize, ToSchema)]
pub struct DocumentChanged {
    pub id: String,
    pub kind: String,
    pub version: u64,
    pub state: String,
}
