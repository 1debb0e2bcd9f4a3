//! Rule EXT.020 and EXT.081, BPMN 2.0 section 10.3.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "collection-mismatch",
    numbers: &[20, 81],
    section: "10.3.1",
    title: "数据元素的 isCollection 必须与它的 itemDefinition 一致",
    hint: "两处改成相同",
    run,
};

/// Elements with an `isCollection` of their own.
const COUNTED: [Tag; 3] = [Tag::DataObject, Tag::DataInput, Tag::DataOutput];

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(|tag| COUNTED.contains(&tag)) {
        if let Some(item) = model.refers(ix, "itemSubjectRef")
            && model.tag(item) == Tag::ItemDefinition
            && model.flag(item, "isCollection", false) != model.flag(ix, "isCollection", false)
        {
            found.with(ix, super::shown(model, ix));
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' isCollection='true'/><process id='p' isExecutable='true'><dataObject id='d' itemSubjectRef='i' isCollection='true'/><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i' isCollection='true'/><process id='p' isExecutable='true'><dataObject id='d' itemSubjectRef='i'/><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
