//! Rule EXT.093, BPMN 2.0 section 10.4.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "event-data-count",
    numbers: &[93],
    section: "10.4.1",
    title: "有多个带数据的事件定义时，数据个数必须相同",
    hint: "为每个事件定义给出一个数据",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.every(Tag::is_event) {
        let payloads = super::payloads(model, event).len();
        let tag = if model.tag(event).is_throw_event() { Tag::DataInput } else { Tag::DataOutput };
        let data = super::data(model, event, tag).len();
        if payloads > 1 && data > 0 && data != payloads {
            found.with(event, format_args!("事件定义 {payloads} 个，数据 {data} 个"));
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><message id='mi' itemRef='i'/><interface id='n' name='n'><operation id='o' name='o'><inMessageRef>mi</inMessageRef></operation></interface><signal id='g' structureRef='j'/><process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><dataInput id='di' itemSubjectRef='i'/><dataInput id='d2' itemSubjectRef='j'/><inputSet><dataInputRefs>di</dataInputRefs><dataInputRefs>d2</dataInputRefs></inputSet><messageEventDefinition messageRef='mi'><operationRef>o</operationRef></messageEventDefinition><signalEventDefinition signalRef='g'/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><message id='mi' itemRef='i'/><interface id='n' name='n'><operation id='o' name='o'><inMessageRef>mi</inMessageRef></operation></interface><signal id='g' structureRef='j'/><process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><messageEventDefinition messageRef='mi'><operationRef>o</operationRef></messageEventDefinition><signalEventDefinition signalRef='g'/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
}
