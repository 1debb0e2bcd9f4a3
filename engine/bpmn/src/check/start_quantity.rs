//! Rule EXT.037, BPMN 2.0 section 10.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "start-quantity",
    numbers: &[37],
    section: "10.2",
    title: "startQuantity 不能小于 1",
    hint: "改为 1 或更大的整数",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_activity) {
        if let Some(Ok(quantity)) = model.integer(ix, "startQuantity")
            && quantity < 1
        {
            found.with(ix, quantity.to_string());
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m' startQuantity='0'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
