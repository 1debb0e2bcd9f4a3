//! Rule EXT.105, BPMN 2.0 section 10.4.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "start-without-end",
    numbers: &[105],
    section: "10.4.2",
    title: "有开始事件的层必须有结束事件",
    hint: "加一个结束事件",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::StartEvent) {
        let Some(level) = model.parent(*ix).filter(|level| model.tag(*level).is_level()) else { continue };
        if !model.has_end(level) {
            found.at(*ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><sequenceFlow id='f' sourceRef='s' targetRef='t'/></process>"#,
}
