//! The case page: where it stands, what blocks it, what to do.

use super::{Limit, Missing, Named, Who};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseView {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_no: Option<String>,
    pub clue_no: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_code: Option<String>,
    pub title: String,
    pub party: PartyView,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conduct_date: Option<String>,
    /// Yuan, from the newest sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed_fine: Option<String>,
    /// The decision on the fine is issued: from here on it is no proposal.
    pub fine_decided: bool,
    pub state: Named,
    pub archived: bool,
    pub methods: Vec<MethodView>,
    pub limits: Vec<Limit>,
    pub people: Vec<PersonOfCase>,
    pub notes: Vec<String>,
    pub incidents: Vec<IncidentView>,
    pub counts: Counts,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PartyView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CauseView {
    pub id: String,
    pub title: String,
    /// The law that the conduct date picks, as printed.
    pub law_text: String,
}

/// One handling method with its statutory steps.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MethodView {
    pub id: String,
    pub title: String,
    pub done: usize,
    pub total: usize,
    pub steps: Vec<StepView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepView {
    pub id: String,
    pub title: String,
    pub state: super::words::StepState,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    pub papers: Vec<PaperRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Why the step is not required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    pub tasks: Vec<TaskRef>,
    pub events: Vec<EventRef>,
    pub missing: Vec<Missing>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaperRef {
    pub id: String,
    pub kind: String,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TaskRef {
    pub task: String,
    pub title: String,
    pub role_title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<Who>,
    pub mine: bool,
    pub unavailable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
}

/// A message that people answer, shown as an action of a role.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventRef {
    pub element: String,
    pub title: String,
    pub role_title: String,
    pub mine: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersonOfCase {
    pub id: String,
    pub name: String,
    pub role: String,
    pub role_title: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IncidentView {
    pub id: String,
    pub code: String,
    pub text: String,
    pub at: String,
}

#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Counts {
    pub evidence: usize,
    pub documents: usize,
    pub limits: usize,
    pub messages: usize,
}

/// Everything that happened, for people.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Timeline {
    pub items: Vec<TimelineItem>,
    pub chain: Chain,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineItem {
    pub seq: i64,
    pub at: String,
    pub who: String,
    pub text: String,
    pub kind: super::words::TimelineKind,
}

/// State of the hash chain over the case's audit rows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Chain {
    pub ok: bool,
    pub rows: i64,
    pub head: String,
}

/// The procedures as drawn, with where the case stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Diagram {
    pub processes: Vec<ProcessView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProcessView {
    pub id: String,
    pub name: String,
    /// The author's bytes.
    pub xml: String,
    pub instances: Vec<InstanceView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InstanceView {
    pub id: String,
    pub tokens: Vec<String>,
    pub done: Vec<String>,
    pub incidents: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called_from: Option<String>,
}
