//! Rule EXT.017, BPMN 2.0 section 8.3.9.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "converging-gateway",
    numbers: &[17],
    section: "8.3.9",
    title: "汇聚网关（Converging）不能有多条流出",
    hint: "改 gatewayDirection 或减少流出",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_gateway) {
        if model.attribute(ix, "gatewayDirection").is_some_and(|d| d == "Converging") && model.outgoing(ix).len() > 1 {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><exclusiveGateway id='m' gatewayDirection='Diverging'/><endEvent id='e'/><endEvent id='e2'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/><sequenceFlow id='f3' sourceRef='m' targetRef='e2'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><exclusiveGateway id='m' gatewayDirection='Converging'/><endEvent id='e'/><endEvent id='e2'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/><sequenceFlow id='f3' sourceRef='m' targetRef='e2'/></process>"#,
}
