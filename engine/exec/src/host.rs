//! The one port between the engine and the law. Pure: everything a host may know is in `self`.
//!
//! The engine asks, the host answers; the engine understands nothing of what the host's own events say.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::command::By;
use crate::event::Event;
use crate::ids::{ElementPath, InstanceId, PersonId, TaskId, TimerId};
pub use crate::state::view::Scope;

/// Answers for the law. `decide` owns the host's record for the time of one command.
pub trait Host {
    /// May this be done now, by this person? Asked before a person's command; and, without a command, for the list "what is missing".
    ///
    /// # Errors
    /// The refusal that the person gets.
    fn admit(&self, ask: &Admission<'_>) -> Result<(), HostRefusal>;

    /// A rule or ruling. The answer is written to the journal, so replay calls nothing.
    ///
    /// # Errors
    /// The node gets the incident `rule-failed`.
    fn evaluate(&self, rule: &RuleRef, scope: &Scope<'_>) -> Result<script::Value, RuleFailure>;

    /// When a host timer is due. Asked again for every live host timer after each decision that brought host events:
    /// a different answer becomes `TimerMoved`.
    fn due(&self, subscription: &Subscription) -> Due;

    /// What an engine event means. A gate may refuse here: then the command that caused the event is refused as a whole.
    /// If no person caused it (timer, job), the node gets the incident `gate-refused`, and nothing else is undone.
    /// Told: `InstanceStarted`, `InstanceEnded`, `NodeEntered`, `TaskCompleted`, `MessageAnswered`, `JobCompleted`,
    /// `RuleEvaluated`, `TimerFired`, `ExternalReceived`, `HostAsked`.
    ///
    /// # Errors
    /// The gate's refusal.
    fn happened(&self, event: &Event, scope: &Scope<'_>) -> Result<HostAnswer, HostRefusal>;

    /// The only writer of the host's record. Never fails. `fold(apply, journal)` = stored record.
    fn apply(&mut self, event: &HostEvent);
}

/// What a person (or an agency) wants to do, with everything that the engine knows about it.
#[derive(Clone)]
pub struct Admission<'a> {
    /// Which command: `Start`, `Claim`, `Complete`, `Answer`, `Return`, `Host` …
    pub command: &'static str,
    /// Who asks.
    pub by: &'a By,
    /// The task, where the command is about one.
    pub task: Option<TaskId>,
    /// The element, where the command is about one.
    pub element: Option<ElementPath>,
    /// The process, for `Start`.
    pub process: Option<&'a str>,
    /// `xe:assign role`.
    pub role: Option<&'a str>,
    /// `xe:assign unit`.
    pub unit: Option<&'a str>,
    /// Who has claimed the task.
    pub assignee: Option<&'a PersonId>,
    /// `sameAs`: who completed that element last. `None`: not asked for, or not completed yet.
    pub same_as: Option<&'a PersonId>,
    /// `notSameAs`: everybody who has completed one of those elements.
    pub not_same_as: Vec<PersonId>,
    /// What the form holds; null where there is no form.
    pub answers: &'a Value,
    /// Opaque signatures of the command.
    pub signatures: &'a [Value],
    /// The reason or the payload of commands that carry one (`External`, `Host`).
    pub payload: &'a Value,
    /// Variables and instances around the element.
    pub scope: Scope<'a>,
}

/// What to evaluate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleRef {
    /// The facts that expressions may read as `facts.…`, as one object.
    Facts,
    /// The rule that `xe:rule` names.
    Rule {
        /// The name.
        name: String,
        /// The element that asks.
        element: ElementPath,
    },
    /// The ruling that the host itself knows for a business rule task without `xe:rule`.
    Node(ElementPath),
}

/// A timer that the host owns: when it is due only the host knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The timer.
    pub timer: TimerId,
    /// The host's name for it (`xe:timer ref`, `Wish::Arm`).
    pub limit: String,
    /// `xe:timer at`, such as `last-day`; none: when it is over.
    pub at: Option<String>,
    /// The element that waits; none for a timer of the case without a token.
    pub element: Option<ElementPath>,
}

/// An event of the host: opaque to the engine, kept in the same journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HostEvent(pub Map<String, Value>);

/// What an engine event means.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HostAnswer {
    /// Applied and written to the journal, in this order.
    pub events: Vec<HostEvent>,
    /// The only words of the host that the engine understands.
    pub wishes: Vec<Wish>,
}

/// What the host wants the engine to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Wake a waiting message event of this case; nobody waiting is no mistake.
    Deliver {
        /// Name of the message.
        message: String,
        /// Correlation key; empty: any.
        key: String,
    },
    /// Start a further process on the same case.
    Start {
        /// Its id.
        process: String,
    },
    /// A number that the host needs and was not given: the decision ends with `NeedNumber`.
    Draw {
        /// Of which series.
        series: String,
    },
    /// Keep a timer of the case without a token. Armed once; a second wish changes nothing.
    Arm {
        /// The host's name for it.
        limit: String,
    },
    /// Take that timer away.
    Disarm {
        /// The host's name for it.
        limit: String,
    },
}

/// When a host timer is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// At this instant, in milliseconds UTC.
    At {
        /// Milliseconds UTC.
        ms: i64,
        /// Computed beyond the loaded holiday years.
        provisional: bool,
    },
    /// Suspended, or ended.
    Never,
    /// A start fact is missing, and which.
    Unknown(String),
}

/// The host says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostRefusal {
    /// Stable code.
    pub code: &'static str,
    /// The first gate that refused, in the order of ids.
    pub gate: Option<String>,
    /// Everything that is missing, all gates.
    pub missing: Vec<Missing>,
    /// For the sentence that the user reads.
    pub parameters: Vec<(String, String)>,
}

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The gate.
    pub gate: String,
    /// The predicate of the gate entry that does not hold.
    pub what: String,
}

/// A rule could not be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFailure {
    /// Stable code.
    pub code: String,
    /// What happened, for operators.
    pub text: String,
}

/// What the engine tells of an instance to the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceLink<'a> {
    /// The instance.
    pub instance: InstanceId,
    /// The process that it runs.
    pub process: &'a str,
    /// The call activity that started it, in the next outer instance.
    pub caller: Option<&'a ElementPath>,
}

/// A host without law: admits everything, knows no facts, no rules and no limits. For models that need none.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoHost;

impl Host for NoHost {
    fn admit(&self, _: &Admission<'_>) -> Result<(), HostRefusal> {
        Ok(())
    }
    fn evaluate(&self, rule: &RuleRef, _: &Scope<'_>) -> Result<script::Value, RuleFailure> {
        match rule {
            RuleRef::Facts => Ok(script::Value::Map(script::Values::new())),
            other => Err(RuleFailure { code: "rule-unknown".into(), text: format!("no host knows {other:?}") }),
        }
    }
    fn due(&self, subscription: &Subscription) -> Due {
        Due::Unknown(subscription.limit.clone())
    }
    fn happened(&self, _: &Event, _: &Scope<'_>) -> Result<HostAnswer, HostRefusal> {
        Ok(HostAnswer::default())
    }
    fn apply(&mut self, _: &HostEvent) {}
}
