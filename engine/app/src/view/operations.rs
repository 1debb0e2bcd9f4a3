//! Stuck cases and jobs, as an operator sees them. Content of the cases stands here only as far as it says where they are.

use super::Limit;
use serde::Serialize;
use utoipa::ToSchema;

/// What stands still and what still has to go out, within the caller's units.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Operations {
    /// The oldest first.
    pub incidents: Vec<IncidentItem>,
    /// Jobs of connectors that wait, run or gave up, the oldest due first.
    pub jobs: Vec<JobItem>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IncidentItem {
    pub case: String,
    /// Case number, before filing the number of the clue.
    pub case_no: String,
    pub case_title: String,
    pub incident: String,
    pub code: String,
    /// The step that stands still, and the procedure that it belongs to.
    pub place: String,
    pub process: String,
    /// Why, in a sentence.
    pub text: String,
    /// For whoever repairs it: element and the words of the engine.
    pub technical: String,
    pub since: String,
    /// Connector and operation of the job that gave up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    /// The limit that presses most on this case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// Whether it can be taken as settled by hand; what only marks can only be tried again.
    pub can_resolve: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JobItem {
    pub case: String,
    pub case_no: String,
    pub case_title: String,
    pub job: String,
    pub place: String,
    pub connector: String,
    pub operation: String,
    pub state: JobState,
    pub attempts: i64,
    /// When it is tried next; when it gave up.
    pub at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The incident by which a job that gave up is tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits for a worker or for its next attempt.
    Ready,
    /// A worker has it.
    Running,
    /// Gave up; its case has an incident.
    Failed,
}
