//! What the core runs: one BPMN process, resolved, checked and immutable.
//!
//! Everything is an index into a vector of the [`Process`]; names are kept as `Arc<str>` for events and messages only.
//! A process that exists is consistent: every index points somewhere, every expression is compiled, every reference of
//! the file (messages, signals, errors, data, links, compensation handlers, default flows) is resolved. Whoever changes
//! the meaning of a field changes the core; new fields are additive.
//!
//! Scopes: index 0 is the process itself; each sub-process (embedded, event, transaction, ad-hoc) has its own scope and
//! the node that opens it. Nodes and flows of all scopes live in the same two vectors.

use std::collections::BTreeMap;
use std::sync::Arc;

use script::{Expression, Script};
use serde::{Deserialize, Serialize};

pub use crate::collaboration::*;
pub use crate::data::*;
pub use crate::event::*;
pub use crate::extension::*;
use crate::position::Position;
pub use crate::repeat::*;

/// A shared, immutable text: an id or a name of the file.
pub type Name = Arc<str>;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);
        impl $name {
            /// As a position in its vector.
            pub fn at(self) -> usize { self.0 as usize }
        }
    };
}
index!(/** A node in [`Process::nodes`]. */ NodeIx);
index!(/** A sequence flow in [`Process::flows`]. */ FlowIx);
index!(/** A scope in [`Process::scopes`]; 0 is the process. */ ScopeIx);
index!(/** A lane in [`Process::lanes`]. */ LaneIx);

/// One executable unit: a `process`, or a global task (then [`ProcessKind::GlobalTask`], with one node and no flow).
#[derive(Clone, Debug)]
pub struct Process {
    pub id: Name,
    pub name: Name,
    pub kind: ProcessKind,
    /// `isExecutable`; a process without the attribute counts as executable, `false` only when the file says so.
    pub executable: bool,
    /// `targetNamespace` of the file.
    pub namespace: Name,
    pub scopes: Vec<Scope>,
    pub nodes: Vec<Node>,
    pub flows: Vec<Flow>,
    pub lanes: Vec<Lane>,
    /// The pools of the file with their message flows; empty without a collaboration.
    pub collaboration: Arc<Collaboration>,
    /// Correlation subscriptions of this process (BPMN 8.4.2): key values taken from its data.
    pub correlations: Vec<Correlation>,
    /// `xe:` elements of the process itself.
    pub extension: Arc<Extension>,
    /// Elements of other namespaces, by id of the BPMN element that carries them (flows and data objects too).
    pub foreign: BTreeMap<Name, Arc<[Foreign]>>,
    /// Ids of the nodes in ascending order, each with its node; see [`Process::find`].
    pub(crate) by_id: Vec<(Name, NodeIx)>,
    pub position: Position,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessKind {
    Process,
    GlobalTask,
}

/// A container of nodes: the process or one sub-process.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The node that opens this scope; `None` for the process.
    pub node: Option<NodeIx>,
    pub parent: Option<ScopeIx>,
    /// Every node directly inside, in the order of the file.
    pub nodes: Vec<NodeIx>,
    /// Start events directly inside, in the order of the file (event starts too).
    pub starts: Vec<NodeIx>,
    /// Nodes that get a token when the scope starts without a particular start event: its none start events; without
    /// any start event every node without incoming flow (BPMN 13.2.1), never boundary events, link catches, event
    /// sub-processes or compensation handlers. In an ad-hoc scope: the activities that may be started at once.
    pub entry: Vec<NodeIx>,
    /// Event sub-processes directly inside.
    pub event_subprocesses: Vec<NodeIx>,
    /// Data objects and properties that live as long as the scope.
    pub data: Vec<DataItem>,
    /// End events, for reports; a scope ends when it has no token left.
    pub ends: Vec<NodeIx>,
}

/// A flow node: activity, gateway or event.
#[derive(Clone, Debug)]
pub struct Node {
    pub id: Name,
    pub name: Name,
    pub kind: NodeKind,
    /// The scope it is in (not the one it opens).
    pub scope: ScopeIx,
    pub incoming: Vec<FlowIx>,
    /// In the order of the node's own `outgoing` list, else of the file; an exclusive gateway asks conditions in this order.
    pub outgoing: Vec<FlowIx>,
    pub default: Option<FlowIx>,
    /// Whether at least one outgoing flow has a condition (flows out of activities too).
    pub conditional: bool,
    /// Present exactly for tasks, sub-processes and call activities.
    pub activity: Option<Box<Activity>>,
    /// Present for inclusive and complex gateways with more than one incoming flow.
    pub join: Option<Box<Join>>,
    /// Data of an event: properties, inputs (throw), outputs (catch) with their associations.
    pub data: Option<Box<EventData>>,
    pub lane: Option<LaneIx>,
    /// `xe:` elements.
    pub extension: Arc<Extension>,
    /// Elements of other namespaces, opaque.
    pub foreign: Arc<[Foreign]>,
    pub position: Position,
}

#[derive(Clone, Debug)]
pub enum NodeKind {
    // tasks
    Task,
    UserTask,
    ManualTask,
    /// Carried out as a job (`xe:job`) or, without one, done at once.
    ServiceTask {
        operation: Option<Arc<Operation>>,
    },
    SendTask {
        message: Option<Message>,
        operation: Option<Arc<Operation>>,
    },
    ReceiveTask {
        message: Option<Message>,
        instantiate: bool,
        operation: Option<Arc<Operation>>,
    },
    ScriptTask {
        script: Option<Script>,
    },
    BusinessRuleTask,
    // containers
    SubProcess {
        scope: ScopeIx,
    },
    /// `triggeredByEvent`; its only start event is `start`.
    EventSubProcess {
        scope: ScopeIx,
        start: NodeIx,
        interrupting: bool,
    },
    Transaction {
        scope: ScopeIx,
        method: Name,
    },
    AdHoc {
        scope: ScopeIx,
        ordering: Ordering,
        completion: Option<Expression>,
        cancel_remaining: bool,
    },
    CallActivity {
        called: Name,
    },
    // gateways
    Exclusive,
    Parallel,
    Inclusive,
    /// Without a condition the join fires at every first token of a cycle.
    Complex {
        activation: Option<Expression>,
    },
    EventBased {
        instantiate: bool,
        kind: EventGateway,
    },
    // events
    StartEvent {
        trigger: Catch,
        interrupting: bool,
    },
    CatchEvent {
        trigger: Catch,
    },
    BoundaryEvent {
        attached: NodeIx,
        interrupting: bool,
        trigger: Catch,
    },
    ThrowEvent {
        results: Vec<EventDefinition>,
    },
    EndEvent {
        results: Vec<EventDefinition>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordering {
    Parallel,
    Sequential,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventGateway {
    Exclusive,
    Parallel,
}

/// Service interface operation behind a task, for display and for messages out and in.
#[derive(Clone, Debug)]
pub struct Operation {
    pub id: Name,
    pub name: Name,
    pub input: Option<Message>,
    pub output: Option<Message>,
    pub errors: Arc<[ErrorRef]>,
}

/// What every activity has beside its kind.
#[derive(Clone, Debug, Default)]
pub struct Activity {
    /// Boundary events attached to it, without the compensation one.
    pub boundary: Vec<NodeIx>,
    /// The boundary event that carries the compensation handler, and the handler (through the association).
    pub compensation: Option<CompensationHandler>,
    /// `isForCompensation`: runs only as a handler, never by a token.
    pub for_compensation: bool,
    pub repeat: Option<Loop>,
    /// Tokens needed to start once (≥ 1, standard default 1).
    pub start_quantity: u32,
    /// Tokens put out at the end (≥ 1, standard default 1).
    pub completion_quantity: u32,
    pub data: Arc<ActivityData>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompensationHandler {
    pub boundary: NodeIx,
    pub handler: NodeIx,
}

/// A sequence flow.
#[derive(Clone, Debug)]
pub struct Flow {
    pub id: Name,
    pub name: Name,
    pub source: NodeIx,
    pub target: NodeIx,
    /// Position in `nodes[target].incoming`.
    pub slot: u32,
    pub condition: Option<Expression>,
    /// Whether it is the default flow of its source.
    pub is_default: bool,
    pub foreign: Arc<[Foreign]>,
    pub position: Position,
}

/// For a join that waits as long as a token may still come (BPMN 13.4.3): per incoming flow the nodes of the same scope
/// from which that flow can be reached without passing the join. A token on a flow counts as being at its target.
#[derive(Clone, Debug)]
pub struct Join {
    pub reach: Vec<NodeSet>,
}

impl Join {
    /// Whether a token at `node` may still arrive through the incoming flow at `slot`.
    pub fn may_arrive(&self, slot: usize, node: NodeIx) -> bool {
        self.reach.get(slot).is_some_and(|set| set.contains(node))
    }
}

/// A set of nodes as bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeSet(Vec<u64>);

impl NodeSet {
    /// Adds; returns whether it was new.
    pub fn insert(&mut self, node: NodeIx) -> bool {
        let (word, bit) = (node.at() / 64, 1u64 << (node.at() % 64));
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        let new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        new
    }
    pub fn contains(&self, node: NodeIx) -> bool {
        self.0.get(node.at() / 64).is_some_and(|word| word & (1u64 << (node.at() % 64)) != 0)
    }
}

#[derive(Clone, Debug)]
pub struct Lane {
    pub id: Name,
    pub name: Name,
    pub parent: Option<LaneIx>,
    /// Nodes listed directly in this lane.
    pub nodes: Vec<NodeIx>,
}

impl Process {
    pub fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix.at()]
    }
    pub fn flow(&self, ix: FlowIx) -> &Flow {
        &self.flows[ix.at()]
    }
    pub fn scope(&self, ix: ScopeIx) -> &Scope {
        &self.scopes[ix.at()]
    }
    /// The scope of the process itself.
    pub fn root(&self) -> &Scope {
        &self.scopes[0]
    }
    pub fn find(&self, id: &str) -> Option<NodeIx> {
        let at = self.by_id.binary_search_by(|(known, _)| (**known).cmp(id)).ok()?;
        Some(self.by_id[at].1)
    }
    /// Elements of other namespaces carried by any element of the process.
    pub fn foreign_of(&self, id: &str) -> &[Foreign] {
        self.foreign.get(id).map_or(&[], |foreign| foreign)
    }
}

impl NodeKind {
    /// The scope that the node opens, when it is a container.
    pub fn opens(&self) -> Option<ScopeIx> {
        match self {
            NodeKind::SubProcess { scope }
            | NodeKind::EventSubProcess { scope, .. }
            | NodeKind::Transaction { scope, .. }
            | NodeKind::AdHoc { scope, .. } => Some(*scope),
            _ => None,
        }
    }
    /// Stable word for events and messages: the name of the BPMN element.
    pub fn word(&self) -> &'static str {
        match self {
            NodeKind::Task => "task",
            NodeKind::UserTask => "userTask",
            NodeKind::ManualTask => "manualTask",
            NodeKind::ServiceTask { .. } => "serviceTask",
            NodeKind::SendTask { .. } => "sendTask",
            NodeKind::ReceiveTask { .. } => "receiveTask",
            NodeKind::ScriptTask { .. } => "scriptTask",
            NodeKind::BusinessRuleTask => "businessRuleTask",
            NodeKind::SubProcess { .. } | NodeKind::EventSubProcess { .. } => "subProcess",
            NodeKind::Transaction { .. } => "transaction",
            NodeKind::AdHoc { .. } => "adHocSubProcess",
            NodeKind::CallActivity { .. } => "callActivity",
            NodeKind::Exclusive => "exclusiveGateway",
            NodeKind::Parallel => "parallelGateway",
            NodeKind::Inclusive => "inclusiveGateway",
            NodeKind::Complex { .. } => "complexGateway",
            NodeKind::EventBased { .. } => "eventBasedGateway",
            NodeKind::StartEvent { .. } => "startEvent",
            NodeKind::CatchEvent { .. } => "intermediateCatchEvent",
            NodeKind::BoundaryEvent { .. } => "boundaryEvent",
            NodeKind::ThrowEvent { .. } => "intermediateThrowEvent",
            NodeKind::EndEvent { .. } => "endEvent",
        }
    }
}
