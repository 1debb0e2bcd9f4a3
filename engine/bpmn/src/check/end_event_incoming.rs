//! Rule EXT.107, BPMN 2.0 section 10.4.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "end-event-incoming",
    numbers: &[107],
    section: "10.4.3",
    title: "结束事件必须有流入",
    hint: "画一条流向它的顺序流",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::EndEvent) {
        if model.incoming(*ix).is_empty() {
            found.at(*ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><endEvent id='x'/></process>"#,
}
