//! Commands: what people, programs and the clock ask of a case. Imperative words; each is answered by events or by a refusal.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Variables;
use crate::ids::{ElementPath, IncidentId, InstanceId, JobId, PersonId, TaskId, TimerId};

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
        /// False when repeating is useless: becomes an incident at once.
        retry: bool,
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
    },
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
        }
    }
}
