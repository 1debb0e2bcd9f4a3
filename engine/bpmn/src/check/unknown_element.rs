//! XML Schema.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "unknown-element",
    numbers: &[],
    section: "XML Schema",
    title: "BPMN 标准没有这个元素",
    hint: "检查拼写；自己的元素放进自己的命名空间",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::Unknown) {
        found.with(*ix, model.local_name(*ix));
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><taskk id='x'/></process>"#,
}
