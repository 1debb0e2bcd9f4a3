//! Rule EXT.148 and EXT.122, BPMN 2.0 section 10.4.4.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "catch-trigger",
    numbers: &[148, 122],
    section: "10.4.4",
    title: "中间捕获事件必须有消息、定时、条件、链接、信号之一",
    hint: "换成允许的事件定义",
    run,
};

const ALLOWED: [Tag; 5] = [
    Tag::MessageEventDefinition,
    Tag::TimerEventDefinition,
    Tag::ConditionalEventDefinition,
    Tag::LinkEventDefinition,
    Tag::SignalEventDefinition,
];

fn run(model: &Definition, found: &mut Findings) {
    for event in model.all(Tag::IntermediateCatchEvent) {
        if model.event_definitions(*event).is_empty() && model.child(*event, Tag::EventDefinitionRef).is_none() {
            found.at(*event);
        }
        for tag in super::forbidden(model, *event, &ALLOWED) {
            found.with(*event, tag.name());
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><cancelEventDefinition/></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
