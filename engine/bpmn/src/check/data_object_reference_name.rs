//! Rule EXT.076, BPMN 2.0 section 10.3.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "data-object-reference-name",
    numbers: &[76],
    section: "10.3.1",
    title: "数据对象引用的名称应为“数据对象名 [状态]”",
    hint: "按数据对象和状态改名",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::DataObjectReference) {
        let Some(object) = model.refers(*ix, "dataObjectRef").and_then(|object| model.name(object)) else { continue };
        let Some(name) = model.name(*ix) else { continue };
        let state = model.child(*ix, Tag::DataState).and_then(|state| model.name(state));
        let inside = |rest: &str| rest.strip_prefix(" [").and_then(|rest| rest.strip_suffix(']')) == state;
        if name.strip_prefix(object).is_some_and(|rest| state.is_none() || inside(rest)) {
            continue;
        }
        match state {
            Some(state) => found.with(*ix, format_args!("应为 {object} [{state}]")),
            None => found.with(*ix, format_args!("应为 {object}")),
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><dataObject id='d' name='申请'/><dataObjectReference id='r' dataObjectRef='d' name='申请 [已受理]'><dataState name='已受理'/></dataObjectReference></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><dataObject id='d' name='申请'/><dataObjectReference id='r' dataObjectRef='d' name='申请表'><dataState name='已受理'/></dataObjectReference></process>"#,
}
