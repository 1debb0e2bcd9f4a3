//! References of the schema: what they point to must exist and be of the right kind (QName and IDREF of BPMN20.xsd).

use super::prelude::*;

pub(super) const RULE: Rule = Rule {
    code: "reference-target",
    numbers: &[],
    section: "8.1.3",
    title: "引用的元素必须存在且类型正确",
    hint: "检查引用的 id；跨文件引用用 import 和命名空间前缀",
    run,
};

type Test = fn(Tag) -> bool;

/// Attribute of any element (or of the given ones) and what it must point to.
const ATTRIBUTES: [(&str, &[Tag], Test); 23] = [
    ("messageRef", &[], |tag| tag == Tag::Message),
    ("itemRef", &[], |tag| tag == Tag::ItemDefinition),
    ("itemSubjectRef", &[], |tag| tag == Tag::ItemDefinition),
    ("signalRef", &[], |tag| tag == Tag::Signal),
    ("errorRef", &[], |tag| tag == Tag::Error),
    ("escalationRef", &[], |tag| tag == Tag::Escalation),
    ("operationRef", &[], |tag| tag == Tag::Operation),
    ("sourceRef", &[Tag::SequenceFlow, Tag::MessageFlow, Tag::Association, Tag::ConversationLink], |_| true),
    ("targetRef", &[Tag::SequenceFlow, Tag::MessageFlow, Tag::Association, Tag::ConversationLink], |_| true),
    ("default", &[], |tag| tag == Tag::SequenceFlow),
    ("attachedToRef", &[], Tag::is_activity),
    ("processRef", &[], |tag| tag == Tag::Process),
    ("dataObjectRef", &[], |tag| tag == Tag::DataObject),
    ("dataStoreRef", &[], |tag| tag == Tag::DataStore),
    ("activityRef", &[Tag::CompensateEventDefinition], Tag::is_activity),
    ("definitionalCollaborationRef", &[], |tag| matches!(tag, Tag::Collaboration | Tag::Choreography)),
    ("categoryValueRef", &[], |tag| tag == Tag::CategoryValue),
    ("oneBehaviorEventRef", &[], Tag::is_event_definition),
    ("noneBehaviorEventRef", &[], Tag::is_event_definition),
    ("parameterRef", &[], |tag| tag == Tag::ResourceParameter),
    ("correlationKeyRef", &[], |tag| tag == Tag::CorrelationKey),
    ("correlationPropertyRef", &[], |tag| tag == Tag::CorrelationProperty),
    ("calledCollaborationRef", &[], |tag| matches!(tag, Tag::Collaboration | Tag::GlobalConversation | Tag::Choreography)),
];

/// Elements whose text is a reference, and what it must point to.
const ELEMENTS: [(Tag, Test); 33] = [
    (Tag::Incoming, |tag| tag == Tag::SequenceFlow),
    (Tag::Outgoing, |tag| tag == Tag::SequenceFlow),
    (Tag::EventDefinitionRef, Tag::is_event_definition),
    (Tag::DataInputRefs, |tag| tag == Tag::DataInput),
    (Tag::OptionalInputRefs, |tag| tag == Tag::DataInput),
    (Tag::WhileExecutingInputRefs, |tag| tag == Tag::DataInput),
    (Tag::DataOutputRefs, |tag| tag == Tag::DataOutput),
    (Tag::OptionalOutputRefs, |tag| tag == Tag::DataOutput),
    (Tag::WhileExecutingOutputRefs, |tag| tag == Tag::DataOutput),
    (Tag::InputSetRefs, |tag| tag == Tag::InputSet),
    (Tag::OutputSetRefs, |tag| tag == Tag::OutputSet),
    (Tag::SourceRef, Tag::is_item_aware),
    (Tag::TargetRef, Tag::is_item_aware),
    (Tag::InMessageRef, |tag| tag == Tag::Message),
    (Tag::OutMessageRef, |tag| tag == Tag::Message),
    (Tag::ErrorRef, |tag| tag == Tag::Error),
    (Tag::OperationRef, |tag| tag == Tag::Operation),
    (Tag::InterfaceRef, |tag| tag == Tag::Interface),
    (Tag::SupportedInterfaceRef, |tag| tag == Tag::Interface),
    (Tag::ParticipantRef, |tag| tag == Tag::Participant),
    (Tag::InnerParticipantRef, |tag| tag == Tag::Participant),
    (Tag::OuterParticipantRef, |tag| tag == Tag::Participant),
    (Tag::MessageFlowRef, |tag| tag == Tag::MessageFlow),
    (Tag::InnerMessageFlowRef, |tag| tag == Tag::MessageFlow),
    (Tag::OuterMessageFlowRef, |tag| tag == Tag::MessageFlow),
    (Tag::ChoreographyRef, |tag| matches!(tag, Tag::Choreography | Tag::GlobalChoreographyTask)),
    (Tag::CorrelationPropertyRef, |tag| tag == Tag::CorrelationProperty),
    (Tag::FlowNodeRef, |tag| tag.is_flow_node() || tag.is_choreography_activity()),
    (Tag::ResourceRef, |tag| tag == Tag::Resource),
    (Tag::LoopDataInputRef, |_| true),
    (Tag::LoopDataOutputRef, |_| true),
    (Tag::Source, |tag| tag == Tag::LinkEventDefinition),
    (Tag::Target, |tag| tag == Tag::LinkEventDefinition),
];

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(|tag| tag != Tag::Foreign) {
        for (name, written) in model.attributes(ix).filter(|(name, _)| name.len() > 6) {
            let Some((name, of, right)) = ATTRIBUTES.iter().find(|(each, ..)| *each == name) else { continue };
            if of.is_empty() || of.contains(&model.tag(ix)) {
                reference(model, found, ix, name, (written, model.refers(ix, name)), *right);
            }
        }
    }
    for (tag, right) in ELEMENTS {
        for ix in model.all(tag) {
            // `source` and `target` of a relationship point anywhere.
            if model.parent(*ix).is_some_and(|parent| model.tag(parent) == Tag::Relationship) {
                continue;
            }
            reference(model, found, *ix, tag.name(), (model.text(*ix), model.referred_by_text(*ix)), right);
        }
    }
}

/// Looks at a reference: what is written, and the element that it means.
fn reference(
    model: &Definition,
    found: &mut Findings,
    ix: ElementIx,
    name: &str,
    (written, meant): (&str, Option<ElementIx>),
    right: Test,
) {
    match meant {
        // It leads outside of the files at hand.
        None if model.is_external(ix, written) => {}
        // An operation describes a service elsewhere; with the message at hand nothing is missing for running.
        None if name == "operationRef" && model.attribute(ix, "messageRef").is_some() => {
            found.warn(ix, format_args!("{name} 引用的 {written} 不存在"));
        }
        None => found.with(ix, format_args!("{name} 引用的 {written} 不存在")),
        Some(target) if !right(model.tag(target)) => {
            found.with(ix, format_args!("{name} 引用的 {written} 是 {}", model.tag(target).name()));
        }
        Some(_) => {}
    }
}

examples! {
    good: "<message id='m'/><process id='p'><receiveTask id='t' messageRef='m'/></process>",
    bad: "<message id='m'/><process id='p'><receiveTask id='t' messageRef='p'/></process>",
}
