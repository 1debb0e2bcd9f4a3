//! Rule EXT.101, BPMN 2.0 section 10.4.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "start-event-outgoing",
    numbers: &[101],
    section: "10.4.2",
    title: "开始事件必须有流出的顺序流",
    hint: "从开始事件画一条顺序流",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::StartEvent) {
        // Where the file lists flows at its nodes, the list counts.
        let unlisted = super::lists_flows(model, *ix) && model.child(*ix, Tag::Outgoing).is_none();
        if model.outgoing(*ix).is_empty() || unlisted {
            found.at(*ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><startEvent id='x'/></process>"#,
}
