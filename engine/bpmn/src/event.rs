//! Event definitions of a compiled process: what an event waits for or throws.

use script::Expression;

use crate::iso;
use crate::process::{Name, NodeIx};

/// What a catching event waits for.
#[derive(Clone, Debug)]
pub struct Catch {
    /// Empty: a none event. More than one: a multiple event.
    pub definitions: Vec<EventDefinition>,
    /// `parallelMultiple`: all definitions must have happened; else the first one suffices.
    pub all: bool,
}

/// One event definition, inline or by reference.
#[derive(Clone, Debug)]
pub enum EventDefinition {
    Message(MessageEvent),
    Timer(Timer),
    Signal(Signal),
    /// Catch without code: any error.
    Error(Option<ErrorRef>),
    /// Catch without code: any escalation.
    Escalation(Option<EscalationRef>),
    Conditional(Expression),
    Compensation {
        /// The activity to compensate; absent: every completed activity of the scope.
        activity: Option<NodeIx>,
        /// `waitForCompletion`, standard default true.
        wait: bool,
    },
    Cancel,
    Terminate,
    Link {
        name: Name,
        /// For a throw: the catching link event of the same name in the same scope.
        target: Option<NodeIx>,
    },
}

impl EventDefinition {
    /// Stable word for events and messages.
    pub fn word(&self) -> &'static str {
        match self {
            EventDefinition::Message(_) => "message",
            EventDefinition::Timer(_) => "timer",
            EventDefinition::Signal(_) => "signal",
            EventDefinition::Error(_) => "error",
            EventDefinition::Escalation(_) => "escalation",
            EventDefinition::Conditional(_) => "conditional",
            EventDefinition::Compensation { .. } => "compensation",
            EventDefinition::Cancel => "cancel",
            EventDefinition::Terminate => "terminate",
            EventDefinition::Link { .. } => "link",
        }
    }
}

/// A message by name; names, not ids, meet between files.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub id: Name,
    /// `name` of the message, else its id.
    pub name: Name,
    pub structure: Option<Name>,
}

#[derive(Clone, Debug)]
pub struct MessageEvent {
    /// Absent: `messageEventDefinition` without a message; matches a message named like the event's id.
    pub message: Option<Message>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    pub id: Name,
    pub name: Name,
    pub structure: Option<Name>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ErrorRef {
    pub id: Name,
    pub name: Name,
    /// `errorCode`, else the id: what throw and catch compare.
    pub code: Name,
}

#[derive(Clone, Debug, PartialEq)]
pub struct EscalationRef {
    pub id: Name,
    pub name: Name,
    /// `escalationCode`, else the id.
    pub code: Name,
}

/// When a timer event is due.
#[derive(Clone, Debug)]
pub enum Timer {
    Date(TimeValue<iso::Instant>),
    Duration(TimeValue<iso::Duration>),
    Cycle(TimeValue<iso::Cycle>),
    /// `xe:timer source="host"`: the host says when; moved when its answer moves.
    Host {
        limit: Name,
        at: Option<Name>,
    },
}

/// A time as written (parsed already), or an expression whose text is parsed at run time by the functions of [`iso`].
#[derive(Clone, Debug)]
pub enum TimeValue<T> {
    Literal(T),
    Expression(Expression),
}
