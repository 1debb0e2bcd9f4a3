//! Rule EXT.143, BPMN 2.0 section 10.6.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "compensation-activity-flow",
    numbers: &[143],
    section: "10.6",
    title: "补偿活动不能有流入或流出",
    hint: "只用关联与补偿边界事件相连",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_activity).filter(|ix| model.is_for_compensation(*ix)) {
        if !model.incoming(ix).is_empty() || !model.outgoing(ix).is_empty() {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><compensateEventDefinition/></boundaryEvent><task id='h' isForCompensation='true'/><association id='as' sourceRef='b' targetRef='h'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><compensateEventDefinition/></boundaryEvent><task id='h' isForCompensation='true'/><association id='as' sourceRef='b' targetRef='h'/><sequenceFlow id='x' sourceRef='s' targetRef='h'/></process>"#,
}
