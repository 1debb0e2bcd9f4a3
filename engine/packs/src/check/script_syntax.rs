//! `script-syntax`: rhai that does not compile, in scripts and in conditions of factor tables and documents. (Expressions of
//! diagrams are compiled, and reported, with the diagram.)

use script::{Expression, Script};
use serde_json::Value;

use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::{Place, Problem};

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for (name, bytes) in content.release.files.iter().filter(|(name, _)| name.ends_with(".rhai")) {
        let Some(text) = crate::tree::utf8(name, bytes, problems) else { continue };
        if let Err(error) = Script::compile(text) {
            let place = Place { line: error.line.max(1), column: error.column.max(1) };
            problems.push(Problem::error("script-syntax", name, place, format!("脚本有错：{}", error.message)));
        }
    }
    let conditions = [(FileKind::Discretion, "when"), (FileKind::DocumentEntry, "if")];
    for (kind, key) in conditions {
        for tree in content.of_kind(kind) {
            let mut found = Vec::new();
            texts(&tree.value, "", key, &mut found);
            for (pointer, text) in found {
                // A field of the entry at hand is written as its path, `service[].method`.
                if let Err(error) = Expression::compile(&text.replace("[]", "")) {
                    problems.push(tree.problem("script-syntax", &pointer, format!("条件有错：{}", error.message)));
                }
            }
        }
    }
}

fn texts(value: &Value, pointer: &str, wanted: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let here = format!("{pointer}/{key}");
                match value.as_str() {
                    Some(text) if key == wanted => found.push((here, text.to_owned())),
                    _ => texts(value, &here, wanted, found),
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| texts(item, &format!("{pointer}/{n}"), wanted, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::found;

    fn with(script: &str, when: &str) -> Vec<String> {
        let table = format!(
            "{{\"id\": \"m\", \"name\": \"法\", \"script\": \"m.rhai\", \"mark\": \"C\", \"valid\": {{\"from\": \"2021-07-15\"}}, \"round\": \"down-to-yuan\",\n\
             \"caps\": {{\"aggravate\": \"20\", \"lighten\": \"20\", \"mitigate\": \"50\"}}, \"factors\": [{{\"id\": \"a\", \"name\": \"面积\", \"dimension\": \"consequence\",\n\
             \"options\": [{{\"id\": \"x\", \"name\": \"大\", \"points\": \"5\", \"when\": \"{when}\"}}]}}]}}"
        );
        found(check, &[("discretion/m.json", &table), ("discretion/m.rhai", script)])
    }

    #[test]
    fn good() {
        assert!(with("fn amount(range) { range.min }", "site.area_m2 < 100").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(
            with("fn amount(range) {\n range.min +", "site.area <"),
            ["script-syntax discretion/m.json:3", "script-syntax discretion/m.rhai:2"]
        );
    }
}
