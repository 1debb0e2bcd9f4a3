//! Event definitions.

use std::sync::Arc;

use super::{Compiler, Places};
use crate::definition::ElementIx;
use crate::event::{Catch, ErrorRef, EscalationRef, EventDefinition, Message, MessageEvent, Signal, Timer};
use crate::extension::ENGINE_NAMESPACE;
use crate::iso;
use crate::process::{Name, Operation};
use crate::tag::Tag;

impl Compiler<'_> {
    pub(super) fn catch(&mut self, event: ElementIx, places: &Places) -> Catch {
        let all = self.definition.flag(event, "parallelMultiple", false);
        Catch { definitions: self.definitions_of(event, places), all }
    }

    pub(super) fn definitions_of(&mut self, event: ElementIx, places: &Places) -> Vec<EventDefinition> {
        let found = self.definition.event_definitions(event);
        found.iter().filter_map(|each| self.event_definition(*each, event, places)).collect()
    }

    /// One definition; `event` is the event that uses it. What several events refer to is compiled once, unless it says something
    /// else for each of them.
    pub(super) fn event_definition(
        &mut self,
        ix: ElementIx,
        event: ElementIx,
        places: &Places,
    ) -> Option<EventDefinition> {
        let tag = self.definition.tag(ix);
        let own = self.definition.parent(ix) == Some(event);
        if own || matches!(tag, Tag::CompensateEventDefinition | Tag::LinkEventDefinition) {
            return self.compile_definition(ix, event, places);
        }
        if let Some(known) = self.shared_definitions.get(&ix) {
            return known.clone();
        }
        let made = self.compile_definition(ix, event, places);
        self.shared_definitions.insert(ix, made.clone());
        made
    }

    fn compile_definition(&mut self, ix: ElementIx, event: ElementIx, places: &Places) -> Option<EventDefinition> {
        let definition = self.definition;
        Some(match definition.tag(ix) {
            Tag::MessageEventDefinition => EventDefinition::Message(MessageEvent { message: self.message_of(ix) }),
            Tag::TimerEventDefinition => EventDefinition::Timer(self.timer(ix)?),
            Tag::SignalEventDefinition => {
                let signal = definition.refers(ix, "signalRef");
                EventDefinition::Signal(match signal {
                    Some(signal) => Signal {
                        id: self.id(signal),
                        name: self.name_or_id(signal),
                        structure: self.structure(signal, "structureRef"),
                    },
                    None => Signal { id: self.id(ix), name: self.id(ix), structure: None },
                })
            }
            Tag::ErrorEventDefinition => {
                EventDefinition::Error(definition.refers(ix, "errorRef").map(|e| self.error(e)))
            }
            Tag::EscalationEventDefinition => {
                EventDefinition::Escalation(definition.refers(ix, "escalationRef").map(|escalation| EscalationRef {
                    id: self.id(escalation),
                    name: self.name(escalation),
                    code: self.code(escalation, "escalationCode"),
                }))
            }
            Tag::ConditionalEventDefinition => {
                let condition = definition.child(ix, Tag::Condition)?;
                EventDefinition::Conditional(self.expression(condition)?)
            }
            Tag::CompensateEventDefinition => EventDefinition::Compensation {
                activity: definition
                    .refers(ix, "activityRef")
                    .and_then(|activity| places.nodes.get(&activity))
                    .copied(),
                wait: definition.flag(ix, "waitForCompletion", true),
            },
            Tag::CancelEventDefinition => EventDefinition::Cancel,
            Tag::TerminateEventDefinition => EventDefinition::Terminate,
            Tag::LinkEventDefinition => EventDefinition::Link {
                name: self.name_or_id(ix),
                target: crate::check::link_target(definition, ix, event).and_then(|to| places.nodes.get(&to)).copied(),
            },
            _ => return None,
        })
    }

    fn timer(&mut self, ix: ElementIx) -> Option<Timer> {
        let definition = self.definition;
        if let Some(host) = definition.foreign_child(ix, ENGINE_NAMESPACE, "timer") {
            let limit = self.shared(definition.attribute(host, "ref").unwrap_or(""));
            return Some(Timer::Host { limit, at: definition.attribute(host, "at").map(|at| self.shared(at)) });
        }
        if let Some(date) = definition.child(ix, Tag::TimeDate) {
            return self.time(date, iso::parse_instant).map(Timer::Date);
        }
        if let Some(duration) = definition.child(ix, Tag::TimeDuration) {
            return self.time(duration, iso::parse_duration).map(Timer::Duration);
        }
        let cycle = definition.child(ix, Tag::TimeCycle)?;
        self.time(cycle, iso::parse_cycle).map(Timer::Cycle)
    }

    /// The message of an event definition or task: its own, else the one its operation takes.
    pub(super) fn message_of(&self, ix: ElementIx) -> Option<Message> {
        let definition = self.definition;
        if let Some(message) = definition.refers(ix, "messageRef") {
            return Some(self.message(message));
        }
        let operation = definition.child(ix, Tag::OperationRef).and_then(|r| definition.referred_by_text(r));
        let operation = operation.or_else(|| definition.refers(ix, "operationRef"))?;
        definition.first_referred(operation, Tag::InMessageRef).map(|message| self.message(message))
    }

    pub(super) fn operation(&mut self, task: ElementIx) -> Option<Arc<Operation>> {
        let definition = self.definition;
        let operation = definition.refers(task, "operationRef")?;
        if let Some(known) = self.operations.get(&operation) {
            return Some(known.clone());
        }
        let message = |tag| definition.first_referred(operation, tag).map(|message| self.message(message));
        let compiled = Arc::new(Operation {
            id: self.id(operation),
            name: self.name_or_id(operation),
            input: message(Tag::InMessageRef),
            output: message(Tag::OutMessageRef),
            errors: definition.referred(operation, Tag::ErrorRef).into_iter().map(|error| self.error(error)).collect(),
        });
        self.operations.insert(operation, compiled.clone());
        Some(compiled)
    }

    fn error(&self, ix: ElementIx) -> ErrorRef {
        ErrorRef { id: self.id(ix), name: self.name(ix), code: self.code(ix, "errorCode") }
    }

    fn code(&self, ix: ElementIx, attribute: &str) -> Name {
        let code = self.definition.attribute(ix, attribute).filter(|code| !code.trim().is_empty());
        code.map_or_else(|| self.id(ix), |code| self.shared(code))
    }
}
