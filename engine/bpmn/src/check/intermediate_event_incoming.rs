//! Rule EXT.115, BPMN 2.0 section 10.4.4.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "intermediate-event-incoming",
    numbers: &[115],
    section: "10.4.4",
    title: "中间事件必须有流入",
    hint: "画一条流向它的顺序流；链接捕获事件除外",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.every(|tag| matches!(tag, Tag::IntermediateCatchEvent | Tag::IntermediateThrowEvent)) {
        let catches_link = model.tag(event) == Tag::IntermediateCatchEvent && super::is_link(model, event);
        if !catches_link && model.incoming(event).is_empty() {
            found.at(event);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='e'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
