//! `form-keyword`: a keyword of ours (`x-…`) that does not exist, or does not belong where it stands; it would do nothing.

use serde_json::Value;

use super::Field;
use crate::load::Content;
use crate::problem::Problem;
use crate::tree::Tree;

/// docs/formats/form.md lists them.
const OF_FIELDS: [&str; 6] = ["x-fact", "x-prefill", "x-labels", "x-class", "x-unit", "x-help"];
const OF_FORMS: [&str; 1] = ["x-anew"];

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for pack in content.release.packs.values() {
        for tree in pack.forms.iter().filter_map(|form| content.trees.get(&pack.path(&form.file))) {
            keywords(tree, "", &tree.value, &OF_FORMS, problems);
        }
    }
    for field in Field::all(content) {
        keywords(field.tree, &field.pointer, field.schema, &OF_FIELDS, problems);
    }
}

fn keywords(tree: &Tree, pointer: &str, schema: &Value, known: &[&str], problems: &mut Vec<Problem>) {
    for keyword in schema.as_object().into_iter().flat_map(|object| object.keys()) {
        if keyword.starts_with("x-") && !known.contains(&keyword.as_str()) {
            let problem =
                tree.problem("form-keyword", &format!("{pointer}/{keyword}"), format!("这里没有 {keyword} 这个写法"));
            problems.push(problem.hint(format!("可以写 {}", known.join("、"))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, pack};

    fn with(form: &str) -> Vec<String> {
        let manifest = pack("<form id=\"a\" file=\"forms/a.json\"/>");
        found(check, &[("shared/p/pack.xml", &manifest), ("shared/p/forms/a.json", form)])
    }

    #[test]
    fn good() {
        let form =
            r#"{"x-anew": true, "properties": {"a": {"x-help": "…", "properties": {"b": {"x-unit": "平方米"}}}}}"#;
        assert!(with(form).is_empty());
    }

    #[test]
    fn bad() {
        let form = "{\"x-new\": true,\n\"properties\": {\"a\": {\"x-prefil\": \"party.name\",\n\"properties\": {\"b\": {\n\"x-anew\": true}}}}}";
        assert_eq!(
            with(form),
            [
                "form-keyword shared/p/forms/a.json:1",
                "form-keyword shared/p/forms/a.json:2",
                "form-keyword shared/p/forms/a.json:4"
            ]
        );
    }
}
