//! Rule EXT.110 and EXT.120 and EXT.129 and EXT.130 and EXT.147, BPMN 2.0 section 10.4.4.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "boundary-trigger",
    numbers: &[110, 120, 129, 130, 147],
    section: "10.4.4",
    title: "边界事件必须有允许的触发器",
    hint: "允许消息、定时、错误、升级、取消、补偿、条件、信号；不中断时不允许错误、取消、补偿",
    run,
};

/// The last three only when the event interrupts.
const ALLOWED: [Tag; 8] = [
    Tag::MessageEventDefinition,
    Tag::TimerEventDefinition,
    Tag::EscalationEventDefinition,
    Tag::ConditionalEventDefinition,
    Tag::SignalEventDefinition,
    Tag::ErrorEventDefinition,
    Tag::CancelEventDefinition,
    Tag::CompensateEventDefinition,
];

fn run(model: &Definition, found: &mut Findings) {
    for event in model.all(Tag::BoundaryEvent) {
        let interrupting = model.flag(*event, "cancelActivity", true);
        let allowed = if interrupting { &ALLOWED[..] } else { &ALLOWED[..5] };
        if model.event_definitions(*event).is_empty() {
            found.at(*event);
        }
        for tag in super::forbidden(model, *event, allowed) {
            found.with(*event, tag.name());
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></boundaryEvent><sequenceFlow id='fb' sourceRef='b' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><boundaryEvent id='b' attachedToRef='t'><terminateEventDefinition/></boundaryEvent><sequenceFlow id='fb' sourceRef='b' targetRef='e'/></process>"#,
}
