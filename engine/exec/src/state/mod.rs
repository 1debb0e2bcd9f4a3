//! The engine state of a case: what a fold of its journal gives. Read freely; `apply.rs` is the only writer.
//!
//! Ordered maps only. Tokens hang in scopes, scopes hang on tokens or scopes; whatever waits (task, timer, subscription, job)
//! hangs on a token or a scope and is found from there, so that a cancellation touches only what it ends.

mod apply;
mod place;
mod stored;
pub mod view;
mod wait;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Variables;
use crate::ids::{IncidentId, InstanceId, JobId, ScopeId, SubscriptionId, TaskId, TimerId, TokenId};
use crate::time::Timestamp;

pub use place::{Compensable, Instance, Kept, Place, Rounds, ScopeKind, ScopeState, Token};
pub use wait::{
    AfterTold, Catch, CycleState, HandedOn, Holder, Job, OpenIncident, RetryStep, Signed, Signer, Task, Timer,
    TimerSource, Trigger, Wait,
};

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
