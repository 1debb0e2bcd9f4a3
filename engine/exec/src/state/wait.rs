//! Tasks, timers, subscriptions, jobs, incidents: what a case waits for.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Variables;
use crate::command::{By, CountersignRule, SignerPlace};
use crate::event::Event;
use crate::ids::{ElementPath, IncidentId, JobId, PersonId, ScopeId, SubscriptionId, TaskId, TimerId, TokenId};
use crate::incident::Incident;
use crate::time::Timestamp;

/// Something that a token or a scope waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wait {
    Task(TaskId),
    Timer(TimerId),
    Subscription(SubscriptionId),
    Job(JobId),
    Incident(IncidentId),
}

/// Who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Holder {
    /// A token: its own element, or a boundary event on it.
    Token(TokenId),
    /// A scope: the start of an event sub-process.
    Scope(ScopeId),
    /// The case.
    Case,
}

/// Open human work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    pub element: ElementPath,
    pub token: TokenId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Who has claimed it or was given it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Variables::is_empty")]
    pub input: Variables,
    /// Who has delegated it and gets it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// Who has to sign beside the holder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signers: Vec<Signer>,
    /// The rule under which the signers decide together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub countersign: Option<CountersignRule>,
    /// The holder is done and others have still to sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_on: Option<Box<HandedOn>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Timestamp>,
    /// 0 as usual; more is more urgent.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub priority: i32,
}

impl Task {
    /// The task that [`Event::TaskOpened`] tells of; `None` for every other event.
    pub fn opened(event: &Event) -> Option<(TaskId, Task)> {
        let Event::TaskOpened { task, element, role, unit, token, form, assignee, input } = event else { return None };
        let opened = Task {
            element: element.clone(),
            token: *token,
            role: role.clone(),
            unit: unit.clone(),
            form: form.clone(),
            assignee: assignee.clone(),
            input: input.clone(),
            owner: None,
            signers: Vec::new(),
            countersign: None,
            handed_on: None,
            due: None,
            follow_up: None,
            priority: 0,
        };
        Some((*task, opened))
    }
}

fn is_usual(priority: &i32) -> bool {
    *priority == 0
}

/// A person who has to sign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signer {
    pub person: PersonId,
    pub place: SignerPlace,
    /// What they said, once they have signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signed>,
}

/// What a signer said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signed {
    pub agree: bool,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub answers: Value,
}

/// What the holder has sent while others have still to sign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandedOn {
    pub by: By,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub answers: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Value>,
}

/// A waiting timer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timer {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<ElementPath>,
    pub source: TimerSource,
    pub holder: Holder,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
}

/// Who knows when a timer is due. As text: `model`, `model:R3/PT10S@0#1`, `host:T11`, `host:T70@last-day`, `limit:T14`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimerSource {
    /// The model.
    Model {
        /// A repeating interval and how far it is.
        cycle: Option<CycleState>,
    },
    /// The host, for an element of the model.
    Host { limit: String, at: Option<String> },
    /// The host, without an element.
    Limit { limit: String },
}

/// How far a repeating timer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CycleState {
    /// `R3/PT10S`.
    pub text: String,
    /// When it was armed.
    pub armed: Timestamp,
    /// How often it has fired.
    pub fired: u32,
}

/// What a subscription waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Trigger {
    Message {
        message: String,
        #[serde(default)]
        key: String,
    },
    Signal {
        signal: String,
    },
    Condition {
        condition: String,
        holds: bool,
    },
}

/// A waiting subscription.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Catch {
    pub element: ElementPath,
    #[serde(flatten)]
    pub trigger: Trigger,
    pub holder: Holder,
    /// People with this role may answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
}

/// Open connector work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    pub element: ElementPath,
    pub token: TokenId,
    pub connector: String,
    pub operation: String,
    #[serde(default)]
    pub input: Value,
    /// Attempts begun, 1 at first.
    pub attempt: u32,
    /// Attempts left after this one.
    pub retries: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<i64>,
}

/// What `Retry` does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum RetryStep {
    /// Enter the node again.
    Enter,
    /// Tell the host again what happened, then go on as after it: nothing, or what a caught trigger or a finished work goes on with.
    Tell { event: Box<crate::event::Event>, then: AfterTold },
    /// Read the outputs again and leave.
    Complete {
        #[serde(default)]
        answers: Value,
    },
    /// Choose the way out again.
    Leave,
    /// Try the job again.
    Job { job: JobId },
    /// Go on with the rounds of a loop.
    NextRound,
    /// Go on compensating.
    Compensate,
    /// Look again whether a scope has ended.
    Settle { scope: ScopeId },
    /// Nothing to repeat; only the mark goes.
    Clear,
}

/// What follows when the host has agreed after all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AfterTold {
    /// Nothing.
    Nothing,
    /// The node is done, with this answer.
    Finish(Value),
    /// The element was triggered.
    Trigger { holder: Holder, element: ElementPath },
}

/// An open incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenIncident {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<ElementPath>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenId>,
    pub incident: Incident,
    pub retry: RetryStep,
}
