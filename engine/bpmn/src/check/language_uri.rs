//! BPMN 2.0 sections 8.1 (table 8.1) and 8.3.6 (formal expressions), 10.2.3 (implementation): languages and technologies are named by URIs.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "language-uri",
    numbers: &[],
    section: "8.1, 8.3.6",
    title: "语言和实现技术必须写成 URI",
    hint: "例如 http://www.w3.org/2001/XMLSchema",
    run,
};

/// An absolute URI: a scheme, a colon, and no character that must not stand in one (RFC 3986).
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    named && !rest.is_empty() && !text.contains(forbidden)
}

/// What stands for a technology without a URI.
const KNOWN: [&str; 4] = ["##unspecified", "##Unspecified", "##WebService", "##WSHumanTask"];

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::Definitions) {
        for name in ["expressionLanguage", "typeLanguage"] {
            check(model, *ix, name, &[], found);
        }
    }
    for ix in model.every(|tag| tag != Tag::Foreign) {
        check(model, ix, "language", &[], found);
        if model.tag(ix).is_activity() {
            check(model, ix, "implementation", &KNOWN, found);
        }
    }
}

fn check(model: &Definition, ix: crate::definition::ElementIx, name: &str, known: &[&str], found: &mut Findings) {
    if let Some(value) = model.attribute(ix, name).map(|value| value.trim())
        && !known.contains(&value)
        && !is_uri(value)
    {
        found.with(ix, format_args!("{name}=\"{value}\""));
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><exclusiveGateway id='m'/><endEvent id='e'/><endEvent id='e2'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'><conditionExpression language='urn:rhai'>true</conditionExpression></sequenceFlow><sequenceFlow id='f3' sourceRef='m' targetRef='e2'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><exclusiveGateway id='m'/><endEvent id='e'/><endEvent id='e2'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'><conditionExpression language='not a uri'>true</conditionExpression></sequenceFlow><sequenceFlow id='f3' sourceRef='m' targetRef='e2'/></process>"#,
}
