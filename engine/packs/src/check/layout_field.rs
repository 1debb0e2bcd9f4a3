//! `layout-field`: a layout shows every field of its form exactly once (fields with `const` are never shown) and no other.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::load::Content;
use crate::problem::Problem;
use crate::tree::Tree;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for pack in content.release.packs.values() {
        for form in &pack.forms {
            let Some(layout) = form.layout.as_ref().and_then(|file| content.trees.get(&pack.path(file))) else {
                continue;
            };
            let Some(schema) = content.trees.get(&pack.path(&form.file)) else { continue };
            if layout.value.get("form").and_then(Value::as_str) != Some(&form.id) {
                problems.push(layout.problem("layout-field", "/form", format!("form 应当是 {}", form.id)));
            }
            compare(schema, layout, problems);
        }
    }
}

fn compare(schema: &Tree, layout: &Tree, problems: &mut Vec<Problem>) {
    let none = serde_json::Map::new();
    let fields = schema.value.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let sections = layout.value.get("sections").and_then(Value::as_array);
    for (s, section) in sections.into_iter().flatten().enumerate() {
        let shown = section.get("fields").and_then(Value::as_array);
        for (n, field) in shown.into_iter().flatten().enumerate() {
            let name = field.as_str().or_else(|| field.get("name").and_then(Value::as_str)).unwrap_or_default();
            let pointer = format!("/sections/{s}/fields/{n}");
            let count = seen.entry(name.to_owned()).or_default();
            *count += 1;
            if !fields.contains_key(name) {
                problems.push(layout.problem("layout-field", &pointer, format!("表单没有字段 {name}")));
            } else if *count == 2 {
                problems.push(layout.problem("layout-field", &pointer, format!("字段 {name} 出现了两次")));
            }
        }
    }
    for (name, field) in fields {
        if field.get("const").is_none() && !seen.contains_key(name) {
            problems.push(layout.problem("layout-field", "/sections", format!("字段 {name} 没有位置，填表的人看不到")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, pack};

    fn with(layout: &str) -> Vec<String> {
        let manifest = pack("<form id=\"a\" file=\"forms/a.json\" layout=\"forms/a.layout.json\"/>");
        let form = r#"{"properties": {"x": {"type": "string"}, "y": {"const": 1}}}"#;
        found(
            check,
            &[
                ("shared/p/pack.xml", &manifest),
                ("shared/p/forms/a.json", form),
                ("shared/p/forms/a.layout.json", layout),
            ],
        )
    }

    #[test]
    fn good() {
        assert!(with(r#"{"form": "a", "sections": [{"title": "一", "fields": [{"name": "x"}]}]}"#).is_empty());
    }

    #[test]
    fn bad() {
        let found = with("{\"form\": \"b\",\n \"sections\": [{\"title\": \"一\", \"fields\": [\"z\",\n \"z\"]}]}");
        assert_eq!(found, [1, 2, 2, 3].map(|line| format!("layout-field shared/p/forms/a.layout.json:{line}")));
    }
}
