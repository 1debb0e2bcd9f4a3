//! Rule EXT.146, BPMN 2.0 section 10.4.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "end-trigger",
    numbers: &[146],
    section: "10.4.3",
    title: "结束事件只允许消息、升级、错误、取消、补偿、信号、终止",
    hint: "换成允许的事件定义",
    run,
};

const ALLOWED: [Tag; 7] = [
    Tag::MessageEventDefinition,
    Tag::EscalationEventDefinition,
    Tag::ErrorEventDefinition,
    Tag::CancelEventDefinition,
    Tag::CompensateEventDefinition,
    Tag::SignalEventDefinition,
    Tag::TerminateEventDefinition,
];

fn run(model: &Definition, found: &mut Findings) {
    for event in model.all(Tag::EndEvent) {
        for tag in super::forbidden(model, *event, &ALLOWED) {
            found.with(*event, tag.name());
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><terminateEventDefinition/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
}
