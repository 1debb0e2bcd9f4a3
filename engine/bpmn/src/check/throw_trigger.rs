//! Rule EXT.149, BPMN 2.0 section 10.4.4.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "throw-trigger",
    numbers: &[149],
    section: "10.4.4",
    title: "中间抛出事件只允许消息、升级、补偿、链接、信号",
    hint: "换成允许的事件定义",
    run,
};

const ALLOWED: [Tag; 5] = [
    Tag::MessageEventDefinition,
    Tag::EscalationEventDefinition,
    Tag::CompensateEventDefinition,
    Tag::LinkEventDefinition,
    Tag::SignalEventDefinition,
];

fn run(model: &Definition, found: &mut Findings) {
    for event in model.all(Tag::IntermediateThrowEvent) {
        for tag in super::forbidden(model, *event, &ALLOWED) {
            found.with(*event, tag.name());
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateThrowEvent id='m'></intermediateThrowEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateThrowEvent id='m'><terminateEventDefinition/></intermediateThrowEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
