//! What a file says about several participants: pools, message flows, correlation keys.

use std::collections::BTreeMap;
use std::sync::Arc;

use script::Expression;

use crate::event::Message;
use crate::process::Name;

/// The pools of a file.
#[derive(Clone, Debug, Default)]
pub struct Collaboration {
    pub participants: Vec<Participant>,
    pub message_flows: Vec<MessageFlow>,
    /// Keys of conversations: the first message sets them, later ones must match.
    pub keys: Vec<Arc<CorrelationKey>>,
}

#[derive(Clone, Debug)]
pub struct Participant {
    pub id: Name,
    pub name: Name,
    /// Id of its process; absent for a black box.
    pub process: Option<Name>,
    /// `participantMultiplicity`.
    pub minimum: u32,
    pub maximum: Option<u32>,
}

/// A message flow; ends are ids of nodes or participants, in whatever process of the file.
#[derive(Clone, Debug)]
pub struct MessageFlow {
    pub id: Name,
    pub source: Name,
    pub target: Name,
    pub message: Option<Message>,
}

#[derive(Clone, Debug)]
pub struct CorrelationKey {
    pub id: Name,
    pub name: Name,
    pub properties: Vec<Arc<CorrelationProperty>>,
}

#[derive(Clone, Debug)]
pub struct CorrelationProperty {
    pub id: Name,
    pub name: Name,
    /// Message name → expression over the message's payload.
    pub retrieval: BTreeMap<Name, Expression>,
}

/// A correlation subscription: what this process expects for each property of a key.
#[derive(Clone, Debug)]
pub struct Correlation {
    pub key: Arc<CorrelationKey>,
    /// Property id → expression over the variables of the process.
    pub bindings: BTreeMap<Name, Expression>,
}
