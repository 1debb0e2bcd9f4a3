//! Rule EXT.098 and EXT.121, BPMN 2.0 section 10.4.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "process-start-trigger",
    numbers: &[98, 121],
    section: "10.4.2",
    title: "流程的开始事件只允许消息、定时、条件、信号触发",
    hint: "换成允许的触发器",
    run,
};

const ALLOWED: [Tag; 4] = [
    Tag::MessageEventDefinition,
    Tag::TimerEventDefinition,
    Tag::ConditionalEventDefinition,
    Tag::SignalEventDefinition,
];

fn run(model: &Definition, found: &mut Findings) {
    for start in model.all(Tag::StartEvent) {
        if model.parent(*start).is_some_and(|parent| model.tag(parent) == Tag::Process) {
            for tag in super::forbidden(model, *start, &ALLOWED) {
                found.with(*start, tag.name());
            }
        }
    }
}

examples! {
    good: r#"<message id='mi'/><interface id='n' name='n'><operation id='o' name='o'><inMessageRef>mi</inMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'><messageEventDefinition messageRef='mi'><operationRef>o</operationRef></messageEventDefinition></startEvent><endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'><errorEventDefinition/></startEvent><endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
}
