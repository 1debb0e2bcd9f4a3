//! Rule EXT.123, BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "condition-not-formal",
    numbers: &[123],
    section: "10.4.5",
    title: "可执行流程的条件事件必须有形式表达式",
    hint: "加上 xsi:type=\"tFormalExpression\" 和条件",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for definition in model.all(Tag::ConditionalEventDefinition) {
        // A definition shared by events belongs to no process; its users decide whether it runs.
        let shared = model.parent(*definition).is_some_and(|parent| model.tag(parent) == Tag::Definitions);
        if !shared && !model.executable(*definition) {
            continue;
        }
        let formal = model.child(*definition, Tag::Condition).is_some_and(|condition| {
            let typed = model.engine_dialect(condition) || model.xsi_type(condition) == Some("tFormalExpression");
            typed && !model.text(condition).is_empty()
        });
        if !formal {
            found.at(*definition);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><conditionalEventDefinition><condition xsi:type='tFormalExpression'>x</condition></conditionalEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><conditionalEventDefinition><condition >x</condition></conditionalEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
