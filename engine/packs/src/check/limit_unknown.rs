//! `limit-unknown`: a limit that no entry in `limits/` defines: in nodes, timers, gates, other limits and needs of documents.

use bpmn::process::{EventDefinition, Timer};
use serde_json::Value;

use super::{Drawn, trigger};
use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::Problem;
use crate::tree::Tree;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    let limits = &content.release.law.limits;
    for drawn in Drawn::all(content) {
        for (node, law) in drawn.nodes() {
            let timers = trigger(node).map_or(&[][..], |trigger| trigger.definitions.as_slice()).iter();
            let timers = timers.filter_map(|definition| match definition {
                EventDefinition::Timer(Timer::Host { limit, .. }) => Some(&**limit),
                _ => None,
            });
            let named = law.limits.iter().map(|limit| limit.limit.as_str()).chain(timers);
            for id in named.filter(|id| !limits.contains_key(*id)) {
                problems.push(drawn.problem("limit-unknown", node, format!("没有期限 {id}")));
            }
        }
    }
    let say = |tree: &Tree, pointer: &str, id: &str, problems: &mut Vec<Problem>| {
        if !limits.contains_key(id) {
            problems.push(tree.problem("limit-unknown", pointer, format!("没有期限 {id}")));
        }
    };
    for tree in content.of_kind(FileKind::Limits) {
        for (pointer, entry) in tree.entries() {
            for key in ["excluded", "extended_by"] {
                for (n, id) in entry.get(key).and_then(Value::as_array).into_iter().flatten().enumerate() {
                    say(tree, &format!("{pointer}/{key}/{n}"), id.as_str().unwrap_or_default(), problems);
                }
            }
        }
    }
    for tree in content.of_kind(FileKind::Gates) {
        let mut named = Vec::new();
        over(&tree.value, "", &mut named);
        for (pointer, id) in named {
            say(tree, &pointer, &id, problems);
        }
    }
    for tree in content.of_kind(FileKind::DocumentEntry) {
        for (n, path) in tree.value.get("needs").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let rest = path.as_str().and_then(|path| path.strip_prefix("limit."));
            if let Some((id, _)) = rest.and_then(|rest| rest.split_once('.')) {
                say(tree, &format!("/needs/{n}"), id, problems);
            }
        }
    }
}

fn over(value: &Value, pointer: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let here = format!("{pointer}/{key}");
                match value.as_str() {
                    Some(id) if key == "limit_over" => found.push((here, id.to_owned())),
                    _ => over(value, &here, found),
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| over(item, &format!("{pointer}/{n}"), found))
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, one_task};

    fn with(id: &str) -> Vec<String> {
        let limits = "[{\"id\": \"T84\", \"name\": \"法制审核\", \"mark\": \"C\"}]";
        let gates = format!(
            "[{{\"id\": \"G06\", \"on\": [{{\"act\": \"decision.issue\"}}], \"refuse\": \"不得\", \"basis\": [{{\"source\": \"试\"}}], \"mark\": \"C\",\n\
             \"requires\": {{\"any\": [{{\"limit_over\": \"{id}\"}}]}}}}]"
        );
        let mut a = Vec::new();
        let files = [("limits/a.json", limits), ("gates/a.json", gates.as_str())];
        found(check, &one_task(&mut a, "", &format!("<xl:limit ref=\"{id}\"/>"), &files))
    }

    #[test]
    fn good() {
        assert!(with("T84").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("T99"), ["limit-unknown gates/a.json:2", "limit-unknown shared/p/process.bpmn:3"]);
    }
}
