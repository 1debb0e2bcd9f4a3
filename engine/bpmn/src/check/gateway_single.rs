//! Rule EXT.135, BPMN 2.0 section 10.5.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "gateway-single",
    numbers: &[135],
    section: "10.5.1",
    title: "网关必须有多条流入或多条流出",
    hint: "删去网关，或补上顺序流",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_gateway) {
        if model.incoming(ix).len() < 2 && model.outgoing(ix).len() < 2 {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><parallelGateway id='m'/><endEvent id='e'/><endEvent id='e2'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/><sequenceFlow id='f3' sourceRef='m' targetRef='e2'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><parallelGateway id='m'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
