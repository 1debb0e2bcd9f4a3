//! The engine state of a case: what a fold of its journal gives. Read freely; `apply.rs` is the only writer.
//!
//! Ordered maps only. Tokens hang in scopes, scopes hang on tokens or scopes; whatever waits (task, timer, subscription, job)
//! hangs on a token or a scope and is found from there, so that a cancellation touches only what it ends.

mod apply;
mod stored;
pub mod view;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Variables;
use crate::ids::{
    ElementPath, IncidentId, InstanceId, JobId, PersonId, ScopeId, SubscriptionId, TaskId, TimerId, TokenId,
};
use crate::incident::Incident;
use crate::time::Timestamp;

/// Everything the engine knows about a case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "stored::Stored")]
pub struct CaseState {
    /// The id of the case, as its surroundings name it; also the default correlation key.
    pub case: String,
    /// How many events have been applied.
    pub seq: u64,
    pub(crate) next: Counters,
    /// Since when the case is suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Timestamp>,
    pub instances: BTreeMap<InstanceId, Instance>,
    pub scopes: BTreeMap<ScopeId, ScopeState>,
    pub tokens: BTreeMap<TokenId, Token>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tasks: BTreeMap<TaskId, Task>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub timers: BTreeMap<TimerId, Timer>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub subscriptions: BTreeMap<SubscriptionId, Catch>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub jobs: BTreeMap<JobId, Job>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub incidents: BTreeMap<IncidentId, OpenIncident>,
    /// Derived: armed timers in the order of their due times.
    #[serde(skip)]
    pub(crate) due: BTreeSet<(Timestamp, TimerId)>,
    /// Derived: timers that the host knows.
    #[serde(skip)]
    pub(crate) hosted: BTreeSet<TimerId>,
    /// Derived: subscriptions that wait for a condition.
    #[serde(skip)]
    pub(crate) conditions: BTreeSet<SubscriptionId>,
    /// Derived: bytes of the variables of all scopes.
    #[serde(skip)]
    pub(crate) bytes: usize,
}

/// The last number given, per kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Counters {
    pub instance: u64,
    pub scope: u64,
    pub token: u64,
    pub task: u64,
    pub timer: u64,
    pub subscription: u64,
    pub job: u64,
    pub incident: u64,
    pub message: u64,
    pub record: u64,
}

/// The run of one process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    pub process: String,
    pub release: String,
    /// Its outermost scope.
    pub scope: ScopeId,
    /// The token of the call activity that waits for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<TokenId>,
    /// The call activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<ElementPath>,
    /// Who completed which element, in order, each person once; the last is the latest.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub completers: BTreeMap<ElementPath, Vec<PersonId>>,
}

/// What kind of container a scope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScopeKind {
    /// The outermost scope of an instance.
    Process,
    /// An embedded sub-process, a transaction or an ad-hoc sub-process.
    SubProcess,
    /// A running event sub-process.
    EventSubProcess,
    /// One round of a loop.
    Round,
    /// A completed sub-process that came back to be compensated.
    Compensation,
}

/// A container of tokens and variables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScopeState {
    pub kind: ScopeKind,
    pub instance: InstanceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ScopeId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<TokenId>,
    /// The element that it runs; none for a process.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<ElementPath>,
    #[serde(default, skip_serializing_if = "Variables::is_empty")]
    pub variables: Variables,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tokens: BTreeSet<TokenId>,
    /// Running event sub-processes.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub children: BTreeSet<ScopeId>,
    /// Triggers of event sub-processes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<Wait>,
    /// Tokens parked at joins, by element.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parked: BTreeMap<ElementPath, Vec<TokenId>>,
    /// Complex gateways that were activated and wait for the rest: the flows that have been used up.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub activated: BTreeMap<ElementPath, Vec<String>>,
    /// Completed activities that can be compensated, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub compensable: Vec<Compensable>,
}

/// A completed activity that can be compensated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compensable {
    pub record: u64,
    pub element: ElementPath,
    /// What a sub-process left: its variables and its own records, for its compensation event sub-process.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Box<Kept>>,
}

/// What is kept of a completed sub-process.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub variables: Variables,
    pub compensable: Vec<Compensable>,
}

/// Where a token stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Token {
    pub scope: ScopeId,
    pub element: ElementPath,
    /// The flow that it came by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<ElementPath>,
    pub place: Place,
    /// What it waits for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<Wait>,
    /// Scopes and instances that run for it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub children: BTreeSet<ScopeId>,
    /// Rounds of a loop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Box<Rounds>>,
    /// What only its activity sees: inputs, properties.
    #[serde(default, skip_serializing_if = "Variables::is_empty")]
    pub locals: Variables,
    /// What a completed sub-process left, until it is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Box<Kept>>,
    /// Compensation handlers that it waits for.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub pending: u32,
    /// For a compensation handler: the token that waits for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler_for: Option<TokenId>,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// How far a token is with its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// On its way into the element.
    Arriving,
    /// Waits at a join.
    Parked,
    /// In the element.
    Active,
    /// Done with it, on its way out.
    Leaving,
}

/// The rounds of a loop.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rounds {
    /// How many there will be; 0 where a condition decides.
    pub total: u32,
    pub begun: u32,
    pub done: u32,
    /// Items of the collection.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<script::Value>,
    /// Outputs in the order of the rounds' ends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<script::Value>,
}

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

fn weight(variables: &Variables) -> usize {
    variables.values().map(script::Value::weight).sum()
}

impl CaseState {
    /// The state of a case in which nothing has happened.
    pub fn new(case: &str) -> Self {
        CaseState { case: case.to_owned(), ..CaseState::default() }
    }

    /// When the next timer is due; nothing while suspended.
    pub fn next_due(&self) -> Option<(Timestamp, TimerId)> {
        if self.suspended.is_some() { None } else { self.due.first().copied() }
    }

    /// Nothing runs any more.
    pub fn is_over(&self) -> bool {
        self.instances.is_empty()
    }
}
