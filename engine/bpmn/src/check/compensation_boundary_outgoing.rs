//! Rule EXT.114, BPMN 2.0 section 10.4.4.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "compensation-boundary-outgoing",
    numbers: &[114],
    section: "10.4.4",
    title: "补偿边界事件不能有流出，只用关联连到补偿活动",
    hint: "改用 association",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.all(Tag::BoundaryEvent) {
        if model.has_definition(*event, Tag::CompensateEventDefinition) && !model.outgoing(*event).is_empty() {
            found.at(*event);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><compensateEventDefinition/></boundaryEvent><task id='h' isForCompensation='true'/><association id='as' sourceRef='b' targetRef='h'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><compensateEventDefinition/></boundaryEvent><sequenceFlow id='fb' sourceRef='b' targetRef='e'/><task id='h' isForCompensation='true'/><association id='as' sourceRef='b' targetRef='h'/></process>"#,
}
