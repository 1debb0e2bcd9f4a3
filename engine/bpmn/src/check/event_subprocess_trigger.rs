//! Rule EXT.059, BPMN 2.0 section 10.2.5; 10.4.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "event-subprocess-trigger",
    numbers: &[59],
    section: "10.2.5; 10.4.2",
    title: "事件子流程的开始事件必须有允许的触发器",
    hint: "允许消息、定时、错误、升级、补偿、条件、信号；不中断时不允许错误和补偿",
    run,
};

/// The last two only when the start interrupts.
const ALLOWED: [Tag; 7] = [
    Tag::MessageEventDefinition,
    Tag::TimerEventDefinition,
    Tag::EscalationEventDefinition,
    Tag::ConditionalEventDefinition,
    Tag::SignalEventDefinition,
    Tag::ErrorEventDefinition,
    Tag::CompensateEventDefinition,
];

fn run(model: &Definition, found: &mut Findings) {
    for start in model.all(Tag::StartEvent) {
        let Some(level) = model.parent(*start).filter(|level| model.is_event_subprocess(*level)) else { continue };
        let interrupting = model.flag(*start, "isInterrupting", true);
        let allowed = if interrupting { &ALLOWED[..] } else { &ALLOWED[..5] };
        if model.event_definitions(*start).is_empty() {
            found.with(*start, super::shown(model, level));
        }
        for tag in super::forbidden(model, *start, allowed) {
            found.with(*start, tag.name());
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><subProcess id='sub' triggeredByEvent='true'><startEvent id='q'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></startEvent><endEvent id='z'/><sequenceFlow id='y' sourceRef='q' targetRef='z'/></subProcess></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><subProcess id='sub' triggeredByEvent='true'><startEvent id='q'/><endEvent id='z'/><sequenceFlow id='y' sourceRef='q' targetRef='z'/></subProcess></process>"#,
}
