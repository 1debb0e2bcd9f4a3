//! Rule EXT.116, BPMN 2.0 section 10.4.4.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "intermediate-event-outgoing",
    numbers: &[116],
    section: "10.4.4",
    title: "中间事件必须有流出",
    hint: "从它画一条顺序流；链接抛出事件除外",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.every(|tag| matches!(tag, Tag::IntermediateCatchEvent | Tag::IntermediateThrowEvent)) {
        let throws_link = model.tag(event) == Tag::IntermediateThrowEvent && super::is_link(model, event);
        if !throws_link && model.outgoing(event).is_empty() {
            found.at(event);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='e'/><sequenceFlow id='f2' sourceRef='s' targetRef='m'/></process>"#,
}
