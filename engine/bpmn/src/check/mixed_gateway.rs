//! Rule EXT.019, BPMN 2.0 section 8.3.9.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "mixed-gateway",
    numbers: &[19],
    section: "8.3.9",
    title: "混合网关（Mixed）必须有多条流入和多条流出",
    hint: "改 gatewayDirection",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_gateway) {
        let mixed = model.attribute(ix, "gatewayDirection").is_some_and(|d| d == "Mixed");
        if mixed && (model.outgoing(ix).len() < 2 || model.incoming(ix).len() < 2) {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><startEvent id='s2'/><exclusiveGateway id='m' gatewayDirection='Converging'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/><sequenceFlow id='f3' sourceRef='s2' targetRef='m'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><startEvent id='s2'/><exclusiveGateway id='m' gatewayDirection='Mixed'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/><sequenceFlow id='f3' sourceRef='s2' targetRef='m'/></process>"#,
}
