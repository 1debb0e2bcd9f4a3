//! XML Schema.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "attribute-value",
    numbers: &[],
    section: "XML Schema",
    title: "属性值不在标准允许的范围内",
    hint: "按标准改正属性值",
    run,
};

const BOOLEANS: [&str; 14] = [
    "isExecutable",
    "isClosed",
    "isInterrupting",
    "parallelMultiple",
    "cancelActivity",
    "isForCompensation",
    "triggeredByEvent",
    "isSequential",
    "testBefore",
    "instantiate",
    "isCollection",
    "waitForCompletion",
    "cancelRemainingInstances",
    "isImmediate",
];
const INTEGERS: [&str; 5] = ["startQuantity", "completionQuantity", "loopMaximum", "minimum", "maximum"];
const WORDS: [(&str, &[&str]); 7] = [
    ("gatewayDirection", &["Unspecified", "Converging", "Diverging", "Mixed"]),
    ("behavior", &["None", "One", "All", "Complex"]),
    ("ordering", &["Parallel", "Sequential"]),
    ("eventGatewayType", &["Exclusive", "Parallel"]),
    ("associationDirection", &["None", "One", "Both"]),
    ("itemKind", &["Information", "Physical"]),
    ("processType", &["None", "Public", "Private"]),
];

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(|tag| tag != Tag::Foreign) {
        for (name, written) in model.attributes(ix) {
            let value = written.trim();
            let right = match name {
                name if BOOLEANS.contains(&name) => matches!(value, "true" | "false" | "1" | "0"),
                name if INTEGERS.contains(&name) => value.parse::<i64>().is_ok(),
                name => WORDS.iter().find(|(of, _)| *of == name).is_none_or(|(_, words)| words.contains(&value)),
            };
            if !right {
                found.with(ix, format_args!("{name}=\"{written}\""));
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent isInterrupting='maybe' id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
