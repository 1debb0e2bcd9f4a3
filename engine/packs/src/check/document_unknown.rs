//! `document-unknown`: a kind of document that no entry in `documents/` defines, wherever one is named.

use serde_json::Value;

use super::Drawn;
use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    let documents = &content.release.law.documents;
    for drawn in Drawn::all(content) {
        for (node, law) in drawn.nodes() {
            let literal =
                law.acts.iter().filter_map(|act| act.document.as_deref()).filter(|text| !text.starts_with('='));
            let named = law.documents.iter().map(|document| document.kind.as_str()).chain(literal);
            for kind in named.filter(|kind| !documents.contains_key(*kind)) {
                problems.push(drawn.problem("document-unknown", node, format!("没有文书 {kind}")));
            }
        }
    }
    for tree in content.of_kind(FileKind::Gates).chain(content.of_kind(FileKind::Limits)) {
        for (pointer, entry) in tree.entries() {
            let mut named = Vec::new();
            acts(entry, &pointer, &mut named);
            for (at, kind) in named.into_iter().filter(|(_, kind)| !documents.contains_key(kind)) {
                problems.push(tree.problem("document-unknown", &at, format!("没有文书 {kind}")));
            }
        }
    }
    for tree in content.of_kind(FileKind::DocumentEntry) {
        if let Some(kind) = tree.value.get("receipt").and_then(Value::as_str)
            && !documents.contains_key(kind)
        {
            problems.push(tree.problem("document-unknown", "/receipt", format!("没有文书 {kind}")));
        }
    }
}

/// Kinds of `document.*` acts, at any depth; the kind of such an act is its document's kind.
fn acts(value: &Value, pointer: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            if map.get("act").and_then(Value::as_str).is_some_and(|act| act.starts_with("document.")) {
                let one = map.get("kind").and_then(Value::as_str);
                found.extend(one.map(|kind| (format!("{pointer}/kind"), kind.to_owned())));
                for (n, kind) in map.get("kinds").and_then(Value::as_array).into_iter().flatten().enumerate() {
                    found.push((format!("{pointer}/kinds/{n}"), kind.as_str().unwrap_or_default().to_owned()));
                }
            }
            for (key, value) in map {
                acts(value, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                acts(item, &format!("{pointer}/{n}"), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, one_task};

    const W45: &str = r#"{"id": "W45", "name": "告知书", "template": "W45/t.typ", "sample": "W45/s.json", "seal": "none",
        "serve": "none", "disclose": "no", "needs": [], "mark": "S"}"#;

    fn with(kind: &str) -> Vec<String> {
        let limits = format!(
            "[{{\"id\": \"T11\", \"name\": \"陈述\", \"mark\": \"S\",\n\"starts\": {{\"act\": \"document.serve\", \"kind\": \"{kind}\"}}}}]"
        );
        let mut a = Vec::new();
        let files = [("documents/W45/document.json", W45), ("limits/a.json", limits.as_str())];
        found(check, &one_task(&mut a, "", &format!("<xl:document kind=\"{kind}\"/>"), &files))
    }

    #[test]
    fn good() {
        assert!(with("W45").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("W46"), ["document-unknown limits/a.json:2", "document-unknown shared/p/process.bpmn:3"]);
    }
}
