//! Rule EXT.137, BPMN 2.0 section 10.5.6.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "event-gateway-condition",
    numbers: &[137],
    section: "10.5.6",
    title: "事件网关的流出不能带条件",
    hint: "删去条件",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for gateway in model.all(Tag::EventBasedGateway) {
        for flow in model.outgoing(*gateway) {
            if model.child(*flow, Tag::ConditionExpression).is_some() {
                found.at(*flow);
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><receiveTask id='a'/><intermediateCatchEvent id='b'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'/><sequenceFlow id='f3' sourceRef='m' targetRef='b'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/><sequenceFlow id='f5' sourceRef='b' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><receiveTask id='a'/><intermediateCatchEvent id='b'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'><conditionExpression xsi:type='tFormalExpression'>x</conditionExpression></sequenceFlow><sequenceFlow id='f3' sourceRef='m' targetRef='b'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/><sequenceFlow id='f5' sourceRef='b' targetRef='e'/></process>"#,
}
