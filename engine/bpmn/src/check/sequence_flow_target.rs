//! Rule EXT.022, BPMN 2.0 section 8.3.13.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "sequence-flow-target",
    numbers: &[22],
    section: "8.3.13",
    title: "顺序流的终点必须是活动、网关或事件，且不能是事件子流程",
    hint: "改接到流程节点",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::SequenceFlow) {
        match model.attribute(*flow, "targetRef") {
            None => found.with(*flow, "没有 targetRef"),
            Some(_) => {
                let Some(end) = model.refers(*flow, "targetRef") else { continue };
                let node = model.tag(end).is_flow_node() || model.tag(end).is_choreography_activity();
                // Artifacts have rules of their own.
                if (!node && !model.tag(end).is_artifact()) || model.is_event_subprocess(end) {
                    found.with(*flow, super::shown(model, end));
                }
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><subProcess id='sub' triggeredByEvent='true'/><sequenceFlow id='x' sourceRef='t' targetRef='sub'/></process>"#,
}
