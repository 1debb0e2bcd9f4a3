//! `fact-owned`: a form field writes a fact that an act, ruling, predicate, series or the case file itself owns.

use super::Field;
use super::fact_unknown::declared;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for field in Field::all(content) {
        let Some(path) = field.fact() else { continue };
        if let Some(owner) = declared(&content.release.law, path).and_then(|fact| fact.owner.as_ref()) {
            let message = format!("{path} 只能由它的所有者写入（{owner:?}），表单不能写");
            let problem = field.tree.problem("fact-owned", &field.at("x-fact"), message);
            problems.push(problem.hint("去掉 x-fact；要显示它，写在布局的 shows 里"));
        }
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
