//! `document-unused` (warning): an entry of `documents/` that no node makes and no receipt is.

use std::collections::BTreeSet;

use super::Drawn;
use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::{Problem, Severity};

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    if content.incomplete || content.release.processes.is_empty() {
        return;
    }
    let mut made = BTreeSet::new();
    for drawn in Drawn::all(content) {
        for (_, law) in drawn.nodes() {
            made.extend(law.documents.iter().map(|document| document.kind.clone()));
        }
    }
    for tree in content.of_kind(FileKind::DocumentEntry) {
        let kind = tree.value.get("id").and_then(serde_json::Value::as_str).unwrap_or_default();
        if !made.contains(kind) {
            let mut problem = tree.problem("document-unused", "/id", format!("没有节点制作文书 {kind}"));
            problem.severity = Severity::Warning;
            problems.push(problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, one_task};

    fn with(kind: &str) -> Vec<String> {
        let entry = r#"{"id": "W45", "name": "告知书", "template": "W45/t.typ", "sample": "W45/s.json", "seal": "none",
            "serve": "none", "disclose": "no", "needs": [], "mark": "S"}"#;
        let mut a = Vec::new();
        let files = [("documents/W45/document.json", entry)];
        found(check, &one_task(&mut a, "", &format!("<xl:document kind=\"{kind}\"/>"), &files))
    }

    #[test]
    fn good() {
        assert!(with("W45").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("W46"), ["document-unused documents/W45/document.json:1"]);
    }
}
