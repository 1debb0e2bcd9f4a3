//! Rule EXT.060, BPMN 2.0 section 10.2.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "transaction-method",
    numbers: &[60],
    section: "10.2.5",
    title: "事务的 method 必须是 ##Compensate、##Image、##Store 或 URI",
    hint: "改正 method",
    run,
};

fn right(method: &str) -> bool {
    if method.starts_with("##") {
        return matches!(method, "##Compensate" | "##Image" | "##Store" | "##unspecified" | "##Unspecified");
    }
    super::language_uri::is_uri(method)
}

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::Transaction) {
        if let Some(method) = model.attribute(*ix, "method")
            && !right(method.trim())
        {
            found.with(*ix, method);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><transaction id='m' method='##Compensate'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><transaction id='m' method='my way'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
