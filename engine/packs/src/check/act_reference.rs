//! `act-reference`: a value of `xl:act` that starts with `=` must lead to an answer of the node's form or to a variable that
//! some input or output of the process makes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Drawn;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for drawn in Drawn::all(content) {
        let variables = variables(content, &drawn);
        for (node, law) in drawn.nodes() {
            for act in &law.acts {
                for text in [&act.kind, &act.outcome, &act.document].into_iter().flatten() {
                    let Some(reference) = text.strip_prefix('=') else { continue };
                    let known = match reference.trim().strip_prefix("answers.") {
                        Some(field) => answers(content, drawn.pack(), law.form.as_deref(), field),
                        None => variables.contains(reference.trim()) || reference.trim().starts_with("facts."),
                    };
                    if !known {
                        let message =
                            format!("行为 {} 的“={reference}”既不是本表单的字段，也不是流程中的变量", act.name);
                        problems.push(drawn.problem("act-reference", node, message));
                    }
                }
            }
        }
    }
}

/// Outputs of any node of the process, and inputs that any caller gives it.
fn variables(content: &Content, drawn: &Drawn<'_>) -> BTreeSet<String> {
    let own = drawn.process.nodes.iter().flat_map(|node| node.extension.inputs.iter().chain(&node.extension.outputs));
    let callers = content.release.processes.values().flat_map(|process| &process.nodes).filter(
        |node| matches!(&node.kind, bpmn::process::NodeKind::CallActivity { called } if *called == drawn.process.id),
    );
    let given = callers.flat_map(|node| &node.extension.inputs);
    own.chain(given).map(|mapping| mapping.name.to_string()).collect()
}

fn answers(content: &Content, pack: &str, form: Option<&str>, field: &str) -> bool {
    let form = form.and_then(|form| content.release.law.forms.get(&format!("{pack}/{form}")));
    let name = field.split('.').next().unwrap_or_default();
    form.is_some_and(|form| {
        form.schema.get("properties").and_then(Value::as_object).is_some_and(|all| all.contains_key(name))
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, one_task};

    fn with(outcome: &str, document: &str) -> Vec<String> {
        let act = format!(
            "<xe:form ref=\"a\"/><xe:output name=\"notice\" expr=\"1\"/><xl:act name=\"notice.issue\" outcome=\"{outcome}\" document=\"{document}\"/>"
        );
        let form = "{\"properties\": {\"outcome\": {\"type\": \"string\"}}}";
        let mut a = Vec::new();
        let files =
            one_task(&mut a, "<form id=\"a\" file=\"forms/a.json\"/>", &act, &[("shared/p/forms/a.json", form)]);
        found(check, &files)
    }

    #[test]
    fn good() {
        assert!(with("=answers.outcome", "=notice").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("=answers.result", "=notices"), ["act-reference shared/p/process.bpmn:3"; 2]);
    }
}
