//! Refusals: the caller's mistake. Nothing has happened. `Display` is English, for logs; codes are stable.

use crate::host::HostRefusal;

/// Why a command was declined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such task, or it is done.
    #[error("expected task `{task}` to be open, but it is not")]
    TaskNotOpen {
        /// The task asked for.
        task: String,
        /// Who completed it, if it is known.
        by: Option<String>,
    },
    /// Another person has claimed the task.
    #[error("expected task `{task}` to be free, but `{by}` has claimed it")]
    TaskClaimed {
        /// The task.
        task: String,
        /// Who holds it.
        by: String,
    },
    /// Only who holds a task can give it back.
    #[error("expected task `{task}` to be claimed, but it is not")]
    TaskNotClaimed {
        /// The task.
        task: String,
    },
    /// The task is with a delegate.
    #[error("expected task `{task}` to be back from `{with}`, but it is not")]
    TaskDelegated {
        /// The task.
        task: String,
        /// The delegate.
        with: String,
    },
    /// Others have to sign first.
    #[error("expected {missing:?} to have signed task `{task}`, but they have not")]
    SignersMissing {
        /// The task.
        task: String,
        /// Who has not signed.
        missing: Vec<String>,
    },
    /// The person was not asked to sign, has signed already, or it is not yet their turn.
    #[error("expected `{person}` to be asked to sign task `{task}` now, but that is not so")]
    NotASigner {
        /// The task.
        task: String,
        /// The person.
        person: String,
    },
    /// The case cannot be migrated by this plan.
    #[error("expected a plan that fits the case, but found {} problems: {}", problems.len(), problems.join("; "))]
    PlanUnfit {
        /// Every problem, code and element.
        problems: Vec<String>,
    },
    /// The element does not wait for an answer.
    #[error("expected element `{element}` to wait for an answer, but it does not")]
    NotWaiting {
        /// The element.
        element: String,
    },
    /// The definition does not allow this operation here.
    #[error("expected `{operation}` to `{to}` to be allowed for `{element}`, but it is not")]
    OperationNotAllowed {
        /// return, withdraw …
        operation: &'static str,
        /// The element of the task.
        element: String,
        /// Where to.
        to: String,
    },
    /// The process is not in the release.
    #[error("expected process `{process}` in the release, but it is not there")]
    ProcessUnknown {
        /// The process asked for.
        process: String,
    },
    /// Something else named by the command is not there (any more).
    #[error("expected {kind} `{id}`, but it is not there")]
    NotFound {
        /// timer, job, incident, instance.
        kind: &'static str,
        /// The id asked for.
        id: String,
    },
    /// The timer is not due.
    #[error("expected timer `{timer}` to be due, but it is not")]
    TimerNotDue {
        /// The timer.
        timer: String,
    },
    /// Nothing waits for the message, and no process starts with it.
    #[error("expected something to wait for message `{message}`, but nothing does")]
    NothingWaits {
        /// Name of the message.
        message: String,
    },
    /// Answers, payload or output are no JSON object, or a name is no variable name.
    #[error("expected {expected}, but found {found}")]
    WrongShape {
        /// What was expected.
        expected: &'static str,
        /// What was found.
        found: String,
    },
    /// Variables or answers are too large.
    #[error("expected at most {limit_bytes} bytes of {what}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit.
        limit_bytes: usize,
    },
    /// The case is suspended.
    #[error("expected the case to be active, but it is suspended")]
    CaseSuspended,
    /// `Resume` of a case that is not suspended.
    #[error("expected the case to be suspended, but it is active")]
    CaseNotSuspended,
    /// The host refused.
    #[error("host refused: {}", .0.code)]
    Host(HostRefusal),
}

impl Refusal {
    /// Stable: used by the API, by translations and by the help page of the same name.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::TaskNotOpen { .. } => "task-not-open",
            Refusal::TaskClaimed { .. } => "task-claimed",
            Refusal::TaskNotClaimed { .. } => "task-not-claimed",
            Refusal::TaskDelegated { .. } => "task-delegated",
            Refusal::SignersMissing { .. } => "signers-missing",
            Refusal::NotASigner { .. } => "not-a-signer",
            Refusal::PlanUnfit { .. } => "plan-unfit",
            Refusal::NotWaiting { .. } => "not-waiting",
            Refusal::OperationNotAllowed { .. } => "operation-not-allowed",
            Refusal::ProcessUnknown { .. } => "process-unknown",
            Refusal::NotFound { .. } => "not-found",
            Refusal::TimerNotDue { .. } => "timer-not-due",
            Refusal::NothingWaits { .. } => "nothing-waits",
            Refusal::WrongShape { .. } => "wrong-shape",
            Refusal::TooLarge { .. } => "too-large",
            Refusal::CaseSuspended => "case-suspended",
            Refusal::CaseNotSuspended => "case-not-suspended",
            Refusal::Host(refusal) => refusal.code,
        }
    }
}
