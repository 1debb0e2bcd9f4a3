//! Rule EXT.136, BPMN 2.0 section 10.5.6.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "event-gateway-single",
    numbers: &[136],
    section: "10.5.6",
    title: "事件网关必须至少有两条流出",
    hint: "补上顺序流",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::EventBasedGateway) {
        if model.outgoing(*ix).len() < 2 {
            found.at(*ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><receiveTask id='a'/><intermediateCatchEvent id='b'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'/><sequenceFlow id='f3' sourceRef='m' targetRef='b'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/><sequenceFlow id='f5' sourceRef='b' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><eventBasedGateway id='m'/><receiveTask id='a'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='a'/><sequenceFlow id='f4' sourceRef='a' targetRef='e'/></process>"#,
}
