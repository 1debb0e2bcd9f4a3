//! Rule EXT.133, BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, Findings, Rule, Tag};
use crate::iso;

pub(super) const RULE: Rule = Rule {
    code: "time-cycle",
    numbers: &[133],
    section: "10.4.5",
    title: "周期必须符合 ISO 8601，或是 ${…} 表达式",
    hint: "例如 R3/PT10S",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::TimeCycle) {
        let text = model.text(*ix);
        let expression = text.starts_with("${") && text.ends_with('}');
        // Without text another rule speaks.
        if !text.is_empty() && !expression && iso::parse_cycle(text).is_err() {
            found.with(*ix, text);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeCycle xsi:type='tFormalExpression'>R3/PT10S</timeCycle></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeCycle xsi:type='tFormalExpression'>soon</timeCycle></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
