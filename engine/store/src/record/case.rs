//! Rows of one case: head, tasks, timers, subscriptions, jobs, incidents, limits, and what is read back.

use sqlx::FromRow;

/// A case as the next decision needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct CaseRecord {
    #[sqlx(rename = "id")]
    pub case: String,
    /// Grows by one with each accepted command.
    pub version: i64,
    pub release: String,
    pub state: Vec<u8>,
    pub file: Vec<u8>,
    /// `seq` of the newest journal row.
    pub last_seq: i64,
}

/// The columns of a case that lists show, sort and filter by. Derived by the caller from the case file at each commit.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct CaseHead {
    pub clue_no: Option<String>,
    /// 立案号; none before filing.
    pub case_no: Option<String>,
    pub title: String,
    /// Id and title of the cause.
    pub cause: Option<String>,
    pub cause_title: Option<String>,
    pub party_name: Option<String>,
    /// Unified social credit code of the party: joins the case to the enterprise file.
    pub party_code: Option<String>,
    /// Region code of the unit that handles the case; scopes are prefixes of it.
    pub unit: String,
    pub unit_name: Option<String>,
    /// Titles of the handling methods, as shown, joined by 、.
    pub methods: String,
    /// Code of where the case stands (`clue`, `investigation`, `closed` …), as the caller derives it.
    pub phase: String,
    pub phase_title: String,
    /// Proposed or decided result, as shown (`拟罚 10000 元`).
    pub result: Option<String>,
    /// 27-digit administrative action code.
    pub action_code: Option<String>,
    pub decision_no: Option<String>,
    pub lead: Option<String>,
    pub opened_at: i64,
    pub filed_at: Option<i64>,
    pub closed_at: Option<i64>,
    pub archived_at: Option<i64>,
    /// Time of the last accepted command.
    pub changed_at: i64,
    /// JSON of the caller.
    pub data: String,
}

/// A person named in a case (`lead`, `assist`, `case_reviewer` …). Gives the person the case in lists whatever the unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct PersonOfCase {
    pub role: String,
    pub person: String,
}

/// States of a task row.
pub mod task_state {
    /// Waits for somebody.
    pub const OPEN: &str = "open";
    /// Completed by a person.
    pub const DONE: &str = "done";
    /// Ended without completion.
    pub const CANCELLED: &str = "cancelled";
}

/// A person's task.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct TaskRow {
    /// Counted id inside the case (`t17`).
    pub task: String,
    /// Process instance (`i5`).
    pub instance: String,
    /// `notice/draft_notice`.
    pub element: String,
    /// Statutory step (`SP05.01`).
    pub step: Option<String>,
    pub title: String,
    /// Title of the handling method it belongs to.
    pub method: Option<String>,
    pub role: String,
    /// Region code of the unit whose members with the role may claim it.
    pub unit: String,
    /// Whose it is; none: in the pool.
    pub assignee: Option<String>,
    /// One of [`task_state`].
    pub state: String,
    /// Form id; none: nothing to fill in.
    pub form: Option<String>,
    /// A step that is not built: it opens, says so, and cannot be completed.
    pub unavailable: bool,
    pub opened_at: i64,
    /// End of the limit that rules this task, if any: instant and limit.
    pub due_ms: Option<i64>,
    pub limit_key: Option<String>,
    pub done_at: Option<i64>,
    pub done_by: Option<String>,
    pub outcome: Option<String>,
    /// JSON of the caller.
    pub data: String,
}

/// An armed timer.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct TimerRow {
    /// Counted id inside the case (`m4`).
    pub timer: String,
    pub element: Option<String>,
    /// `host:T11`, `duration:PT2H` …
    pub source: String,
    pub due_ms: i64,
}

/// A timer that is due, with its case.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct DueTimer {
    #[sqlx(rename = "case_id")]
    pub case: String,
    pub timer: String,
    pub due_ms: i64,
}

/// A message or signal that the case waits for.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct SubscriptionRow {
    /// Counted id inside the case (`s6`).
    pub subscription: String,
    pub element: String,
    pub message: String,
    /// Correlation key; mostly the case id.
    pub key: String,
    /// Role that may answer, where people answer the message; then `form` and `title` show as an action of that role.
    pub role: Option<String>,
    pub unit: Option<String>,
    pub form: Option<String>,
    pub title: Option<String>,
}

/// States of a job row.
pub mod job_state {
    /// Waits for a worker (or for its next try).
    pub const READY: &str = "ready";
    /// A worker holds it until `lease_until`.
    pub const LEASED: &str = "leased";
    /// Gave up; an operator may make it ready again.
    pub const FAILED: &str = "failed";
    /// Carried out; kept for the list of what was sent.
    pub const DONE: &str = "done";
}

/// Work of a connector after commit.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct JobRow {
    /// Counted id inside the case (`j3`).
    pub job: String,
    pub element: Option<String>,
    pub connector: String,
    pub operation: String,
    /// Stable over retries: connectors accept repeats of it.
    pub key: String,
    /// `ready`, `failed` or `done`, see [`job_state`]; `leased` is written by claims alone.
    pub state: String,
    /// Not before this instant.
    pub due_ms: i64,
    /// Tries so far, and tries left before the job fails.
    pub attempts: i64,
    pub retries_left: i64,
    /// JSON of the caller.
    pub input: Vec<u8>,
    pub last_error: Option<String>,
    pub created_at: i64,
}

/// A job as claimed by a worker.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct ClaimedJob {
    #[sqlx(rename = "case_id")]
    pub case: String,
    #[sqlx(flatten)]
    pub row: JobRow,
    /// Grows with every claim; the completing commit names it in [`crate::Lease`].
    pub epoch: i64,
    pub lease_until: i64,
}

/// A case that is stuck at one place.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct IncidentRow {
    /// Counted id inside the case (`x2`).
    pub incident: String,
    pub element: Option<String>,
    pub code: String,
    pub message: String,
    pub at_ms: i64,
    pub resolved_at: Option<i64>,
    pub resolved_by: Option<String>,
    /// JSON of the caller.
    pub data: String,
}

/// A statutory limit of the case, as the limits page shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct LimitRow {
    /// Unique in the case: `T11`, or `T11:2` for a second run.
    pub limit_key: String,
    /// Catalogue id (`T11`).
    pub limit_id: String,
    pub title: String,
    /// `running`, `suspended`, `met`, `over`, `ended` … as the caller derives it. Lists of live limits take the first two.
    pub state: String,
    pub start_on: Option<String>,
    /// Last day, and the instant at which the limit is over.
    pub due_on: Option<String>,
    pub due_ms: Option<i64>,
    /// Instants at which it turns yellow and red.
    pub yellow_ms: Option<i64>,
    pub red_ms: Option<i64>,
    /// Computed beyond the loaded holiday years.
    pub provisional: bool,
    pub basis: String,
    pub responsible: Option<String>,
    /// JSON of the caller: length, pauses, how it was computed.
    pub data: String,
}
