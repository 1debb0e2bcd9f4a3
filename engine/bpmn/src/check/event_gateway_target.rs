//! Rule EXT.138, BPMN 2.0 section 10.5.6.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "event-gateway-target",
    numbers: &[138],
    section: "10.5.6",
    title: "事件网关只能连到接收任务或消息、信号、定时、条件捕获事件",
    hint: "改接目标",
    run,
};

const ALLOWED: [Tag; 4] = [
    Tag::MessageEventDefinition,
    Tag::SignalEventDefinition,
    Tag::TimerEventDefinition,
    Tag::ConditionalEventDefinition,
];

fn run(model: &Definition, found: &mut Findings) {
    for gateway in model.all(Tag::EventBasedGateway) {
        for flow in model.outgoing(*gateway) {
            let Some(target) = model.refers(*flow, "targetRef") else { continue };
            let right = match model.tag(target) {
                Tag::ReceiveTask => true,
                Tag::IntermediateCatchEvent => {
                    !model.event_definitions(target).is_empty() && !model.has_definition_beside(target, &ALLOWED)
                }
                _ => false,
            };
            if !right {
                found.with(*flow, super::shown(model, target));
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><receiveTask id='a'/><intermediateCatchEvent id='b'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'/><sequenceFlow id='f3' sourceRef='m' targetRef='b'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/><sequenceFlow id='f5' sourceRef='b' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><task id='a'/><intermediateCatchEvent id='b'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'/><sequenceFlow id='f3' sourceRef='m' targetRef='b'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/><sequenceFlow id='f5' sourceRef='b' targetRef='e'/></process>"#,
}
