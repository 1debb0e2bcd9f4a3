//! `message-receiver`: a message that a limit or a throw event sends and no process waits for.

use std::collections::BTreeSet;

use bpmn::process::{EventDefinition, NodeKind};
use serde_json::Value;

use super::{Drawn, awaited};
use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    if content.incomplete || content.release.processes.is_empty() {
        return;
    }
    let heard: BTreeSet<String> =
        content.release.processes.values().flat_map(|process| process.nodes.iter().flat_map(awaited)).collect();
    for tree in content.of_kind(FileKind::Limits) {
        for (pointer, entry) in tree.entries() {
            if let Some(message) = entry.pointer("/when_over/message").and_then(Value::as_str)
                && !heard.contains(message)
            {
                let at = format!("{pointer}/when_over/message");
                problems.push(tree.problem("message-receiver", &at, format!("没有流程等待消息 {message}")));
            }
        }
    }
    for drawn in Drawn::all(content) {
        for node in &drawn.process.nodes {
            for message in sent(&node.kind).into_iter().filter(|message| !heard.contains(message)) {
                problems.push(drawn.problem("message-receiver", node, format!("没有流程等待消息 {message}")));
            }
        }
    }
}

fn sent(kind: &NodeKind) -> Vec<String> {
    match kind {
        NodeKind::ThrowEvent { results } | NodeKind::EndEvent { results } => {
            let messages = results.iter().filter_map(|definition| match definition {
                EventDefinition::Message(event) => event.message.as_ref().map(|message| message.name.to_string()),
                _ => None,
            });
            messages.collect()
        }
        NodeKind::SendTask { message: Some(message), .. } => vec![message.name.to_string()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{around, found, pack, process};

    fn with(message: &str) -> Vec<String> {
        let limits = format!(
            "[{{\"id\": \"T22\", \"name\": \"缴款\", \"mark\": \"Y\",\n\"when_over\": {{\"message\": \"{message}\"}}}}]"
        );
        let catch = "<bpmn:intermediateCatchEvent id=\"t\"><bpmn:messageEventDefinition messageRef=\"m\"/></bpmn:intermediateCatchEvent>";
        let bpmn = process(&around(catch))
            .replace("<bpmn:process", "<bpmn:message id=\"m\" name=\"payment.overdue\"/><bpmn:process");
        let manifest = pack("<process file=\"process.bpmn\"/>");
        found(check, &[("limits/a.json", &limits), ("shared/p/pack.xml", &manifest), ("shared/p/process.bpmn", &bpmn)])
    }

    #[test]
    fn good() {
        assert!(with("payment.overdue").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("payment.late"), ["message-receiver limits/a.json:2"]);
    }
}
