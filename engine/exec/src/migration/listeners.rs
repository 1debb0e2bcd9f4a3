//! Events that listen for a token or a scope: which stay, which end, which begin, and what becomes of running timers.

use std::collections::BTreeMap;

use bpmn::process::{Catch, EventDefinition, Node, NodeIx, NodeKind, TimeValue, Timer};

use super::fit::{Fit, node};
use crate::Release;
use crate::ids::{ElementPath, ScopeId, TokenId};
use crate::state::{Holder, Token, Wait};

/// What an event listens for, as words that can be compared.
#[derive(PartialEq, Eq)]
struct Signature {
    /// Kinds of the definitions, and names or conditions; times left out.
    other: Vec<String>,
    times: Vec<String>,
}

fn time<T: std::fmt::Debug>(word: &str, value: &TimeValue<T>) -> String {
    match value {
        TimeValue::Literal(literal) => format!("{word} {literal:?}"),
        TimeValue::Expression(expression) => format!("{word} {}", expression.source()),
    }
}

fn signature(event: &Node) -> Signature {
    let mut made = Signature { other: Vec::new(), times: Vec::new() };
    let message = |name: Option<&bpmn::process::Message>| format!("message {}", name.map_or(&event.id, |m| &m.name));
    let definitions = match &event.kind {
        NodeKind::ReceiveTask { message: own, operation, .. } => {
            let awaited = own.as_ref().or_else(|| operation.as_ref().and_then(|operation| operation.input.as_ref()));
            made.other.push(message(awaited));
            return made;
        }
        NodeKind::StartEvent { trigger, .. }
        | NodeKind::CatchEvent { trigger }
        | NodeKind::BoundaryEvent { trigger, .. } => &trigger.definitions,
        _ => return made,
    };
    for definition in definitions {
        made.other.push(match definition {
            EventDefinition::Message(event) => message(event.message.as_ref()),
            EventDefinition::Signal(signal) => format!("signal {}", signal.name),
            EventDefinition::Conditional(condition) => format!("conditional {}", condition.source()),
            other => other.word().to_owned(),
        });
        if let EventDefinition::Timer(timer) = definition {
            made.times.push(match timer {
                Timer::Date(value) => time("date", value),
                Timer::Duration(value) => time("duration", value),
                Timer::Cycle(value) => time("cycle", value),
                Timer::Host { limit, at } => format!("host {limit} {at:?}"),
            });
        }
    }
    made
}

/// Whether an event has to be armed: errors and the like are found by whoever throws them.
fn listens(catch: &Catch) -> bool {
    catch.definitions.iter().any(|definition| {
        matches!(
            definition,
            EventDefinition::Message(_)
                | EventDefinition::Signal(_)
                | EventDefinition::Conditional(_)
                | EventDefinition::Timer(_)
        )
    })
}

fn event_listens(event: &Node) -> bool {
    match &event.kind {
        NodeKind::ReceiveTask { .. } => true,
        NodeKind::StartEvent { trigger, .. }
        | NodeKind::CatchEvent { trigger }
        | NodeKind::BoundaryEvent { trigger, .. } => listens(trigger),
        _ => false,
    }
}

impl Fit<'_> {
    /// Events that listen while a token is active at a node, by path.
    fn of_node(&self, release: &Release, process: &str, at: &Node, round: bool) -> Vec<ElementPath> {
        let Some(process) = release.process(process) else { return Vec::new() };
        let mut events: Vec<NodeIx> = Vec::new();
        if matches!(at.kind, NodeKind::CatchEvent { .. } | NodeKind::ReceiveTask { .. }) {
            events.extend(process.find(&at.id));
        }
        if matches!(at.kind, NodeKind::EventBased { .. }) {
            events.extend(at.outgoing.iter().map(|flow| process.flow(*flow).target));
        }
        if let Some(activity) = at.activity.as_ref().filter(|_| !round) {
            events.extend(&activity.boundary);
        }
        let listening = events.into_iter().map(|ix| process.node(ix)).filter(|event| event_listens(event));
        listening.map(|event| ElementPath::new(&process.id, &event.id)).collect()
    }

    pub(super) fn token_listeners(&mut self, id: TokenId, token: &Token, old: &Node, new: &Node, target: &ElementPath) {
        if token.place != crate::state::Place::Active {
            return;
        }
        let scope = self.case.scopes.get(&token.scope);
        let round = scope.is_some_and(|scope| {
            scope.kind == crate::state::ScopeKind::Round && scope.element.as_ref() == Some(&token.element)
        });
        let before = self.of_node(self.old, token.element.process(), old, round);
        let after = self.of_node(self.new, target.process(), new, round);
        let waits = token.waits.clone();
        let left = self.compare(Holder::Token(id), &waits, &before, &after);
        let needs = matches!(new.kind, NodeKind::EventBased { .. } | NodeKind::CatchEvent { .. });
        if needs && left == 0 && !waits.iter().any(|wait| matches!(wait, Wait::Incident(_))) {
            self.verdict.note("listeners-missing", &token.element, target);
        }
    }

    pub(super) fn scope_listeners(&mut self, id: ScopeId) {
        let Some(scope) = self.case.scopes.get(&id) else { return };
        if scope.kind == crate::state::ScopeKind::Round {
            return;
        }
        let Some(instance) = self.case.instances.get(&scope.instance) else { return };
        let container = scope.element.clone().unwrap_or_else(|| ElementPath::new(&instance.process, ""));
        let before = starts(self.old, &container);
        let after = starts(self.new, &self.plan.target(&container));
        // Where an interrupting event sub-process runs, nothing listens any more.
        let over = scope.waits.is_empty() && !before.is_empty();
        let waits = scope.waits.clone();
        if !over {
            self.compare(Holder::Scope(id), &waits, &before, &after);
        }
    }

    /// Compares what listens with what should; says how many listeners there will be.
    fn compare(&mut self, holder: Holder, waits: &[Wait], before: &[ElementPath], after: &[ElementPath]) -> usize {
        let mut listening: BTreeMap<ElementPath, Vec<Wait>> = BTreeMap::new();
        for wait in waits {
            let element = match wait {
                Wait::Timer(id) => self.case.timers.get(id).and_then(|timer| timer.element.clone()),
                Wait::Subscription(id) => self.case.subscriptions.get(id).map(|catch| catch.element.clone()),
                _ => None,
            };
            element.into_iter().for_each(|element| listening.entry(element).or_default().push(*wait));
        }
        let mut left = 0;
        for (element, waits) in &listening {
            let target = self.plan.target(element);
            if !after.contains(&target) {
                self.verdict.note("listener-ends", element, self.due(waits));
                self.verdict.drops.extend(waits);
                continue;
            }
            left += 1;
            let (Some(old), Some(new)) = (node(self.old, element), node(self.new, &target)) else { continue };
            let (was, is) = (signature(old), signature(new));
            let retimed = was.other == is.other && !was.times.is_empty() && self.plan.retime.contains(element);
            if was.other != is.other || retimed {
                let code = if retimed { "limit-moved" } else { "trigger-changed" };
                self.verdict.note(code, element, format!("{}{}", self.due(waits), is.times.join(", ")));
                self.verdict.drops.extend(waits);
                self.verdict.arms.push((holder, target));
            } else if was.times != is.times {
                self.verdict.note("limit-kept", element, self.due(waits));
            }
        }
        let known: Vec<ElementPath> = before.iter().map(|element| self.plan.target(element)).collect();
        for begins in after.iter().filter(|element| !known.contains(element)) {
            self.verdict.note("listener-begins", begins, "");
            self.verdict.arms.push((holder, begins.clone()));
            left += 1;
        }
        left
    }

    fn due(&self, waits: &[Wait]) -> String {
        let timers = waits.iter().filter_map(|wait| match wait {
            Wait::Timer(id) => self.case.timers.get(id).and_then(|timer| timer.due),
            _ => None,
        });
        timers.map(|due| format!("{due} ")).collect()
    }
}

/// Start events of the event sub-processes of a container that listen.
fn starts(release: &Release, container: &ElementPath) -> Vec<ElementPath> {
    let Some(process) = release.process(container.process()) else { return Vec::new() };
    let scope = match container.element() {
        "" => Some(bpmn::process::ScopeIx(0)),
        element => process.find(element).and_then(|ix| process.node(ix).kind.opens()),
    };
    let Some(scope) = scope else { return Vec::new() };
    let events = process.scope(scope).event_subprocesses.iter().filter_map(|ix| match &process.node(*ix).kind {
        NodeKind::EventSubProcess { start, .. } => Some(process.node(*start)),
        _ => None,
    });
    events.filter(|event| event_listens(event)).map(|event| ElementPath::new(&process.id, &event.id)).collect()
}
