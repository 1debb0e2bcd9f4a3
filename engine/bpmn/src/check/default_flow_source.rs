//! Rule EXT.026, BPMN 2.0 section 8.3.13.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "default-flow-source",
    numbers: &[26],
    section: "8.3.13",
    title: "默认流必须从声明它的节点流出",
    hint: "把 default 改为本节点流出的顺序流",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_flow_node) {
        if let Some(flow) = model.refers(ix, "default")
            && (model.tag(flow) != Tag::SequenceFlow || model.refers(flow, "sourceRef") != Some(ix))
        {
            found.with(ix, super::shown(model, flow));
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t' default='f1'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
