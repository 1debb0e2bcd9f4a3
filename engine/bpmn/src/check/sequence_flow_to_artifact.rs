//! Rule EXT.006, BPMN 2.0 section 7.6; 8.3.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "sequence-flow-to-artifact",
    numbers: &[6],
    section: "7.6; 8.3.1",
    title: "顺序流不能流向注释、分组等图示元素",
    hint: "连接到活动、网关或事件；与注释相连用关联（association）",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::SequenceFlow) {
        if model.refers(*flow, "targetRef").is_some_and(|end| model.tag(end).is_artifact()) {
            found.at(*flow);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><group id='g'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><group id='g'/><sequenceFlow id='x' sourceRef='t' targetRef='g'/></process>"#,
}
