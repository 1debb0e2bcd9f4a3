//! Rule EXT.003, BPMN 2.0 section 8.2.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "missing-id",
    numbers: &[3],
    section: "8.2.1",
    title: "流程、节点和顺序流必须有 id",
    hint: "给元素加上唯一的 id",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(|tag| tag.is_flow_node() || matches!(tag, Tag::Process | Tag::SequenceFlow)) {
        if model.id(ix).is_none_or(|id| id.trim().is_empty()) {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><task/></process>"#,
}
