//! How a state is stored: the same fields, and what is derived from them is made again when it is read. Timer sources are texts.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    CaseState, Catch, Counters, Instance, Job, OpenIncident, ScopeState, Task, Timer, TimerSource, Token, Trigger,
};
use crate::ids::{IncidentId, InstanceId, JobId, ScopeId, SubscriptionId, TaskId, TimerId, TokenId};
use crate::time::Timestamp;

#[derive(Deserialize)]
pub(super) struct Stored {
    case: String,
    seq: u64,
    next: Counters,
    #[serde(default)]
    suspended: Option<Timestamp>,
    instances: BTreeMap<InstanceId, Instance>,
    scopes: BTreeMap<ScopeId, ScopeState>,
    tokens: BTreeMap<TokenId, Token>,
    #[serde(default)]
    tasks: BTreeMap<TaskId, Task>,
    #[serde(default)]
    timers: BTreeMap<TimerId, Timer>,
    #[serde(default)]
    subscriptions: BTreeMap<SubscriptionId, Catch>,
    #[serde(default)]
    jobs: BTreeMap<JobId, Job>,
    #[serde(default)]
    incidents: BTreeMap<IncidentId, OpenIncident>,
}

impl From<Stored> for CaseState {
    fn from(stored: Stored) -> Self {
        let due = stored.timers.iter().filter_map(|(id, timer)| timer.due.map(|due| (due, *id))).collect();
        let hosted = stored.timers.iter().filter(|(_, timer)| !matches!(timer.source, TimerSource::Model { .. }));
        let hosted = hosted.map(|(id, _)| *id).collect();
        let bytes = stored.scopes.values().map(|scope| super::weight(&scope.variables)).sum();
        let conditions =
            stored.subscriptions.iter().filter(|(_, catch)| matches!(catch.trigger, Trigger::Condition { .. }));
        let conditions = conditions.map(|(id, _)| *id).collect();
        CaseState {
            conditions,
            hosted,
            bytes,
            case: stored.case,
            seq: stored.seq,
            next: stored.next,
            suspended: stored.suspended,
            instances: stored.instances,
            scopes: stored.scopes,
            tokens: stored.tokens,
            tasks: stored.tasks,
            timers: stored.timers,
            subscriptions: stored.subscriptions,
            jobs: stored.jobs,
            incidents: stored.incidents,
            due,
        }
    }
}

impl fmt::Display for TimerSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimerSource::Model { cycle: None } => f.write_str("model"),
            TimerSource::Model { cycle: Some(cycle) } => {
                write!(f, "model:{}@{}#{}", cycle.text, cycle.armed.0, cycle.fired)
            }
            TimerSource::Host { limit, at: None } => write!(f, "host:{limit}"),
            TimerSource::Host { limit, at: Some(at) } => write!(f, "host:{limit}@{at}"),
            TimerSource::Limit { limit } => write!(f, "limit:{limit}"),
        }
    }
}

/// The text is no timer source.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a timer source like `model` or `host:T11`, but found `{0}`")]
pub struct BadSource(String);

impl FromStr for TimerSource {
    type Err = BadSource;

    fn from_str(text: &str) -> Result<Self, BadSource> {
        let bad = || BadSource(text.to_owned());
        match text.split_once(':') {
            None if text == "model" => Ok(TimerSource::Model { cycle: None }),
            Some(("host", rest)) => Ok(match rest.split_once('@') {
                Some((limit, at)) => TimerSource::Host { limit: limit.to_owned(), at: Some(at.to_owned()) },
                None => TimerSource::Host { limit: rest.to_owned(), at: None },
            }),
            Some(("limit", limit)) => Ok(TimerSource::Limit { limit: limit.to_owned() }),
            Some(("model", rest)) => {
                let (cycle, counts) = rest.rsplit_once('@').ok_or_else(bad)?;
                let (armed, fired) = counts.split_once('#').ok_or_else(bad)?;
                let armed = Timestamp(armed.parse().map_err(|_| bad())?);
                let fired = fired.parse().map_err(|_| bad())?;
                Ok(TimerSource::Model { cycle: Some(super::CycleState { text: cycle.to_owned(), armed, fired }) })
            }
            _ => Err(bad()),
        }
    }
}

impl Serialize for TimerSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimerSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}
