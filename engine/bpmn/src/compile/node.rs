//! Nodes, flows and scopes of one process.

use super::{Compiler, Places};
use crate::definition::ElementIx;
use crate::event::EventDefinition;
use crate::process::{
    Activity, Behavior, CompensationHandler, ComplexBehavior, EventGateway, Flow, FlowIx, Loop, MultiData,
    MultiInstance, Node, NodeIx, NodeKind, Ordering, Process, Scope, ScopeIx,
};
use crate::quick::Map;
use crate::tag::Tag;

impl Compiler<'_> {
    /// Makes the scope of a level and empty nodes for everything inside, level by level.
    pub(super) fn place_level(
        &mut self,
        level: ElementIx,
        node: Option<NodeIx>,
        parent: Option<ScopeIx>,
        process: &mut Process,
        places: &mut Places,
    ) {
        let definition = self.definition;
        let scope = ScopeIx(process.scopes.len() as u32);
        places.scopes.insert(level, scope);
        process.scopes.push(Scope {
            node,
            parent,
            nodes: Vec::new(),
            starts: Vec::new(),
            entry: Vec::new(),
            event_subprocesses: Vec::new(),
            data: self.level_data(level),
            ends: Vec::new(),
        });
        let inside: Vec<ElementIx> = definition.nodes(level).collect();
        process.scopes[scope.at()].nodes.reserve_exact(inside.len());
        for child in inside {
            let ix = NodeIx(process.nodes.len() as u32);
            places.nodes.insert(child, ix);
            process.scopes[scope.at()].nodes.push(ix);
            process.nodes.push(self.bare_node(child, scope));
            if definition.tag(child).is_subprocess() {
                self.place_level(child, Some(ix), Some(scope), process, places);
            }
        }
    }

    fn bare_node(&mut self, ix: ElementIx, scope: ScopeIx) -> Node {
        let foreign = self.foreign(ix);
        let extension = self.shared_extension(ix, &foreign);
        Node {
            id: self.id(ix),
            name: self.name(ix),
            kind: NodeKind::Task,
            scope,
            incoming: Vec::new(),
            outgoing: Vec::new(),
            default: None,
            conditional: false,
            activity: None,
            join: None,
            data: None,
            lane: None,
            extension,
            foreign,
            position: self.definition.position(ix),
        }
    }

    pub(super) fn global_task(&mut self, root: ElementIx, process: &mut Process, places: &mut Places) {
        let node = NodeIx(0);
        places.nodes.insert(root, node);
        let mut bare = self.bare_node(root, ScopeIx(0));
        bare.kind = match self.definition.tag(root) {
            Tag::GlobalUserTask => NodeKind::UserTask,
            Tag::GlobalManualTask => NodeKind::ManualTask,
            Tag::GlobalScriptTask => NodeKind::ScriptTask { script: self.script(root) },
            Tag::GlobalBusinessRuleTask => NodeKind::BusinessRuleTask,
            _ => NodeKind::Task,
        };
        let data = self.activity_data(root);
        bare.activity =
            Some(Box::new(Activity { start_quantity: 1, completion_quantity: 1, data, ..Activity::default() }));
        process.nodes.push(bare);
        process.scopes.push(Scope {
            node: None,
            parent: None,
            nodes: vec![node],
            starts: Vec::new(),
            entry: Vec::new(),
            event_subprocesses: Vec::new(),
            data: Vec::new(),
            ends: Vec::new(),
        });
    }

    /// Sequence flows, in the order of the file.
    pub(super) fn flows(&mut self, root: ElementIx, process: &mut Process, places: &mut Places) {
        let definition = self.definition;
        let from = self.flows_in.partition_point(|(process, _)| *process < root);
        let many = self.flows_in[from..].partition_point(|(process, _)| *process == root);
        process.flows.reserve_exact(many);
        for at in from..from + many {
            let ix = self.flows_in[at].1;
            let end = |name: &str| definition.refers(ix, name).and_then(|end| places.nodes.get(&end)).copied();
            let (Some(source), Some(target)) = (end("sourceRef"), end("targetRef")) else { continue };
            let flow = FlowIx(process.flows.len() as u32);
            places.flows.insert(ix, flow);
            let condition = definition.child(ix, Tag::ConditionExpression).and_then(|c| self.expression(c));
            process.nodes[source.at()].conditional |= condition.is_some();
            process.nodes[source.at()].outgoing.push(flow);
            let slot = process.nodes[target.at()].incoming.len() as u32;
            process.nodes[target.at()].incoming.push(flow);
            process.flows.push(Flow {
                id: self.id(ix),
                name: self.name(ix),
                source,
                target,
                slot,
                condition,
                is_default: false,
                foreign: self.foreign(ix),
                position: definition.position(ix),
            });
        }
    }

    pub(super) fn fill_nodes(&mut self, process: &mut Process, places: &Places) {
        let mut placed: Vec<(ElementIx, NodeIx)> =
            places.nodes.iter().map(|(element, node)| (*element, *node)).collect();
        placed.sort_by_key(|(_, node)| *node);
        for (element, ix) in &placed {
            let kind = self.kind(*element, places);
            let activity =
                self.definition.tag(*element).is_activity().then(|| Box::new(self.activity(*element, places)));
            let data = if self.definition.tag(*element).is_event() { self.event_data(*element) } else { None };
            let default = self.definition.refers(*element, "default").and_then(|flow| places.flows.get(&flow)).copied();
            if let Some(default) = default {
                process.flows[default.at()].is_default = true;
            }
            let lane = places.lanes.get(ix).copied();
            let node = &mut process.nodes[ix.at()];
            (node.kind, node.activity, node.data, node.default, node.lane) = (kind, activity, data, default, lane);
            // A gateway asks its conditions in the order of its own list (BPMN 8.3.9, ordered); flows not listed come after.
            let listed = self.definition.referred(*element, Tag::Outgoing);
            let listed: Vec<FlowIx> = listed.iter().filter_map(|flow| places.flows.get(flow)).copied().collect();
            if !listed.is_empty() && listed != node.outgoing {
                let ranks: Map<FlowIx, usize> = listed.iter().rev().copied().zip((0..listed.len()).rev()).collect();
                node.outgoing.sort_by_key(|flow| ranks.get(flow).copied().unwrap_or(usize::MAX));
            }
        }
        for (element, ix) in &placed {
            if self.definition.tag(*element) == Tag::BoundaryEvent {
                self.attach(*element, *ix, process, places);
            }
        }
    }

    /// Adds a boundary event to its activity, as an event or as the way to the compensation handler.
    fn attach(&mut self, event: ElementIx, ix: NodeIx, process: &mut Process, places: &Places) {
        let definition = self.definition;
        let Some(attached) = definition.refers(event, "attachedToRef").and_then(|on| places.nodes.get(&on)).copied()
        else {
            return;
        };
        let handler = definition.joined_activity(event).and_then(|to| places.nodes.get(&to)).copied();
        let Some(activity) = process.nodes[attached.at()].activity.as_mut() else { return };
        match handler {
            Some(handler) if definition.has_definition(event, Tag::CompensateEventDefinition) => {
                activity.compensation = Some(CompensationHandler { boundary: ix, handler });
            }
            _ => activity.boundary.push(ix),
        }
    }

    fn kind(&mut self, ix: ElementIx, places: &Places) -> NodeKind {
        let definition = self.definition;
        let scope = places.scopes.get(&ix).copied().unwrap_or(ScopeIx(0));
        match definition.tag(ix) {
            Tag::UserTask => NodeKind::UserTask,
            Tag::ManualTask => NodeKind::ManualTask,
            Tag::ServiceTask => NodeKind::ServiceTask { operation: self.operation(ix) },
            Tag::SendTask => NodeKind::SendTask { message: self.message_of(ix), operation: self.operation(ix) },
            Tag::ReceiveTask => NodeKind::ReceiveTask {
                message: self.message_of(ix),
                instantiate: definition.flag(ix, "instantiate", false),
                operation: self.operation(ix),
            },
            Tag::ScriptTask => NodeKind::ScriptTask { script: self.script(ix) },
            Tag::BusinessRuleTask => NodeKind::BusinessRuleTask,
            Tag::CallActivity => {
                let called = definition.refers(ix, "calledElement").map(|called| self.id(called));
                let written = definition.attribute(ix, "calledElement").map(|text| text.trim());
                NodeKind::CallActivity { called: called.unwrap_or_else(|| written.unwrap_or("").into()) }
            }
            Tag::SubProcess | Tag::Transaction | Tag::AdHocSubProcess => self.container(ix, scope, places),
            Tag::ExclusiveGateway => NodeKind::Exclusive,
            Tag::ParallelGateway => NodeKind::Parallel,
            Tag::InclusiveGateway => NodeKind::Inclusive,
            Tag::ComplexGateway => {
                let activation = definition.child(ix, Tag::ActivationCondition).and_then(|c| self.expression(c));
                NodeKind::Complex { activation }
            }
            Tag::EventBasedGateway => NodeKind::EventBased {
                instantiate: definition.flag(ix, "instantiate", false),
                kind: match definition.attribute(ix, "eventGatewayType").map(|kind| kind.trim()) {
                    Some("Parallel") => EventGateway::Parallel,
                    _ => EventGateway::Exclusive,
                },
            },
            Tag::StartEvent => NodeKind::StartEvent {
                trigger: self.catch(ix, places),
                interrupting: definition.flag(ix, "isInterrupting", true),
            },
            Tag::IntermediateCatchEvent => NodeKind::CatchEvent { trigger: self.catch(ix, places) },
            Tag::BoundaryEvent => NodeKind::BoundaryEvent {
                attached: definition
                    .refers(ix, "attachedToRef")
                    .and_then(|on| places.nodes.get(&on))
                    .copied()
                    .unwrap_or(NodeIx(0)),
                interrupting: definition.flag(ix, "cancelActivity", true),
                trigger: self.catch(ix, places),
            },
            Tag::IntermediateThrowEvent => NodeKind::ThrowEvent { results: self.definitions_of(ix, places) },
            Tag::EndEvent => NodeKind::EndEvent { results: self.definitions_of(ix, places) },
            _ => NodeKind::Task,
        }
    }

    fn container(&mut self, ix: ElementIx, scope: ScopeIx, places: &Places) -> NodeKind {
        let definition = self.definition;
        if definition.is_event_subprocess(ix) {
            let start = definition.child(ix, Tag::StartEvent);
            let interrupting = start.is_none_or(|start| definition.flag(start, "isInterrupting", true));
            let start = start.and_then(|start| places.nodes.get(&start)).copied().unwrap_or(NodeIx(0));
            return NodeKind::EventSubProcess { scope, start, interrupting };
        }
        match definition.tag(ix) {
            Tag::Transaction => {
                let method = definition.attribute(ix, "method").unwrap_or("##Compensate").into();
                NodeKind::Transaction { scope, method }
            }
            Tag::AdHocSubProcess => NodeKind::AdHoc {
                scope,
                ordering: match definition.attribute(ix, "ordering").map(|ordering| ordering.trim()) {
                    Some("Sequential") => Ordering::Sequential,
                    _ => Ordering::Parallel,
                },
                completion: definition.child(ix, Tag::CompletionCondition).and_then(|c| self.expression(c)),
                cancel_remaining: definition.flag(ix, "cancelRemainingInstances", true),
            },
            _ => NodeKind::SubProcess { scope },
        }
    }

    fn activity(&mut self, ix: ElementIx, places: &Places) -> Activity {
        let definition = self.definition;
        let quantity = |name: &str| match definition.integer(ix, name) {
            Some(Ok(value)) => value.clamp(1, i64::from(u32::MAX)) as u32,
            _ => 1,
        };
        let (start_quantity, completion_quantity) = (quantity("startQuantity"), quantity("completionQuantity"));
        Activity {
            boundary: Vec::new(),
            compensation: None,
            for_compensation: definition.flag(ix, "isForCompensation", false),
            repeat: self.repeat(ix, places),
            start_quantity,
            completion_quantity,
            data: self.activity_data(ix),
        }
    }

    fn repeat(&mut self, ix: ElementIx, places: &Places) -> Option<Loop> {
        let definition = self.definition;
        if let Some(standard) = definition.child(ix, Tag::StandardLoopCharacteristics) {
            return Some(Loop::Standard {
                test_before: definition.flag(standard, "testBefore", false),
                maximum: definition.integer(standard, "loopMaximum").and_then(Result::ok).map(|max| max.max(0) as u64),
                condition: definition.child(standard, Tag::LoopCondition).and_then(|c| self.expression(c)),
            });
        }
        let multi = definition.child(ix, Tag::MultiInstanceLoopCharacteristics)?;
        let data = |this: &Self, reference: Tag, item: Tag| {
            let collection = definition.first_referred(multi, reference)?;
            let item = definition.child(multi, item).map(|item| this.name_or_id(item)).filter(|name| !name.is_empty());
            Some(MultiData { collection: this.variable(collection), item })
        };
        let (input, output) = (
            data(self, Tag::LoopDataInputRef, Tag::InputDataItem),
            data(self, Tag::LoopDataOutputRef, Tag::OutputDataItem),
        );
        Some(Loop::Multi(Box::new(MultiInstance {
            sequential: definition.flag(multi, "isSequential", false),
            cardinality: definition.child(multi, Tag::LoopCardinality).and_then(|c| self.expression(c)),
            input,
            output,
            completion: definition.child(multi, Tag::CompletionCondition).and_then(|c| self.expression(c)),
            behavior: self.behavior(multi, ix, places),
        })))
    }

    fn behavior(&mut self, multi: ElementIx, activity: ElementIx, places: &Places) -> Behavior {
        let definition = self.definition;
        let event = |this: &mut Self, name: &str| -> Option<EventDefinition> {
            let ix = definition.refers(multi, name)?;
            this.event_definition(ix, activity, places)
        };
        match definition.attribute(multi, "behavior").map(|behavior| behavior.trim()) {
            Some("None") => Behavior::None(event(self, "noneBehaviorEventRef")),
            Some("One") => Behavior::One(event(self, "oneBehaviorEventRef")),
            Some("Complex") => {
                let mut entries = Vec::new();
                for entry in definition.children_of(multi, Tag::ComplexBehaviorDefinition) {
                    let condition = definition.child(entry, Tag::Condition).and_then(|c| self.expression(c));
                    let events = definition.child(entry, Tag::Event).map(|event| self.definitions_of(event, places));
                    if let Some(condition) = condition {
                        entries.push(ComplexBehavior { condition, events: events.unwrap_or_default() });
                    }
                }
                Behavior::Complex(entries)
            }
            _ => Behavior::All,
        }
    }
}
