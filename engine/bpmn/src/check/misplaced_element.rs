//! Rule EXT.078 and EXT.075 and EXT.077 and EXT.080, XML Schema; 10.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "misplaced-element",
    numbers: &[78, 75, 77, 80],
    section: "XML Schema; 10.3",
    title: "元素不能放在这里",
    hint: "移到标准允许的位置",
    run,
};

/// Whether the schema allows the element there; only the places that matter for running are looked at.
fn allowed(tag: Tag, parent: Tag) -> bool {
    let level = parent.is_level() || matches!(parent, Tag::Choreography | Tag::SubChoreography);
    match tag {
        tag if tag.is_flow_node() || tag == Tag::SequenceFlow => level,
        Tag::DataObject | Tag::DataObjectReference | Tag::DataStoreReference => level,
        Tag::Property => parent == Tag::Process || parent.is_activity() || parent.is_event(),
        Tag::IoSpecification => parent == Tag::Process || parent.is_activity() || parent.is_global_task(),
        Tag::DataInput => parent == Tag::IoSpecification || parent.is_throw_event() || parent == Tag::Event,
        Tag::DataOutput => parent == Tag::IoSpecification || parent.is_catch_event(),
        Tag::InputSet => parent == Tag::IoSpecification || parent.is_throw_event() || parent == Tag::Event,
        Tag::OutputSet => parent == Tag::IoSpecification || parent.is_catch_event(),
        Tag::DataInputAssociation => parent.is_activity() || parent.is_throw_event() || parent == Tag::Event,
        Tag::DataOutputAssociation => parent.is_activity() || parent.is_catch_event(),
        Tag::StandardLoopCharacteristics | Tag::MultiInstanceLoopCharacteristics => parent.is_activity(),
        Tag::Process | Tag::Message | Tag::Signal | Tag::Error | Tag::Escalation | Tag::ItemDefinition => {
            parent == Tag::Definitions
        }
        tag if tag.is_global_task() => parent == Tag::Definitions,
        tag if tag.is_event_definition() => {
            parent == Tag::Definitions || parent.is_event() || matches!(parent, Tag::Event | Tag::ImplicitThrowEvent)
        }
        Tag::LaneSet => parent.is_level(),
        Tag::ConditionExpression => parent == Tag::SequenceFlow,
        Tag::ActivationCondition => parent == Tag::ComplexGateway,
        Tag::Incoming | Tag::Outgoing => parent.is_flow_node() || parent.is_choreography_activity(),
        _ => true,
    }
}

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(|tag| tag != Tag::Foreign && tag != Tag::Unknown) {
        if let Some(parent) = model.parent(ix)
            && model.tag(parent) != Tag::Foreign
            && !allowed(model.tag(ix), model.tag(parent))
        {
            found.with(ix, format_args!("{} 在 {} 里", super::shown(model, ix), model.tag(parent).name()));
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><property id='x'/><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<property id='x'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
