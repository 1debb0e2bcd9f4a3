//! Rule EXT.094, BPMN 2.0 section 10.4.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "event-data-type",
    numbers: &[94],
    section: "10.4.1",
    title: "事件的数据必须与对应事件定义的数据同类",
    hint: "改 itemSubjectRef 或次序",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.every(Tag::is_event) {
        let payloads = super::payloads(model, event);
        let tag = if model.tag(event).is_throw_event() { Tag::DataInput } else { Tag::DataOutput };
        for (data, payload) in super::data(model, event, tag).into_iter().zip(payloads) {
            if !super::equivalent(model, super::item_of(model, data), Some(payload)) {
                found.with(event, super::shown(model, data));
            }
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><message id='mi' itemRef='i'/><interface id='n' name='n'><operation id='o' name='o'><inMessageRef>mi</inMessageRef></operation></interface><signal id='g' structureRef='j'/><process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><dataInput id='di' itemSubjectRef='i'/><dataInput id='d2' itemSubjectRef='j'/><inputSet><dataInputRefs>di</dataInputRefs><dataInputRefs>d2</dataInputRefs></inputSet><messageEventDefinition messageRef='mi'><operationRef>o</operationRef></messageEventDefinition><signalEventDefinition signalRef='g'/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><message id='mi' itemRef='i'/><interface id='n' name='n'><operation id='o' name='o'><inMessageRef>mi</inMessageRef></operation></interface><signal id='g' structureRef='j'/><process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><dataInput id='di' itemSubjectRef='i'/><dataInput id='d2' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs><dataInputRefs>d2</dataInputRefs></inputSet><messageEventDefinition messageRef='mi'><operationRef>o</operationRef></messageEventDefinition><signalEventDefinition signalRef='g'/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
}
