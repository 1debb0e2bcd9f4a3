//! Rule EXT.139, BPMN 2.0 section 10.5.6.

use super::prelude::*;

pub(super) const RULE: Rule = Rule {
    code: "event-gateway-mixed-receivers",
    numbers: &[139],
    section: "10.5.6",
    title: "事件网关之后不能同时用接收任务和消息捕获事件",
    hint: "只用一种",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for gateway in model.all(Tag::EventBasedGateway) {
        let targets: Vec<ElementIx> =
            model.outgoing(*gateway).iter().filter_map(|flow| model.refers(*flow, "targetRef")).collect();
        let tasks = targets.iter().any(|ix| model.tag(*ix) == Tag::ReceiveTask);
        if tasks && targets.iter().any(|ix| model.has_definition(*ix, Tag::MessageEventDefinition)) {
            found.at(*gateway);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><receiveTask id='a'/><intermediateCatchEvent id='b'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'/><sequenceFlow id='f3' sourceRef='m' targetRef='b'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/><sequenceFlow id='f5' sourceRef='b' targetRef='e'/></process>"#,
    bad: r#"<message id='mi'/><process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><receiveTask id='a'/><intermediateCatchEvent id='b'><messageEventDefinition messageRef='mi'/></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'/><sequenceFlow id='f3' sourceRef='m' targetRef='b'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/><sequenceFlow id='f5' sourceRef='b' targetRef='e'/></process>"#,
}
