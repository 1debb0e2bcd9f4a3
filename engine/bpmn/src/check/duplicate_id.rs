//! Rule EXT.002, BPMN 2.0 section 8.2.1.

use super::prelude::{Definition, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-id",
    numbers: &[2],
    section: "8.2.1",
    title: "id 在文件中必须唯一",
    hint: "给后出现的元素换一个 id",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in &model.duplicates {
        found.with(*ix, super::shown(model, *ix));
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='t'/><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
