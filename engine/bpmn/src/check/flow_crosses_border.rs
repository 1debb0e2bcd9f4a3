//! Rule EXT.152 and EXT.028, BPMN 2.0 section 7.6.1; 10.2.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "flow-crosses-border",
    numbers: &[152, 28],
    section: "7.6.1; 10.2.5",
    title: "顺序流不能越过流程或子流程的边界",
    hint: "两端放在同一层，跨流程用消息流",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::SequenceFlow) {
        let (Some(source), Some(target)) = (model.refers(*flow, "sourceRef"), model.refers(*flow, "targetRef")) else {
            continue;
        };
        if model.tag(source).is_flow_node() && model.tag(target).is_flow_node() && model.parent(source) != model.parent(target) {
            found.with(*flow, format_args!("{} 到 {}", super::shown(model, source), super::shown(model, target)));
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><subProcess id='u'><task id='x'/></subProcess><sequenceFlow id='fx' sourceRef='t' targetRef='x'/></process>"#,
}
