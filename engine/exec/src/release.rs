//! The processes that a case runs: one release, immutable.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use bpmn::Process;
use bpmn::process::{FlowIx, NodeIx};

use crate::ids::ElementPath;

/// All processes of one release by id. Call activities resolve inside it.
#[derive(Debug, Clone)]
pub struct Release {
    id: Arc<str>,
    processes: BTreeMap<Arc<str>, Arc<Loaded>>,
    /// Nodes by where their paths stand in memory. Tokens carry the paths of this release itself, so a node is mostly found without
    /// a look at any text; a path from elsewhere (a stored case, a command) is found by its text.
    places: HashMap<usize, (Arc<Loaded>, NodeIx), BuildHasherDefault<Spread>>,
}

/// Addresses are spread by one multiplication.
#[derive(Debug, Clone, Copy, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_usize(usize::from(*byte)));
    }
    fn write_usize(&mut self, address: usize) {
        let product = u128::from(self.0 ^ address as u64) * 0x9e37_79b9_7f4a_7c15;
        self.0 = (product as u64) ^ (product >> 64) as u64;
    }
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
        let processes: BTreeMap<Arc<str>, Arc<Loaded>> = processes.into_iter().map(load).collect();
        let each = |loaded: &Arc<Loaded>| {
            let nodes = loaded.nodes.iter().zip(0..);
            nodes.map(|(path, at)| (path.address(), (loaded.clone(), NodeIx(at)))).collect::<Vec<_>>()
        };
        let places = processes.values().flat_map(each).collect();
        Release { id: id.into(), processes, places }
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

    /// The node of a path.
    pub(crate) fn find(&self, path: &ElementPath) -> Option<(&Loaded, NodeIx)> {
        if let Some((loaded, node)) = self.places.get(&path.address()) {
            return Some((loaded, *node));
        }
        let loaded = self.load(path.process())?;
        Some((loaded, loaded.process.find(path.element())?))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_found_by_the_paths_of_the_release_and_by_their_texts() {
        let text = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='urn:example'>\
            <process id='p'><task id='a'/><task id='b'/></process><process id='q'><task id='d'/></process></definitions>";
        let loaded = bpmn::load("two.bpmn", text.as_bytes(), &bpmn::NoImports);
        let release = Release::new("r", loaded.processes.into_iter().map(Arc::new));
        for (process, node) in [("p", "a"), ("p", "b"), ("q", "d")] {
            let stored = ElementPath::new(process, node);
            let (by_text, ix) = release.find(&stored).expect("a node of the file");
            assert_eq!((&*by_text.process.id, &*by_text.process.node(ix).id), (process, node));
            let own = by_text.path(ix).clone();
            assert_ne!(own.address(), stored.address());
            let (by_place, same) = release.find(&own).expect("the same node");
            assert!(std::ptr::eq(by_text, by_place) && ix == same);
        }
        assert!(
            release.find(&ElementPath::new("p", "c")).is_none() && release.find(&ElementPath::new("r", "a")).is_none()
        );
    }
}
