//! Rule EXT.024, BPMN 2.0 section 8.3.13.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "immediate-flow",
    numbers: &[24],
    section: "8.3.13",
    title: "可执行流程的顺序流不能写 isImmediate=\"false\"",
    hint: "删去 isImmediate",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::SequenceFlow) {
        if model.executable(*flow) && !model.flag(*flow, "isImmediate", true) {
            found.at(*flow);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' isImmediate='false' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
