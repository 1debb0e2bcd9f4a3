//! Rule EXT.113, BPMN 2.0 section 10.4.4.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "boundary-outgoing",
    numbers: &[113],
    section: "10.4.4",
    title: "边界事件必须有流出",
    hint: "从边界事件画一条顺序流",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.all(Tag::BoundaryEvent) {
        if model.outgoing(*event).is_empty() && !model.has_definition(*event, Tag::CompensateEventDefinition) {
            found.at(*event);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></boundaryEvent><sequenceFlow id='fb' sourceRef='b' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></boundaryEvent></process>"#,
}
