//! Rule EXT.141, BPMN 2.0 section 10.5.6.

use super::prelude::*;

pub(super) const RULE: Rule = Rule {
    code: "event-gateway-target-incoming",
    numbers: &[141],
    section: "10.5.6",
    title: "事件网关的目标不能有其他流入",
    hint: "删去其他流入",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for gateway in model.all(Tag::EventBasedGateway) {
        let targets: Vec<ElementIx> =
            model.outgoing(*gateway).iter().filter_map(|flow| model.refers(*flow, "targetRef")).collect();
        for target in targets {
            if model.incoming(target).len() > 1 {
                found.with(target, super::shown(model, *gateway));
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><receiveTask id='a'/><intermediateCatchEvent id='b'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'/><sequenceFlow id='f3' sourceRef='m' targetRef='b'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/><sequenceFlow id='f5' sourceRef='b' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><receiveTask id='a'/><intermediateCatchEvent id='b'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'/><sequenceFlow id='f3' sourceRef='m' targetRef='b'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/><sequenceFlow id='f5' sourceRef='b' targetRef='e'/><sequenceFlow id='x' sourceRef='s' targetRef='a'/></process>"#,
}
