//! `fact-owned`: a form field writes a fact that an act, ruling, predicate, series or the case file itself owns.

use serde_json::Value;

use super::fact_unknown::declared;
use crate::load::Content;
use crate::problem::Problem;
use crate::tree::{Tree, child};

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for pack in content.release.packs.values() {
        for form in &pack.forms {
            if let Some(tree) = content.trees.get(&pack.path(&form.file)) {
                fields(content, tree, &tree.value, "", problems);
            }
        }
    }
}

fn fields(content: &Content, tree: &Tree, schema: &Value, pointer: &str, problems: &mut Vec<Problem>) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    for (name, field) in properties {
        let here = child(&child(pointer, "properties"), name);
        if let Some(path) = field.get("x-fact").and_then(Value::as_str)
            && let Some(owner) = declared(&content.release.law, path).and_then(|fact| fact.owner.as_ref())
        {
            let message = format!("{path} 只能由它的所有者写入（{owner:?}），表单不能写");
            let problem = tree.problem("fact-owned", &child(&here, "x-fact"), message);
            problems.push(problem.hint("去掉 x-fact；要显示它，写在布局的 shows 里"));
        }
        fields(content, tree, field, &here, problems);
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, pack};

    fn with(path: &str) -> Vec<String> {
        let facts = r#"[{"path": "party.name", "type": "text", "class": "public", "title": "名称"},
            {"path": "sheet.fine", "type": "money", "class": "public", "title": "罚款", "owner": {"ruling": "discretion"}}]"#;
        let manifest = pack("<form id=\"a\" file=\"forms/a.json\"/>");
        let form = format!(
            "{{\"properties\": {{\"x\": {{\"properties\": {{\n\"y\": {{\"type\": \"string\", \"x-fact\": \"{path}\"}}}}}}}}}}"
        );
        found(check, &[("facts.json", facts), ("shared/p/pack.xml", &manifest), ("shared/p/forms/a.json", &form)])
    }

    #[test]
    fn good() {
        assert!(with("party.name").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("sheet.fine"), ["fact-owned shared/p/forms/a.json:2"]);
    }
}
