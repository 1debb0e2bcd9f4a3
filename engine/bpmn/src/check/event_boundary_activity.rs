//! BPMN 2.0 section 10.4.4.

use super::prelude::*;

pub(super) const RULE: Rule = Rule {
    code: "event-boundary-activity",
    numbers: &[],
    section: "10.4.4",
    title: "边界事件必须附在本层的活动上",
    hint: "改正 attachedToRef",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.all(Tag::BoundaryEvent) {
        match model.refers(*event, "attachedToRef") {
            // A reference to nothing or to something else is reported by the rules on references.
            None if model.attribute(*event, "attachedToRef").is_none() => found.with(*event, "没有 attachedToRef"),
            Some(activity) if model.tag(activity).is_activity() && !fits(model, *event, activity) => {
                found.with(*event, super::shown(model, activity));
            }
            _ => {}
        }
    }
}

/// On the same level, and not on an event sub-process.
fn fits(model: &Definition, event: ElementIx, activity: ElementIx) -> bool {
    model.parent(activity) == model.parent(event) && !model.is_event_subprocess(activity)
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></boundaryEvent><sequenceFlow id='fb' sourceRef='b' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><subProcess id='u'><task id='x'/></subProcess><boundaryEvent id='b' attachedToRef='x'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></boundaryEvent><sequenceFlow id='fb' sourceRef='b' targetRef='e'/></process>"#,
}
