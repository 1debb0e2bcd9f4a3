//! Rule EXT.018, BPMN 2.0 section 8.3.9.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "diverging-gateway",
    numbers: &[18],
    section: "8.3.9",
    title: "分支网关（Diverging）不能有多条流入",
    hint: "改 gatewayDirection 或减少流入",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_gateway) {
        if model.attribute(ix, "gatewayDirection").is_some_and(|d| d == "Diverging") && model.incoming(ix).len() > 1 {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><startEvent id='s2'/><exclusiveGateway id='m' gatewayDirection='Converging'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/><sequenceFlow id='f3' sourceRef='s2' targetRef='m'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><startEvent id='s2'/><exclusiveGateway id='m' gatewayDirection='Diverging'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/><sequenceFlow id='f3' sourceRef='s2' targetRef='m'/></process>"#,
}
