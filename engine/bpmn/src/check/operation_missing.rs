//! Rule EXT.128, BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "operation-missing",
    numbers: &[128],
    section: "10.4.5",
    title: "可执行流程的消息事件必须引用操作（operationRef）",
    hint: "定义接口和操作并引用；为本引擎编写的文件（声明 urn:xiezhi:engine:1）不需要",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for definition in model.all(Tag::MessageEventDefinition) {
        let named = model.child(*definition, Tag::OperationRef).is_some() || model.attribute(*definition, "operationRef").is_some();
        if model.executable(*definition) && !model.engine_dialect(*definition) && !named {
            found.at(*definition);
        }
    }
}

examples! {
    good: r#"<message id='mi'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><messageEventDefinition messageRef='mi'><operationRef>op</operationRef></messageEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<message id='mi'/><process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><messageEventDefinition messageRef='mi'/></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
