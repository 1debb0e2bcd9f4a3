//! Rule EXT.010, BPMN 2.0 section 10.4.2; 10.4.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "error-code-missing",
    numbers: &[10],
    section: "10.4.2; 10.4.3",
    title: "可执行流程中抛出错误的事件必须给出带代码的错误",
    hint: "给事件定义加 errorRef，给 error 加 errorCode",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.every(Tag::is_throw_event).filter(|event| model.executable(*event)) {
        for definition in model.event_definitions(event).iter().copied() {
            if model.tag(definition) != Tag::ErrorEventDefinition {
                continue;
            }
            let code = model.refers(definition, "errorRef").and_then(|what| model.attribute(what, "errorCode"));
            if code.is_none_or(|code| code.trim().is_empty()) {
                found.at(event);
            }
        }
    }
}

examples! {
    good: r#"<error id='x' errorCode='1'/><process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><errorEventDefinition errorRef='x'/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
    bad: r#"<error id='x'/><process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><errorEventDefinition errorRef='x'/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
}
