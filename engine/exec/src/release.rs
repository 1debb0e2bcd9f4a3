//! The processes that a case runs: one release, immutable.

use std::collections::BTreeMap;
use std::sync::Arc;

use bpmn::Process;
use bpmn::process::{FlowIx, NodeIx};

use crate::ids::ElementPath;

/// All processes of one release by id. Call activities resolve inside it.
#[derive(Debug, Clone)]
pub struct Release {
    id: Arc<str>,
    processes: BTreeMap<Arc<str>, Arc<Loaded>>,
}

/// A process with the paths of its elements, made once.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub process: Arc<Process>,
    nodes: Vec<ElementPath>,
    flows: Vec<ElementPath>,
}

impl Release {
    /// A release from its id and its processes; of two with the same id the last counts.
    pub fn new(id: &str, processes: impl IntoIterator<Item = Arc<Process>>) -> Self {
        let load = |process: Arc<Process>| {
            let nodes = process.nodes.iter().map(|node| ElementPath::new(&process.id, &node.id)).collect();
            let flows = process.flows.iter().map(|flow| ElementPath::new(&process.id, &flow.id)).collect();
            (process.id.clone(), Arc::new(Loaded { process, nodes, flows }))
        };
        Release { id: id.into(), processes: processes.into_iter().map(load).collect() }
    }

    /// The id of the release.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A process by its id.
    pub fn process(&self, id: &str) -> Option<&Arc<Process>> {
        self.processes.get(id).map(|loaded| &loaded.process)
    }

    /// Every process, in the order of ids.
    pub fn processes(&self) -> impl Iterator<Item = &Arc<Process>> {
        self.processes.values().map(|loaded| &loaded.process)
    }

    pub(crate) fn load(&self, id: &str) -> Option<&Arc<Loaded>> {
        self.processes.get(id)
    }
}

/// Two releases with the same id are the same: a release never changes.
impl PartialEq for Release {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Loaded {
    /// The path of a node.
    pub fn path(&self, node: NodeIx) -> &ElementPath {
        &self.nodes[node.at()]
    }

    /// The path of a flow.
    pub fn flow_path(&self, flow: FlowIx) -> &ElementPath {
        &self.flows[flow.at()]
    }
}
