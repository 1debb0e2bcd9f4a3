//! Commits, and what is read of cases.

use super::Store;
use crate::check;
use crate::error::{CommitError, StoreError};
use crate::record::case::{
    CaseHead, CaseRecord, ClaimedJob, DueTimer, IncidentRow, JobRow, LimitRow, TaskRow, TimerRow,
};
use crate::record::commit::{Commit, Committed, FirstAnswer, RefusedAudit};
use crate::record::file::DocumentRow;
use crate::record::list::{
    AuditEntry, CaseFilter, CaseName, CaseRow, InboxRow, IncidentOfCase, JobOfCase, JournalEntry, LimitFilter,
    LimitOfCase, Pool, Scope,
};
use crate::record::{PAGE_ROWS_MAX, Page, Window};
use crate::work::{read, transact};

impl Store {
    /// Makes an accepted command durable: everything of it, or nothing. Returns only after the bytes are safe.
    ///
    /// A caller that is dropped while it waits changes nothing: the commit then happens, and its answer is found under the
    /// command id.
    pub async fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        check::commit(&commit)?;
        let opening = (commit.expected_version == 0).then(|| commit.command.clone());
        match (transact!(self, commit::commit(commit)), opening) {
            // Two openings with one command id under two case ids, at the same time.
            (Err(CommitError::Store(error)), Some(command)) if error.is_unique_violation() => {
                match self.answer_of_opening(&command).await? {
                    Some(first) => Err(CommitError::Repeated(first)),
                    None => Err(error.into()),
                }
            }
            (outcome, _) => {
                if outcome.is_ok() {
                    self.inner.commits.send_modify(|count| *count += 1);
                }
                outcome
            }
        }
    }

    /// Records a refused command: an audit row, and its answer for repeats. Answers the number of the audit row.
    pub async fn refuse(&self, refused: RefusedAudit) -> Result<i64, CommitError> {
        check::named(&refused.case, &refused.command, &refused.verb, &refused.actor)?;
        check::members(&refused.audit)?;
        transact!(self, commit::refuse(refused))
    }

    /// The first answer of a command id in a case. Ask before deciding.
    pub async fn answer(&self, case: &str, command: &str) -> Result<Option<FirstAnswer>, StoreError> {
        read!(self, commit::answer_in_case(case, command))
    }

    /// The first answer of a command id that opened a case. Ask before opening one.
    pub async fn answer_of_opening(&self, command: &str) -> Result<Option<FirstAnswer>, StoreError> {
        read!(self, commit::answer_of_opening(command))
    }

    /// The next free number of a series; 1 for a new one.
    pub async fn next_number(&self, series: &str) -> Result<i64, StoreError> {
        read!(self, commit::next_number(series))
    }

    /// A case as the next decision needs it.
    pub async fn case(&self, case: &str) -> Result<Option<CaseRecord>, StoreError> {
        read!(self, case::case(case))
    }

    /// The head of a case.
    pub async fn case_head(&self, case: &str) -> Result<Option<CaseHead>, StoreError> {
        read!(self, case::head(case))
    }

    /// All tasks of a case in the order of opening.
    pub async fn tasks_of(&self, case: &str) -> Result<Vec<TaskRow>, StoreError> {
        read!(self, case::tasks(case))
    }

    /// One task.
    pub async fn task(&self, case: &str, task: &str) -> Result<Option<TaskRow>, StoreError> {
        read!(self, case::task(case, task))
    }

    /// Armed timers of a case.
    pub async fn timers_of(&self, case: &str) -> Result<Vec<TimerRow>, StoreError> {
        read!(self, case::timers(case))
    }

    /// Jobs of a case.
    pub async fn jobs_of(&self, case: &str) -> Result<Vec<JobRow>, StoreError> {
        read!(self, case::jobs(case))
    }

    /// Incidents of a case, resolved ones included.
    pub async fn incidents_of(&self, case: &str) -> Result<Vec<IncidentRow>, StoreError> {
        read!(self, case::incidents(case))
    }

    /// Limits of a case, ended ones included.
    pub async fn limits_of(&self, case: &str) -> Result<Vec<LimitRow>, StoreError> {
        read!(self, list::limits_of(case))
    }

    /// Document versions of a case.
    pub async fn documents_of(&self, case: &str) -> Result<Vec<DocumentRow>, StoreError> {
        read!(self, case::documents(case))
    }

    /// Open tasks of a person, the least time left first.
    pub async fn inbox_mine(&self, person: &str, window: Window) -> Result<Page<InboxRow>, StoreError> {
        read!(self, inbox::mine(person, window))
    }

    /// Open tasks that nobody has claimed, in any of the pools.
    pub async fn inbox_pool(&self, pools: &[Pool], window: Window) -> Result<Page<InboxRow>, StoreError> {
        read!(self, inbox::pool(pools, window))
    }

    /// Tasks that a person completed, the latest first.
    pub async fn inbox_done(&self, person: &str, window: Window) -> Result<Page<InboxRow>, StoreError> {
        read!(self, inbox::done(person, window))
    }

    /// Cases within the scope that meet the filter, the newest first.
    pub async fn cases(&self, filter: &CaseFilter) -> Result<Page<CaseRow>, StoreError> {
        read!(self, list::cases(filter))
    }

    /// Whether a case exists within a scope.
    pub async fn case_in_scope(&self, case: &str, scope: &Scope) -> Result<bool, StoreError> {
        read!(self, list::in_scope(case, scope))
    }

    /// Id of the case that a name stands for.
    pub async fn find_case(&self, name: &CaseName) -> Result<Option<String>, StoreError> {
        read!(self, list::find(name))
    }

    /// Limits within the scope, the nearest end first.
    pub async fn limits(&self, filter: &LimitFilter) -> Result<Page<LimitOfCase>, StoreError> {
        read!(self, list::limits(filter))
    }

    /// Unresolved incidents within the scope, the oldest first.
    pub async fn open_incidents(&self, scope: &Scope, window: Window) -> Result<Page<IncidentOfCase>, StoreError> {
        read!(self, list::open_incidents(scope, window))
    }

    /// The whole journal of a case with its payloads, for folding.
    pub async fn journal(&self, case: &str) -> Result<Vec<JournalEntry>, StoreError> {
        read!(self, chain::journal(case, 0, i64::MAX))
    }

    /// Audit rows of a case after number `n`, at most [`PAGE_ROWS_MAX`].
    pub async fn audit_after(&self, case: &str, n: i64) -> Result<Vec<AuditEntry>, StoreError> {
        read!(self, chain::audit(case, n, PAGE_ROWS_MAX))
    }

    /// Number and digest of the newest audit row; none before the first.
    pub async fn audit_tail(&self, case: &str) -> Result<Option<(i64, String)>, StoreError> {
        read!(self, chain::tail(case))
    }

    /// Ids of all cases that left an audit row, in order, after `after` (empty: from the first); at most `limit`.
    pub async fn case_ids(&self, after: &str, limit: i64) -> Result<Vec<String>, StoreError> {
        read!(self, chain::cases(after, limit))
    }

    /// Erases a payload together with its salt. Answers whether there was one to erase.
    pub async fn erase_payload(&self, case: String, ref_id: String, at_ms: i64) -> Result<bool, StoreError> {
        transact!(self, chain::erase(case, ref_id, at_ms))
    }

    /// Claims up to `limit` jobs that are due or whose worker went away, until `lease_until`.
    pub async fn claim_jobs(&self, now: i64, lease_until: i64, limit: i64) -> Result<Vec<ClaimedJob>, StoreError> {
        // Polling an idle database must not write.
        match self.next_job_due().await? {
            Some(due) if due <= now => transact!(self, job::claim(now, lease_until, limit)),
            _ => Ok(Vec::new()),
        }
    }

    /// Jobs that gave up or still wait, within the scope, the oldest due first: the outbox as operators see it.
    pub async fn waiting_jobs(&self, scope: &Scope, window: Window) -> Result<Page<JobOfCase>, StoreError> {
        read!(self, list::waiting_jobs(scope, window))
    }

    /// Lengthens a lease. Answers whether it still holds.
    pub async fn extend_lease(
        &self,
        case: String,
        job: String,
        epoch: i64,
        lease_until: i64,
    ) -> Result<bool, StoreError> {
        transact!(self, job::extend(case, job, epoch, lease_until))
    }

    /// Ends the leases that a process left behind which had this database alone; answers how many. On a shared database other
    /// nodes may hold them, so there they run out by themselves and 0 is the answer.
    pub async fn free_leases(&self) -> Result<u64, StoreError> {
        if self.is_shared() { Ok(0) } else { transact!(self, job::free()) }
    }

    /// When the next job can be claimed (due, or its lease over), if any waits.
    pub async fn next_job_due(&self) -> Result<Option<i64>, StoreError> {
        read!(self, job::next_due())
    }

    /// Timers that are due and not held back, the longest due first. Firing is a commit that removes or moves the timer.
    pub async fn due_timers(&self, now: i64, limit: i64) -> Result<Vec<DueTimer>, StoreError> {
        read!(self, job::due_timers(now, limit))
    }

    /// When the next timer is to be fired (due, or held back until), if any is armed.
    pub async fn next_timer_due(&self) -> Result<Option<i64>, StoreError> {
        read!(self, job::next_timer())
    }

    /// Keeps a timer whose firing failed out of the way until then.
    pub async fn hold_timer(&self, case: String, timer: String, until: i64) -> Result<(), StoreError> {
        transact!(self, job::hold_timer(case, timer, until))
    }
}
