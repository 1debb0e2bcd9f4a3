//! Rule EXT.144, BPMN 2.0 section 10.6.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "compensation-handler",
    numbers: &[144],
    section: "10.6",
    title: "补偿边界事件必须用关联连到标为补偿（isForCompensation）的活动",
    hint: "给活动加 isForCompensation=\"true\" 并画关联",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.all(Tag::BoundaryEvent) {
        if !model.has_definition(*event, Tag::CompensateEventDefinition) {
            continue;
        }
        match model.joined_activity(*event) {
            Some(handler) if model.is_for_compensation(handler) => {}
            Some(handler) => found.with(*event, super::shown(model, handler)),
            None => found.at(*event),
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><compensateEventDefinition/></boundaryEvent><task id='h' isForCompensation='true'/><association id='as' sourceRef='b' targetRef='h'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><compensateEventDefinition/></boundaryEvent><task id='h'/><association id='as' sourceRef='b' targetRef='h'/></process>"#,
}
