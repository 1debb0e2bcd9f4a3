//! BPMN 2.0 section 8.2.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "extension-not-understood",
    numbers: &[],
    section: "8.2.3",
    title: "文件要求必须理解的扩展，本引擎不认识",
    hint: "去掉 mustUnderstand，或者去掉该扩展",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::Extension) {
        let definition = model.attribute(*ix, "definition").map_or("", |name| name);
        if model.flag(*ix, "mustUnderstand", false) && !model.engine_dialect(*ix) {
            found.with(*ix, definition);
        }
    }
}

examples! {
    good: r#"<extension definition='x'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<extension mustUnderstand='true' definition='x'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
