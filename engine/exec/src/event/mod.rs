//! Events: what has happened, in past words. They are the journal, and nothing else changes the state.
//!
//! Fields that may hold personal data (`answers`, `payload`, `output`, `variables` …) are carried in memory; the journal writer
//! takes them off with [`Event::split`] and keeps them in rows of their own, [`Event::join`] puts them back.

mod about;
mod ending;
mod operation;
mod row;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Variables;
use crate::command::By;
use crate::host::HostEvent;
use crate::ids::{
    ElementPath, IncidentId, InstanceId, JobId, PersonId, ScopeId, SubscriptionId, TaskId, TimerId, TokenId,
};
use crate::incident::Incident;
use crate::state::{Holder, RetryStep, ScopeKind, TimerSource, Trigger};
use crate::time::Timestamp;

pub use ending::{Decided, DecidedBy, Ending};
pub use operation::Operation;

/// Version of the event format, the `v` of a journal row.
pub const EVENT_VERSION: u32 = 1;

fn completed(ending: &Ending) -> bool {
    *ending == Ending::Completed
}

fn no_value(value: &Value) -> bool {
    value.is_null()
}

/// What has happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Event {
    /// A process began to run.
    InstanceStarted {
        instance: InstanceId,
        /// The call activity that started it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        element: Option<ElementPath>,
        process: String,
        release: String,
        /// Its outermost scope.
        scope: ScopeId,
        /// The token that waits for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caller: Option<TokenId>,
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<By>,
    },
    /// A process has ended.
    InstanceEnded {
        instance: InstanceId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        element: Option<ElementPath>,
        #[serde(default = "Ending::done", skip_serializing_if = "completed")]
        ending: Ending,
        /// The process, for instances that nothing called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        process: Option<String>,
    },
    /// A sub-process or one round of a loop began.
    ScopeOpened {
        scope: ScopeId,
        kind: ScopeKind,
        /// The scope around it.
        parent: ScopeId,
        /// The token that waits for it; an event sub-process has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<TokenId>,
        element: ElementPath,
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
        /// The record of a completed sub-process that comes back to be compensated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        revives: Option<u64>,
    },
    /// It has ended; `kept` keeps its variables for compensation.
    ScopeClosed {
        scope: ScopeId,
        #[serde(default = "Ending::done", skip_serializing_if = "completed")]
        ending: Ending,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        kept: bool,
    },
    /// A token began its way at a start event, a handler or an inner activity.
    TokenCreated {
        token: TokenId,
        scope: ScopeId,
        element: ElementPath,
        /// It is a compensation handler; this token waits for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handler_for: Option<TokenId>,
    },
    /// A token went along a flow to `to`; a number not seen before is a new token of the same scope.
    FlowTaken {
        flow: ElementPath,
        token: TokenId,
        scope: ScopeId,
        to: ElementPath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided: Option<Decided>,
    },
    /// A token stands on an activity or event.
    NodeEntered { token: TokenId, element: ElementPath },
    /// An activity or event is done; the token is about to leave.
    NodeLeft {
        token: TokenId,
        element: ElementPath,
        /// Registered for compensation under this number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        record: Option<u64>,
    },
    /// A token went on without a flow: from a caught boundary event, a link, a way back.
    TokenMoved { token: TokenId, element: ElementPath, to: ElementPath },
    /// A token is no more.
    TokenEnded {
        token: TokenId,
        element: ElementPath,
        #[serde(default = "Ending::done", skip_serializing_if = "completed")]
        ending: Ending,
    },
    /// A token waits at a join.
    TokenParked { token: TokenId, element: ElementPath },
    /// Waiting tokens became one.
    Joined { token: TokenId, element: ElementPath, merged: Vec<TokenId> },
    /// A complex gateway was activated (`reset` false) or is ready again (`reset` true).
    GatewayActivated { scope: ScopeId, element: ElementPath, flows: Vec<String>, reset: bool },
    /// Human work is there to be done.
    TaskOpened {
        task: TaskId,
        element: ElementPath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        token: TokenId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<String>,
        /// A person who must do it (`sameAs`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assignee: Option<PersonId>,
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        input: Variables,
    },
    /// A person took it.
    TaskClaimed { task: TaskId, element: ElementPath, by: PersonId },
    /// It is free again.
    TaskUnclaimed { task: TaskId, element: ElementPath, by: PersonId },
    /// It was given to a person.
    TaskAssigned { task: TaskId, element: ElementPath, to: PersonId, by: By },
    /// It is done.
    TaskCompleted {
        task: TaskId,
        element: ElementPath,
        token: TokenId,
        by: By,
        #[serde(default, skip_serializing_if = "no_value")]
        answers: Value,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        signatures: Vec<Value>,
    },
    /// It is no longer needed.
    TaskCancelled { task: TaskId, element: ElementPath },
    /// Work was sent back to an earlier element.
    TaskReturned { task: TaskId, element: ElementPath, to: ElementPath, by: By, reason: String },
    /// A person took back what they had completed.
    TaskWithdrawn { task: TaskId, element: ElementPath, to: ElementPath, by: By, reason: String },
    /// A person answered a message catch.
    MessageAnswered {
        subscription: SubscriptionId,
        element: ElementPath,
        token: TokenId,
        by: By,
        #[serde(default, skip_serializing_if = "no_value")]
        answers: Value,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        signatures: Vec<Value>,
    },
    /// A message or signal reached a waiting element.
    TriggerReceived {
        subscription: SubscriptionId,
        element: ElementPath,
        #[serde(default, skip_serializing_if = "no_value")]
        payload: Value,
    },
    /// The model threw a message; `delivered` says how many took it in this case.
    MessageSent {
        element: ElementPath,
        token: TokenId,
        /// Counted, so that the effect has a key of its own.
        number: u64,
        message: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        key: String,
        delivered: u32,
        #[serde(default, skip_serializing_if = "no_value")]
        payload: Value,
    },
    /// The model threw a signal.
    SignalThrown { signal: String, element: ElementPath },
    /// The model threw an error; `caught` names who takes it.
    ErrorThrown {
        error: String,
        element: ElementPath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caught: Option<ElementPath>,
    },
    /// The model threw an escalation.
    EscalationThrown {
        escalation: String,
        element: ElementPath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caught: Option<ElementPath>,
    },
    /// Compensation of an activity began; its record is used up.
    CompensationStarted { scope: ScopeId, element: ElementPath, record: u64 },
    /// A timer waits. No `due`: nobody knows yet.
    TimerArmed {
        timer: TimerId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        element: Option<ElementPath>,
        source: TimerSource,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        provisional: bool,
        holder: Holder,
    },
    /// Its due time has changed.
    TimerMoved {
        timer: TimerId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        provisional: bool,
    },
    /// It was due. `next`: a cycle goes on.
    TimerFired {
        timer: TimerId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        element: Option<ElementPath>,
        /// The host's name, for timers of the host.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<Timestamp>,
    },
    /// It is no longer needed.
    TimerCancelled { timer: TimerId },
    /// An element waits for a message, signal or condition.
    Subscribed {
        subscription: SubscriptionId,
        element: ElementPath,
        #[serde(flatten)]
        trigger: Trigger,
        holder: Holder,
        /// People may answer it, with this role.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<String>,
    },
    /// It waits no more.
    Unsubscribed { subscription: SubscriptionId },
    /// A condition changed its truth.
    ConditionChanged { subscription: SubscriptionId, holds: bool },
    /// Connector work is there to be done.
    JobCreated {
        job: JobId,
        element: ElementPath,
        token: TokenId,
        connector: String,
        operation: String,
        #[serde(default, skip_serializing_if = "no_value")]
        input: Value,
        #[serde(default)]
        retries: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        timeout_ms: Option<i64>,
    },
    /// It is done.
    JobCompleted {
        job: JobId,
        element: ElementPath,
        token: TokenId,
        #[serde(default, skip_serializing_if = "no_value")]
        output: Value,
    },
    /// An attempt failed.
    JobFailed { job: JobId, element: ElementPath, error: String, attempt: u32 },
    /// It will be tried again.
    JobRetried {
        job: JobId,
        element: ElementPath,
        attempt: u32,
        connector: String,
        operation: String,
        #[serde(default, skip_serializing_if = "no_value")]
        input: Value,
        retry_at: Timestamp,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        timeout_ms: Option<i64>,
    },
    /// It is no longer needed.
    JobCancelled { job: JobId },
    /// A rule of the host has answered.
    RuleEvaluated {
        element: ElementPath,
        token: TokenId,
        #[serde(default, skip_serializing_if = "script::Value::is_null")]
        output: script::Value,
    },
    /// Variables got values: those of a scope, or those that only one token's activity sees.
    VariablesSet {
        scope: ScopeId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<TokenId>,
        variables: Variables,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A loop began; `total` 0: a condition decides how many rounds.
    LoopStarted {
        token: TokenId,
        element: ElementPath,
        total: u32,
        /// Items of the collection.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        variables: Vec<script::Value>,
    },
    /// One round of a loop is done.
    LoopRoundEnded {
        token: TokenId,
        element: ElementPath,
        #[serde(default, skip_serializing_if = "script::Value::is_null")]
        output: script::Value,
    },
    /// The node passed a milestone.
    MilestoneReached { element: ElementPath, name: String },
    /// A node is stuck.
    IncidentRaised {
        incident: IncidentId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        element: Option<ElementPath>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<TokenId>,
        incident_of: Incident,
        retry: RetryStep,
    },
    /// It is repaired, or no longer matters.
    IncidentResolved { incident: IncidentId },
    /// Another system reported something.
    ExternalReceived {
        message: String,
        key: String,
        #[serde(default, skip_serializing_if = "no_value")]
        payload: Value,
        by: By,
    },
    /// Somebody changes the host's own record.
    HostAsked {
        #[serde(default, skip_serializing_if = "no_value")]
        payload: Value,
        by: By,
    },
    /// People did something with a task, or an operator with the case.
    Operated(Operation),
    /// An event of the host.
    Host(HostEvent),
    /// All work stopped.
    CaseSuspended { reason: String, at: Timestamp },
    /// Work goes on.
    CaseResumed { at: Timestamp },
}
