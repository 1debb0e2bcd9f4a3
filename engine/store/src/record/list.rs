//! What lists ask for and answer.

use super::Window;
use super::case::{CaseHead, IncidentRow, JobRow, LimitRow, TaskRow};
use sqlx::FromRow;

/// Which cases a person may see: the regions of the units they serve, and the cases that name them.
///
/// A region prefix covers all units below it (31 → 3101 → 310106); the empty prefix covers all. Nothing given: nothing seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    pub unit_prefixes: Vec<String>,
    pub person: Option<String>,
}

impl Scope {
    /// The units from this region down; the empty region is everything.
    pub fn below(region: &str) -> Scope {
        Scope { unit_prefixes: vec![region.to_owned()], person: None }
    }
}

/// Pool of a person: tasks without an assignee, of this role, in this region and below.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pool {
    pub role: String,
    pub unit_prefix: String,
}

/// A row of an inbox: the task and what of its case the row shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct InboxRow {
    #[sqlx(rename = "case_id")]
    pub case: String,
    #[sqlx(flatten)]
    pub task: TaskRow,
    pub case_title: String,
    pub case_no: Option<String>,
    pub clue_no: Option<String>,
    pub cause_title: Option<String>,
    pub party_name: Option<String>,
    pub result: Option<String>,
    /// Who last saved a draft of the task's form; none: nobody has begun.
    pub draft_by: Option<String>,
}

/// Filter of the case list. All given conditions hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    pub scope: Scope,
    /// Part of title, party, clue, case or decision number, or action code.
    pub text: Option<String>,
    pub phases: Vec<String>,
    /// Before filing (`true`: clues) or after (`false`).
    pub unfiled: Option<bool>,
    pub closed: Option<bool>,
    pub cause: Option<String>,
    pub party_code: Option<String>,
    pub lead: Option<String>,
    pub opened_from: Option<i64>,
    pub opened_before: Option<i64>,
    pub window: Window,
}

/// A row of the case list.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct CaseRow {
    #[sqlx(rename = "case_id")]
    pub case: String,
    #[sqlx(flatten)]
    pub head: CaseHead,
    /// The nearest end among the running limits.
    pub next_due_ms: Option<i64>,
    pub open_tasks: i64,
    pub open_incidents: i64,
}

/// How a case can be named by people and agencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseName {
    Id(String),
    ActionCode(String),
    CaseNo(String),
    ClueNo(String),
    DecisionNo(String),
}

/// Filter of the limits page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LimitFilter {
    pub scope: Scope,
    pub case: Option<String>,
    /// Running and suspended only.
    pub live: bool,
    pub limit_id: Option<String>,
    pub due_before: Option<i64>,
    pub window: Window,
}

/// A row of the limits page.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct LimitOfCase {
    #[sqlx(rename = "case_id")]
    pub case: String,
    #[sqlx(flatten)]
    pub limit: LimitRow,
    pub case_title: String,
    pub case_no: Option<String>,
    pub party_name: Option<String>,
    pub lead: Option<String>,
}

/// An incident with its case.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct IncidentOfCase {
    #[sqlx(rename = "case_id")]
    pub case: String,
    #[sqlx(flatten)]
    pub incident: IncidentRow,
    pub case_title: String,
    pub case_no: Option<String>,
}

/// A job with its case.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct JobOfCase {
    #[sqlx(rename = "case_id")]
    pub case: String,
    #[sqlx(flatten)]
    pub job: JobRow,
    pub case_title: String,
    pub case_no: Option<String>,
}

/// A journal row with its payload, if that has not been erased.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct JournalEntry {
    pub seq: i64,
    pub line: Vec<u8>,
    pub ref_id: Option<String>,
    pub salt: Option<Vec<u8>>,
    pub bytes: Option<Vec<u8>>,
}

/// An audit row as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct AuditEntry {
    #[sqlx(rename = "case_id")]
    pub case: String,
    pub n: i64,
    pub line: Vec<u8>,
}
