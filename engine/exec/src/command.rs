//! Commands: what people, programs and the clock ask of a case. Imperative words; each is answered by events or by a refusal.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Variables;
use crate::ids::{ElementPath, IncidentId, InstanceId, JobId, PersonId, TaskId, TimerId, TokenId};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// A person; a refusal by the host refuses the whole command.
    Person(PersonId),
    /// The engine's own surroundings: clock, connectors.
    System,
    /// Another organisation, through its interface.
    Agency(String),
}

impl By {
    /// The person, when a person asks.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            By::Person(id) => Some(id),
            By::System | By::Agency(_) => None,
        }
    }
}

/// A command and who gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// Who asks.
    pub by: By,
    /// For what.
    pub what: Ask,
}

impl Command {
    /// A command of a person.
    pub fn by_person(person: &str, what: Ask) -> Self {
        Command { by: By::Person(person.into()), what }
    }

    /// A command of the engine's surroundings.
    pub fn by_system(what: Ask) -> Self {
        Command { by: By::System, what }
    }
}

/// Whether a failed job is tried again, as long as tries are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Repeating is useless: it becomes an incident at once.
    Never,
    /// After the wait that the model gives.
    BackOff,
    /// The other side wishes a wait of this many ms; the longer of it and the model's wait counts, at most a day.
    After(i64),
}

/// When an added signer signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignerPlace {
    /// Before the holder may complete (前加签).
    Before,
    /// After the holder (后加签).
    After,
    /// Beside the holder, in any order (并加签).
    Parallel,
    /// One of those who decide together (会签, 或签).
    Vote,
}

/// How several persons decide together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountersignRule {
    /// Everybody votes; agreed when everybody agrees.
    All,
    /// Agreed as soon as this part of all (1 to 100 percent) agrees, refused as soon as that cannot happen any more.
    Share(u8),
    /// Refused at the first refusal (一票否决), else agreed when everybody agrees.
    Veto,
    /// The first vote decides (或签).
    Any,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Start an instance of a process of the release.
    Start {
        /// The id of the process.
        process: String,
        /// Its first variables.
        variables: Variables,
    },
    /// Take a task.
    Claim {
        /// The open task.
        task: TaskId,
    },
    /// Give a task back to everyone who may take it.
    Unclaim {
        /// The claimed task.
        task: TaskId,
    },
    /// Give a task to a person (assign, transfer).
    Assign {
        /// The open task.
        task: TaskId,
        /// Who is to do it.
        to: PersonId,
    },
    /// Finish a task.
    Complete {
        /// The open task.
        task: TaskId,
        /// What the form holds, an object.
        answers: Value,
        /// Opaque to the engine.
        signatures: Vec<Value>,
    },
    /// A person answers a waiting message catch.
    Answer {
        /// The element that waits.
        element: ElementPath,
        /// What the form holds, an object.
        answers: Value,
        /// Opaque to the engine.
        signatures: Vec<Value>,
    },
    /// Send the work of a task to another element than completing leads to: back (退回), or aside (拒绝签收); only where the task's
    /// `xe:allow` names it.
    Return {
        /// The open task.
        task: TaskId,
        /// Id of the element in the same process.
        to: String,
        /// Why.
        reason: String,
    },
    /// Take back one's own completed task while the next is untouched (撤回); only where the element's `xe:allow` permits it.
    Withdraw {
        /// The open, untouched task that followed.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// Ask another person to do the work of a task that one holds; it comes back with `Resolve` (委托). Only where allowed.
    Delegate { task: TaskId, to: PersonId, reason: String },
    /// The delegate is done: the task is the owner's again.
    Resolve { task: TaskId },
    /// Give the task to another person for good (转办). Only where allowed.
    Transfer { task: TaskId, to: PersonId, reason: String },
    /// One more person has to sign (加签). Only where allowed.
    AddSigner { task: TaskId, person: PersonId, place: SignerPlace, reason: String },
    /// A person who has not signed yet need not sign any more (减签). Only where allowed.
    RemoveSigner { task: TaskId, person: PersonId, reason: String },
    /// Let several persons decide together (会签, 或签). Only where allowed.
    Countersign { task: TaskId, persons: Vec<PersonId>, rule: CountersignRule },
    /// Sign as one who was asked to.
    Sign { task: TaskId, agree: bool, answers: Value, signatures: Vec<Value> },
    /// Set when a task should be done, when to look at it again, how urgent it is (0 as usual, more is more urgent).
    Plan { task: TaskId, due: Option<crate::Timestamp>, follow_up: Option<crate::Timestamp>, priority: i32 },
    /// Something that another system reports. The host says what it means (`happened`); it is delivered only if the host wishes so.
    External {
        /// What kind.
        message: String,
        /// About what.
        key: String,
        /// Its content.
        payload: Value,
    },
    /// Deliver a message to one waiting catch, or to a message start event.
    Correlate {
        /// Name of the message.
        message: String,
        /// Correlation key; empty matches only catches without a key.
        key: String,
        /// Becomes variables of the receiver.
        payload: Value,
    },
    /// Broadcast a signal within the case.
    Signal {
        /// Name of the signal.
        signal: String,
        /// Becomes variables of each receiver.
        payload: Value,
    },
    /// The clock has reached a timer. Refused when it is not due.
    FireTimer {
        /// The timer.
        timer: TimerId,
    },
    /// A connector is done.
    CompleteJob {
        /// The open job.
        job: JobId,
        /// What it answers, an object.
        output: Value,
    },
    /// A connector failed.
    FailJob {
        /// The open job.
        job: JobId,
        /// What happened, for operators.
        error: String,
        /// A BPMN error code that the model may catch; then nothing is retried.
        bpmn_error: Option<String>,
        /// Whether another try makes sense.
        again: Again,
    },
    /// Changes only the host's own record (the case file). Opaque to the engine.
    Host {
        /// For the host.
        payload: Value,
    },
    /// Set variables from outside, with a reason.
    SetVariables {
        /// Whose variables.
        instance: InstanceId,
        /// New values.
        variables: Variables,
        /// Why.
        reason: String,
    },
    /// Try a stuck node again.
    Retry {
        /// The open incident.
        incident: IncidentId,
        /// Why an operator thinks that it will go now; empty where a program tries again.
        reason: String,
    },
    /// Take an incident as settled: its node counts as done with these answers, nothing is tried again.
    ResolveIncident { incident: IncidentId, answers: Value, reason: String },
    /// Put a token on another element of the same container; what ran for it ends.
    Move { token: TokenId, to: String, reason: String },
    /// Start a process anew at these elements of its outermost level, for a case that went wrong.
    Restart { process: String, at: Vec<String>, variables: Variables, reason: String },
    /// Let the whole case run the release that the command is decided with, by this plan.
    Migrate { from: crate::Release, plan: crate::migration::Plan, reason: String },
    /// End an instance and everything below it.
    Cancel {
        /// The instance.
        instance: InstanceId,
        /// Why.
        reason: String,
    },
    /// Stop all work on the case; timers keep their remaining time.
    Suspend {
        /// Why.
        reason: String,
    },
    /// Go on after `Suspend`.
    Resume,
    /// Start one more activity of a running ad-hoc sub-process.
    StartAdHoc {
        /// The activity inside it.
        element: ElementPath,
    },
}

impl Ask {
    /// The name of the command, for audit rows: `Complete`.
    pub fn name(&self) -> &'static str {
        match self {
            Ask::Start { .. } => "Start",
            Ask::Claim { .. } => "Claim",
            Ask::Unclaim { .. } => "Unclaim",
            Ask::Assign { .. } => "Assign",
            Ask::Complete { .. } => "Complete",
            Ask::Answer { .. } => "Answer",
            Ask::Return { .. } => "Return",
            Ask::Withdraw { .. } => "Withdraw",
            Ask::External { .. } => "External",
            Ask::Correlate { .. } => "Correlate",
            Ask::Signal { .. } => "Signal",
            Ask::FireTimer { .. } => "FireTimer",
            Ask::CompleteJob { .. } => "CompleteJob",
            Ask::FailJob { .. } => "FailJob",
            Ask::Host { .. } => "Host",
            Ask::SetVariables { .. } => "SetVariables",
            Ask::Retry { .. } => "Retry",
            Ask::Cancel { .. } => "Cancel",
            Ask::Suspend { .. } => "Suspend",
            Ask::Resume => "Resume",
            Ask::StartAdHoc { .. } => "StartAdHoc",
            Ask::Delegate { .. } => "Delegate",
            Ask::Resolve { .. } => "Resolve",
            Ask::Transfer { .. } => "Transfer",
            Ask::AddSigner { .. } => "AddSigner",
            Ask::RemoveSigner { .. } => "RemoveSigner",
            Ask::Countersign { .. } => "Countersign",
            Ask::Sign { .. } => "Sign",
            Ask::Plan { .. } => "Plan",
            Ask::ResolveIncident { .. } => "ResolveIncident",
            Ask::Move { .. } => "Move",
            Ask::Restart { .. } => "Restart",
            Ask::Migrate { .. } => "Migrate",
        }
    }
}
