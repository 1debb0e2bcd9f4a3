//! Rule EXT.025, BPMN 2.0 section 8.3.13.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "single-conditional-flow",
    numbers: &[25],
    section: "8.3.13",
    title: "带条件的顺序流只能从网关或有其他流出的活动流出",
    hint: "再加一条流出，或者去掉条件",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::SequenceFlow) {
        if model.child(*flow, Tag::ConditionExpression).is_none() {
            continue;
        }
        let Some(source) = model.refers(*flow, "sourceRef") else { continue };
        let tag = model.tag(source);
        if tag.is_event() || (tag.is_activity() && model.outgoing(source).len() < 2) {
            found.with(*flow, super::shown(model, source));
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'/><endEvent id='e'/><endEvent id='e2'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/><sequenceFlow id='f3' sourceRef='m' targetRef='e2'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'><conditionExpression xsi:type='tFormalExpression'>x</conditionExpression></sequenceFlow></process>"#,
}
