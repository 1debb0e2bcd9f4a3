//! `law-unknown`: a basis names a law that no file in `laws/` describes, by id, name, title or alias.

use serde_json::Value;

use super::Drawn;
use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::Problem;
use crate::tree::child;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    let known = |name: &str| {
        content.release.law.laws.values().any(|law| {
            law.id == name || law.name == name || law.title == name || law.aliases.iter().any(|alias| alias == name)
        })
    };
    let kinds = [FileKind::Gates, FileKind::Limits, FileKind::Causes, FileKind::Configuration, FileKind::Profiles];
    for tree in kinds.into_iter().flat_map(|kind| content.of_kind(kind)) {
        let mut named = Vec::new();
        laws(&tree.value, "", &mut named);
        for (pointer, name) in named.into_iter().filter(|(_, name)| !known(name)) {
            problems.push(tree.problem("law-unknown", &pointer, format!("laws 中没有 {name}")));
        }
    }
    for drawn in Drawn::all(content) {
        for (node, law) in drawn.nodes() {
            for name in law.bases.iter().filter_map(|basis| basis.law.as_deref()).filter(|name| !known(name)) {
                problems.push(drawn.problem("law-unknown", node, format!("laws 中没有 {name}")));
            }
        }
    }
}

fn laws(value: &Value, pointer: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let here = child(pointer, key);
                match value.as_str() {
                    Some(name) if key == "law" => found.push((here, name.to_owned())),
                    _ => laws(value, &here, found),
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| laws(item, &format!("{pointer}/{n}"), found))
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, one_task};

    fn with(name: &str) -> Vec<String> {
        let law = r#"{"id": "APL2021", "name": "行政处罚法", "title": "中华人民共和国行政处罚法", "version": "2021-01-22",
            "valid": {"from": "2021-07-15"}, "source": "试", "mark": "Y", "quotations": []}"#;
        let mut a = Vec::new();
        let basis = format!("<xl:basis law=\"{name}\" article=\"44\" mark=\"Y\"/>");
        found(check, &one_task(&mut a, "", &basis, &[("laws/APL2021.json", law)]))
    }

    #[test]
    fn good() {
        assert!(with("行政处罚法").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("行政处分法"), ["law-unknown shared/p/process.bpmn:3"]);
    }
}
