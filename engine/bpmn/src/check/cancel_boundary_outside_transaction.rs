//! Rule EXT.111, BPMN 2.0 section 10.4.4.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "cancel-boundary-outside-transaction",
    numbers: &[111],
    section: "10.4.4",
    title: "取消边界事件只能附在事务上",
    hint: "附到事务，或换成其他触发器",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.all(Tag::BoundaryEvent) {
        let on = model.refers(*event, "attachedToRef").map(|activity| model.tag(activity));
        if model.has_definition(*event, Tag::CancelEventDefinition) && on != Some(Tag::Transaction) {
            found.at(*event);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></boundaryEvent><sequenceFlow id='fb' sourceRef='b' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><cancelEventDefinition/></boundaryEvent><sequenceFlow id='fb' sourceRef='b' targetRef='e'/></process>"#,
}
