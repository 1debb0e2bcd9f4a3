//! Rule EXT.127, BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "message-missing",
    numbers: &[127],
    section: "10.4.5",
    title: "可执行流程的消息事件必须引用消息（messageRef）",
    hint: "定义消息并引用",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for definition in model.all(Tag::MessageEventDefinition) {
        if model.executable(*definition) && model.attribute(*definition, "messageRef").is_none() {
            found.at(*definition);
        }
    }
}

examples! {
    good: r#"<message id='mi'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><messageEventDefinition messageRef='mi'><operationRef>op</operationRef></messageEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><messageEventDefinition/></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
