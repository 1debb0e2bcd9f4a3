//! Definition to [`Process`]: resolve every reference, compile every expression, put nodes, flows and scopes into
//! vectors. Runs only on files without structural errors; what it finds itself are expressions, scripts, times and
//! extension elements that do not compile.

mod data;
mod event;
mod expression;
mod extension;
mod graph;
mod node;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use script::Expression;

use crate::data::ActivityData;
use crate::definition::{Definition, ElementIx};
use crate::event::{EventDefinition, Message};
use crate::extension::{Extension, Foreign};
use crate::names::Names;
use crate::position::Position;
use crate::problem::{Problem, Severity};
use crate::process::{
    Collaboration, Correlation, CorrelationKey, CorrelationProperty, FlowIx, Lane, LaneIx, MessageFlow, Name, NodeIx,
    Operation, Participant, Process, ProcessKind, ScopeIx,
};
use crate::quick::Map;
use crate::tag::Tag;

/// Compiles every process and global task of a file, or says why not.
pub fn compile(definition: &Definition) -> Result<Vec<Process>, Vec<Problem>> {
    let mut problems: Vec<Problem> = crate::check::check(definition).into_iter().filter(Problem::is_error).collect();
    let (processes, found) = expressions_and_processes(definition, problems.is_empty());
    problems.extend(found.into_iter().filter(Problem::is_error));
    if problems.is_empty() { Ok(processes) } else { Err(problems) }
}

/// Compiles all expressions, and the processes when the structure of the file is sound.
pub(crate) fn expressions_and_processes(
    definition: &Definition,
    structure_holds: bool,
) -> (Vec<Process>, Vec<Problem>) {
    let mut compiler = Compiler {
        definition,
        problems: Vec::new(),
        refused: false,
        expressions: HashMap::new(),
        operations: Map::default(),
        shared_definitions: Map::default(),
        correlation_keys: Map::default(),
        correlation_properties: Map::default(),
        foreign: Map::default(),
        counts: Map::default(),
        flows_in: Vec::new(),
        script_bytes: 0,
        nothing: Arc::from(""),
        no_extension: Arc::default(),
        no_data: Arc::default(),
        names: Names::default(),
    };
    if !structure_holds {
        compiler.only_expressions();
        return (Vec::new(), compiler.problems);
    }
    compiler.count();
    if compiler.refused {
        compiler.only_expressions();
        return (Vec::new(), compiler.problems);
    }
    let collaboration = Arc::new(compiler.collaboration());
    let runs = |tag: Tag| tag == Tag::Process || tag.is_global_task();
    let mut processes = Vec::with_capacity(definition.every(runs).count());
    for root in definition.children(definition.root()).collect::<Vec<_>>() {
        let tag = definition.tag(root);
        if tag == Tag::Process || tag.is_global_task() {
            processes.push(compiler.process(root, collaboration.clone()));
        }
    }
    // What imported files define can be called as well.
    for root in definition.every(|tag| tag == Tag::Process || tag.is_global_task()).filter(|ix| !definition.is_own(*ix))
    {
        processes.push(compiler.process(root, collaboration.clone()));
    }
    (processes, compiler.problems)
}

pub(crate) struct Compiler<'a> {
    definition: &'a Definition,
    problems: Vec<Problem>,
    /// Whether one of them is an error.
    refused: bool,
    /// Equal texts are compiled once.
    expressions: HashMap<&'a str, Expression>,
    /// Operations of interfaces, which many tasks may use.
    operations: Map<ElementIx, Arc<Operation>>,
    /// Event definitions that events refer to, keys that subscriptions refer to, properties that keys refer to: each compiled once.
    shared_definitions: Map<ElementIx, Option<EventDefinition>>,
    correlation_keys: Map<ElementIx, Arc<CorrelationKey>>,
    correlation_properties: Map<ElementIx, Arc<CorrelationProperty>>,
    /// Foreign elements that an element carries.
    foreign: Map<ElementIx, Arc<[Foreign]>>,
    /// How much each process has; all sequence flows behind their process.
    counts: Map<ElementIx, Count>,
    flows_in: Vec<(ElementIx, ElementIx)>,
    /// Bytes of different expressions and scripts so far.
    script_bytes: usize,
    /// The name of what has none.
    nothing: Name,
    /// What most nodes have: no extension, no data of their own.
    no_extension: Arc<Extension>,
    no_data: Arc<ActivityData>,
    names: Names,
}

/// Limits of what one file may make the compiler do.
pub(crate) mod limits {
    /// Bytes of all different expressions and scripts of a file, each counted with [`EACH`] more.
    pub const SCRIPTS: usize = 160 * 1024;
    pub const EACH: usize = 16;
    /// Nodes that joins wait for, summed over the incoming flows of all inclusive and complex joins.
    pub const REACH: usize = 16_000_000;
    /// Sub-processes of a file, and elements of other namespaces: far above what a file has that people draw.
    pub const LEVELS: usize = 5_000;
    pub const FOREIGN: usize = 50_000;
    /// Findings that are kept.
    pub const PROBLEMS: usize = 1_000;
}

/// What a process has: nodes, sub-processes, incoming flows of joins that depend on what may still come.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    nodes: usize,
    levels: usize,
    slots: usize,
}

/// Where the elements of one process went.
#[derive(Default)]
struct Places {
    nodes: Map<ElementIx, NodeIx>,
    scopes: Map<ElementIx, ScopeIx>,
    flows: Map<ElementIx, FlowIx>,
    lanes: Map<NodeIx, LaneIx>,
}

impl<'a> Compiler<'a> {
    fn problem(&mut self, code: &'static str, severity: Severity, at: ElementIx, message: String, hint: &'static str) {
        self.problem_at(code, severity, at, message, hint, None);
    }

    /// The same, at another place than that of the element.
    fn problem_at(
        &mut self,
        code: &'static str,
        severity: Severity,
        at: ElementIx,
        message: String,
        hint: &'static str,
        position: Option<Position>,
    ) {
        if self.problems.len() >= limits::PROBLEMS && (self.refused || severity == Severity::Warning) {
            return;
        }
        self.refused |= severity == Severity::Error;
        let message = crate::check::beginning(&message, crate::check::MESSAGE);
        let mut problem = crate::check::problem_at(self.definition, at, code, message);
        problem.position = position.unwrap_or(problem.position);
        (problem.severity, problem.hint) = (severity, hint);
        self.problems.push(problem);
    }

    /// Whether another expression or script may be compiled; else says so, once.
    fn has_room(&mut self, at: ElementIx, text: &str) -> bool {
        let before = self.script_bytes;
        self.script_bytes += text.len() + limits::EACH;
        if before <= limits::SCRIPTS && self.script_bytes > limits::SCRIPTS {
            self.too_large(at, format!("表达式和脚本一共超过 {} KiB", limits::SCRIPTS / 1024));
        }
        self.script_bytes <= limits::SCRIPTS
    }

    fn too_large(&mut self, at: ElementIx, message: String) {
        self.problem("model-too-large", Severity::Error, at, message, "拆成几个文件，用调用活动相连");
    }

    fn too_many_joins(&mut self, process: ElementIx) {
        self.too_large(process, "包容网关和复杂网关的流入太多".to_string());
    }

    fn id(&self, ix: ElementIx) -> Name {
        self.definition.id(ix).map_or_else(|| self.nothing.clone(), |id| self.shared(id))
    }
    fn name(&self, ix: ElementIx) -> Name {
        self.definition.name(ix).map_or_else(|| self.nothing.clone(), |name| self.shared(name))
    }
    /// `name`, else the id.
    fn name_or_id(&self, ix: ElementIx) -> Name {
        let written = self.definition.name(ix).or(self.definition.id(ix));
        written.map_or_else(|| self.nothing.clone(), |name| self.shared(name))
    }
    /// A text of the file as a name. Long ones are kept once, however many elements refer to them.
    fn shared(&self, text: &'a str) -> Name {
        self.names.of(text)
    }
    fn foreign(&mut self, ix: ElementIx) -> Arc<[Foreign]> {
        if let Some(known) = self.foreign.get(&ix) {
            return known.clone();
        }
        let made = self.definition.foreign(ix, &self.names);
        if !made.is_empty() {
            self.foreign.insert(ix, made.clone());
        }
        made
    }

    /// Finds out once which process has what.
    fn count(&mut self) {
        let definition = self.definition;
        for ix in definition.every(Tag::is_flow_node) {
            if let Some(process) = definition.process(ix) {
                let count = self.counts.entry(process).or_default();
                count.nodes += 1;
                count.levels += usize::from(definition.tag(ix).is_subprocess());
                let joins = matches!(definition.tag(ix), Tag::InclusiveGateway | Tag::ComplexGateway);
                let incoming = definition.incoming(ix).len();
                count.slots += if joins && incoming > 1 { incoming } else { 0 };
            }
        }
        // Before anything is built that would be thrown away.
        self.at_most(limits::LEVELS, "个子流程", Tag::is_subprocess);
        self.at_most(limits::FOREIGN, "个别的命名空间的元素", |tag| tag == Tag::Foreign);
        let process = definition.all(Tag::Process).iter().copied();
        let large = |count: &Count| count.slots.saturating_mul(count.nodes) > limits::REACH;
        for process in process.filter(|process| self.counts.get(process).is_some_and(large)).collect::<Vec<_>>() {
            self.too_many_joins(process);
        }
        let flows = definition.all(Tag::SequenceFlow).iter();
        let flows = flows.filter_map(|ix| Some((definition.process(definition.refers(*ix, "sourceRef")?)?, *ix)));
        self.flows_in = flows.collect();
        self.flows_in.sort();
    }

    /// Refuses a file with more elements of a kind; said at the first that is too many.
    fn at_most(&mut self, most: usize, what: &str, kind: fn(Tag) -> bool) {
        if let Some(at) = self.definition.every(kind).nth(most) {
            self.too_large(at, format!("文件超过 {most} {what}"));
        }
    }

    fn process(&mut self, root: ElementIx, collaboration: Arc<Collaboration>) -> Process {
        let definition = self.definition;
        let global = definition.tag(root).is_global_task();
        let mut places = Places::default();
        let foreign = self.foreign(root);
        let mut process = Process {
            id: self.id(root),
            name: self.name(root),
            kind: if global { ProcessKind::GlobalTask } else { ProcessKind::Process },
            executable: definition.flag(root, "isExecutable", true),
            namespace: definition.target_namespace(root).clone(),
            scopes: Vec::new(),
            nodes: Vec::new(),
            flows: Vec::new(),
            lanes: Vec::new(),
            collaboration,
            correlations: self.correlations(root),
            extension: self.shared_extension(root, &foreign),
            foreign: BTreeMap::new(),
            by_id: Vec::new(),
            position: definition.position(root),
        };
        if global {
            self.global_task(root, &mut process, &mut places);
        } else {
            let Count { nodes, levels, .. } = self.counts.get(&root).copied().unwrap_or_default();
            process.nodes.reserve_exact(nodes);
            process.scopes.reserve_exact(levels + 1);
            self.place_level(root, None, None, &mut process, &mut places);
            self.lanes(root, None, &mut process, &mut places);
            self.flows(root, &mut process, &mut places);
            self.fill_nodes(&mut process, &places);
        }
        for ix in definition.carriers(root) {
            process.foreign.insert(self.id(ix), self.foreign(ix));
        }
        let ids = process.nodes.iter().enumerate().map(|(at, node)| (node.id.clone(), NodeIx(at as u32)));
        process.by_id = ids.collect();
        process.by_id.sort();
        let before = graph::before(&process);
        if graph::reach_work(&process, &before) > limits::REACH {
            self.too_many_joins(root);
            return process;
        }
        graph::finish(&mut process, &before);
        process
    }

    fn lanes(&mut self, around: ElementIx, parent: Option<LaneIx>, process: &mut Process, places: &mut Places) {
        let definition = self.definition;
        let sets =
            definition.children(around).filter(|ix| matches!(definition.tag(*ix), Tag::LaneSet | Tag::ChildLaneSet));
        for set in sets.collect::<Vec<_>>() {
            for lane in definition.children_of(set, Tag::Lane).collect::<Vec<_>>() {
                let ix = LaneIx(process.lanes.len() as u32);
                let members = definition.referred(lane, Tag::FlowNodeRef);
                let nodes: Vec<NodeIx> =
                    members.iter().filter_map(|member| places.nodes.get(member)).copied().collect();
                places.lanes.extend(nodes.iter().map(|node| (*node, ix)));
                process.lanes.push(Lane { id: self.id(lane), name: self.name(lane), parent, nodes });
                self.lanes(lane, Some(ix), process, places);
            }
        }
    }

    fn collaboration(&mut self) -> Collaboration {
        let definition = self.definition;
        let mut result = Collaboration::default();
        for participant in definition.all(Tag::Participant) {
            if definition.parent(*participant).map(|parent| definition.tag(parent)) != Some(Tag::Collaboration) {
                continue;
            }
            let multiplicity = definition.child(*participant, Tag::ParticipantMultiplicity);
            let bound =
                |name: &str| multiplicity.and_then(|m| definition.integer(m, name)?.ok()).map(|v| v.max(0) as u32);
            result.participants.push(Participant {
                id: self.id(*participant),
                name: self.name(*participant),
                process: definition.refers(*participant, "processRef").map(|process| self.id(process)),
                minimum: bound("minimum").unwrap_or(0),
                maximum: bound("maximum").or(multiplicity.is_some().then_some(1)),
            });
        }
        for flow in definition.all(Tag::MessageFlow) {
            let end = |name: &str| definition.refers(*flow, name).map_or_else(|| Arc::from(""), |ix| self.id(ix));
            let (source, target) = (end("sourceRef"), end("targetRef"));
            let message = definition.refers(*flow, "messageRef").map(|ix| self.message(ix));
            result.message_flows.push(MessageFlow { id: self.id(*flow), source, target, message });
        }
        result.keys =
            definition.all(Tag::CorrelationKey).to_vec().into_iter().map(|key| self.correlation_key(key)).collect();
        result
    }

    fn message(&self, ix: ElementIx) -> Message {
        Message { id: self.id(ix), name: self.name_or_id(ix), structure: self.structure(ix, "itemRef") }
    }

    fn correlation_key(&mut self, key: ElementIx) -> Arc<CorrelationKey> {
        if let Some(known) = self.correlation_keys.get(&key) {
            return known.clone();
        }
        let properties = self.definition.referred(key, Tag::CorrelationPropertyRef);
        let properties = properties.into_iter().map(|property| self.correlation_property(property)).collect();
        let made = Arc::new(CorrelationKey { id: self.id(key), name: self.name_or_id(key), properties });
        self.correlation_keys.insert(key, made.clone());
        made
    }

    fn correlation_property(&mut self, property: ElementIx) -> Arc<CorrelationProperty> {
        if let Some(known) = self.correlation_properties.get(&property) {
            return known.clone();
        }
        let definition = self.definition;
        let mut retrieval = BTreeMap::new();
        for each in definition.children_of(property, Tag::CorrelationPropertyRetrievalExpression) {
            let message = definition.refers(each, "messageRef").map(|message| self.name_or_id(message));
            let path = definition.child(each, Tag::MessagePath).and_then(|path| self.expression(path));
            if let (Some(message), Some(path)) = (message, path) {
                retrieval.insert(message, path);
            }
        }
        let (id, name) = (self.id(property), self.name_or_id(property));
        let made = Arc::new(CorrelationProperty { id, name, retrieval });
        self.correlation_properties.insert(property, made.clone());
        made
    }

    fn correlations(&mut self, process: ElementIx) -> Vec<Correlation> {
        let definition = self.definition;
        let mut result = Vec::new();
        for subscription in definition.children_of(process, Tag::CorrelationSubscription) {
            let Some(key) = definition.refers(subscription, "correlationKeyRef") else { continue };
            let mut bindings = BTreeMap::new();
            for binding in definition.children_of(subscription, Tag::CorrelationPropertyBinding) {
                let property = definition.refers(binding, "correlationPropertyRef").map(|property| self.id(property));
                let path = definition.child(binding, Tag::DataPath).and_then(|path| self.expression(path));
                if let (Some(property), Some(path)) = (property, path) {
                    bindings.insert(property, path);
                }
            }
            result.push(Correlation { key: self.correlation_key(key), bindings });
        }
        result
    }
}
