//! Rule EXT.011, BPMN 2.0 section 10.4.2; 10.4.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "escalation-code-missing",
    numbers: &[11],
    section: "10.4.2; 10.4.3",
    title: "可执行流程中抛出升级的事件必须给出带代码的升级",
    hint: "给事件定义加 escalationRef，给 escalation 加 escalationCode",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.every(Tag::is_throw_event).filter(|event| model.executable(*event)) {
        for definition in model.event_definitions(event).iter().copied() {
            if model.tag(definition) != Tag::EscalationEventDefinition {
                continue;
            }
            let code = model.refers(definition, "escalationRef").and_then(|what| model.attribute(what, "escalationCode"));
            if code.is_none_or(|code| code.trim().is_empty()) {
                found.at(event);
            }
        }
    }
}

examples! {
    good: r#"<escalation id='x' escalationCode='1'/><process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><escalationEventDefinition escalationRef='x'/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
    bad: r#"<escalation id='x'/><process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><escalationEventDefinition escalationRef='x'/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
}
