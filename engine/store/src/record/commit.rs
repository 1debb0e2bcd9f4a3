//! What one accepted command writes in one transaction, and what comes back.

use super::case::{CaseHead, IncidentRow, JobRow, LimitRow, PersonOfCase, SubscriptionRow, TaskRow, TimerRow};
use super::file::DocumentRow;

/// Everything that one accepted command changes. All of it is written, or nothing.
///
/// Upserts replace the row of the same id in this case; `*_removed` name ids to delete. Unknown removed ids are ignored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Commit {
    /// UUID text of the case.
    pub case: String,
    /// The version of the case that the decision was made on; 0 opens a new case.
    pub expected_version: i64,
    /// The command id made by the client, or a counted one of the engine (`timer:m4`, `job:j3:1`). Lives as long as the case.
    pub command: String,
    /// Digest of the request, to tell a repeat from another request with the same id. May be empty.
    pub fingerprint: String,
    /// Route-like name for the audit (`tasks/complete`).
    pub verb: String,
    /// Who: person id, `system`, or the key name of an agency.
    pub actor: String,
    /// When, as decided: the `now` of the command.
    pub at_ms: i64,
    /// The release the case runs on.
    pub release: String,
    /// Engine state, one compact blob.
    pub state: Vec<u8>,
    /// The case file (facts, acts, evidence …), one blob.
    pub file: Vec<u8>,
    /// The columns that lists show and filter by.
    pub head: CaseHead,
    /// Who is on the case. Replaces the whole set when `Some`.
    pub people: Option<Vec<PersonOfCase>>,
    /// Events of the command, in order; `seq` continues the journal of the case without a gap.
    pub journal: Vec<JournalRow>,
    pub tasks: Vec<TaskRow>,
    pub tasks_removed: Vec<String>,
    pub timers: Vec<TimerRow>,
    pub timers_removed: Vec<String>,
    pub subscriptions: Vec<SubscriptionRow>,
    pub subscriptions_removed: Vec<String>,
    /// New or changed jobs. An upsert makes the job claimable again at its `due_ms` and clears its lease; the epoch stays.
    pub jobs: Vec<JobRow>,
    pub jobs_removed: Vec<String>,
    /// Leases this command rests on: the commit is refused with [`crate::CommitError::LeaseLost`] unless each still holds.
    pub leases: Vec<Lease>,
    pub incidents: Vec<IncidentRow>,
    /// Rows of the limits page. Upserts; a limit that ended stays with its state.
    pub limits: Vec<LimitRow>,
    pub limits_removed: Vec<String>,
    /// Document versions, upserted by (document, version). The bytes of a `frozen` version may not change, see [`DocumentRow`].
    pub documents: Vec<DocumentRow>,
    /// Numbers drawn by the decision.
    pub numbers: Vec<NumberDrawn>,
    /// Drafts of forms that this command makes superfluous: task ids.
    pub drafts_removed: Vec<String>,
    /// The first answer, repeated to whoever sends the same command id again.
    pub answer: Vec<u8>,
    /// Further members of the audit row (after `events` and `digest`), in this order. The names of the row's own members are refused.
    pub audit: Vec<(String, String)>,
}

/// One event of the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalRow {
    /// Counted from 1 in each case, without gaps.
    pub seq: i64,
    /// The JSON line as stored, line feed included. Never serialised again.
    pub line: Vec<u8>,
    /// The personal part, kept apart so that it can be erased.
    pub payload: Option<Payload>,
}

/// The personal part of an event. The journal line refers to it as `{"ref": …, "digest": …}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Payload {
    /// `p-57`; unique in the case.
    pub ref_id: String,
    /// At least 16 random bytes from the caller (the store has no randomness).
    pub salt: Vec<u8>,
    pub bytes: Vec<u8>,
}

/// A number drawn from a series: the decision saw `expected` as the next free number and used `expected..next`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberDrawn {
    /// `decision:示环罚:2026`.
    pub series: String,
    /// The next free number when the decision was made ([`crate::Store::next_number`]).
    pub expected: i64,
    /// The next free number afterwards; greater than `expected`.
    pub next: i64,
}

/// A claim on a job that must still be the newest one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lease {
    pub job: String,
    pub epoch: i64,
}

/// What a durable commit answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The version of the case now.
    pub version: i64,
    /// Number of the audit row.
    pub audit_n: i64,
}

/// A command that was refused. It changes nothing but leaves an audit row; its first answer is kept like any other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusedAudit {
    /// The case; where none exists yet (a refused opening), the id that the case would have had.
    pub case: String,
    pub command: String,
    /// See [`Commit::fingerprint`].
    pub fingerprint: String,
    pub verb: String,
    pub actor: String,
    pub at_ms: i64,
    /// Stable code of the refusal (`gate-refused`).
    pub code: String,
    pub task: Option<String>,
    pub gate: Option<String>,
    /// Bytes of the answer, repeated to whoever sends the same command id again.
    pub answer: Vec<u8>,
    /// Further members of the audit row, after `gate`.
    pub audit: Vec<(String, String)>,
}

/// The first answer of a command id.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FirstAnswer {
    #[sqlx(rename = "case_id")]
    pub case: String,
    /// Accepted, else refused.
    pub accepted: bool,
    pub answer: Vec<u8>,
    pub fingerprint: String,
    pub at_ms: i64,
}
