//! XML Schema, xsd:ID.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "invalid-id",
    numbers: &[],
    section: "XML Schema, xsd:ID",
    title: "id 必须是合法的 XML 名称",
    hint: "以字母或下划线开头，只用字母、数字、点、下划线和连字符",
    run,
};

/// An NCName: letters of any script, digits, `.`, `-`, `_`; not beginning with a digit, dot or hyphen.
fn is_name(text: &str) -> bool {
    let begins = text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    begins && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '\u{b7}'))
}

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(|tag| tag != Tag::Foreign) {
        if let Some(id) = model.id(ix)
            && !id.trim().is_empty()
            && !is_name(id.trim())
        {
            found.with(ix, id);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><task id='1 x'/></process>"#,
}
