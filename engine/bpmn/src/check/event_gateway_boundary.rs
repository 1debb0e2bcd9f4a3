//! Rule EXT.140, BPMN 2.0 section 10.5.6.

use crate::quick::Set;

use super::prelude::*;

pub(super) const RULE: Rule = Rule {
    code: "event-gateway-boundary",
    numbers: &[140],
    section: "10.5.6",
    title: "事件网关之后的接收任务不能附有边界事件",
    hint: "移去边界事件",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    let flows = model.all(Tag::EventBasedGateway).iter().flat_map(|gateway| model.outgoing(*gateway));
    let targets: Set<ElementIx> = flows.filter_map(|flow| model.refers(*flow, "targetRef")).collect();
    for event in model.all(Tag::BoundaryEvent) {
        if model.refers(*event, "attachedToRef").is_some_and(|on| targets.contains(&on)) {
            found.at(*event);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><receiveTask id='a'/><intermediateCatchEvent id='b'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'/><sequenceFlow id='f3' sourceRef='m' targetRef='b'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/><sequenceFlow id='f5' sourceRef='b' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><receiveTask id='a'/><intermediateCatchEvent id='b'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'/><sequenceFlow id='f3' sourceRef='m' targetRef='b'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/><sequenceFlow id='f5' sourceRef='b' targetRef='e'/><boundaryEvent id='be' attachedToRef='a'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></boundaryEvent><sequenceFlow id='x' sourceRef='be' targetRef='e'/></process>"#,
}
