//! `disclosure-plan`: a disclosure plan that names what `facts.json` does not declare, what is personal or secret, or what it does
//! not show itself.

use domain::law::{DisclosureLaw, FactClass, Law};
use serde_json::Value;

use super::Field;
use super::fact_unknown::declared;
use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::Problem;
use crate::tree::Tree;

/// Members of a paper's data that are no facts (`docs/formats/document.md`).
const PAPER: [&str; 8] = ["document", "entry", "evidence", "quotes", "limit", "show", "demo", "sheet"];

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    let law = &content.release.law;
    for tree in content.of_kind(FileKind::DocumentEntry) {
        let id = tree.value.get("id").and_then(Value::as_str).unwrap_or_default();
        let Some(entry) = law.documents.get(id) else { continue };
        for (n, path) in entry.public.iter().enumerate() {
            visible(law, tree, &format!("/public/{n}"), path, problems);
        }
        if let Some(plan) = &entry.disclosure {
            if entry.public.is_empty() {
                let message = "有公开计划（disclosure），但是没有写公开版可以印的内容（public）";
                problems.push(tree.problem("disclosure-plan", "/disclosure", message));
            }
            planned(law, tree, plan, problems);
        }
    }
    chosen(content, problems);
}

fn planned(law: &Law, tree: &Tree, plan: &DisclosureLaw, problems: &mut Vec<Problem>) {
    let mut say = |pointer: String, message: String| problems.push(tree.problem("disclosure-plan", &pointer, message));
    for (n, fact) in plan.shows.iter().enumerate() {
        match law.fact(&fact.path) {
            None => say(format!("/disclosure/shows/{n}/path"), format!("facts.json 没有声明 {}", fact.path)),
            Some(found) if found.class != FactClass::Public => {
                say(
                    format!("/disclosure/shows/{n}/path"),
                    format!("{}（{}）不是可以公开的事实", fact.path, found.title),
                );
            }
            Some(_) => {}
        }
    }
    for (n, fact) in plan.hides.iter().enumerate() {
        if declared(law, &fact.path).is_none() {
            say(format!("/disclosure/hides/{n}/path"), format!("facts.json 没有声明 {}", fact.path));
        }
    }
    let shows = |path: &str| plan.shows.iter().any(|fact| fact.path == path);
    for (n, mask) in plan.masks.iter().enumerate() {
        if !shows(&mask.path) {
            say(format!("/disclosure/masks/{n}/path"), format!("{} 不在 shows 里，谈不上部分隐去", mask.path));
        }
        if let Err(error) = script::Expression::compile(&mask.condition) {
            say(format!("/disclosure/masks/{n}/if"), format!("条件读不懂：{error}"));
        }
    }
    for (name, text) in [("title", &plan.title), ("party", &plan.party), ("result", &plan.result)] {
        for path in domain::pattern::paths(text) {
            if !shows(path) {
                say(format!("/disclosure/{name}"), format!("{{{path}}} 不在 shows 里"));
            }
        }
    }
}

/// A path of the public edition: a member of the paper's data, or a declared fact that is neither personal nor secret.
fn visible(law: &Law, tree: &Tree, pointer: &str, path: &str, problems: &mut Vec<Problem>) {
    let first = path.split(['.', '[']).next().unwrap_or_default();
    let stem = path.strip_suffix(".*");
    let below = |fact: &str| stem.is_some_and(|stem| fact.starts_with(&format!("{stem}.")));
    let covered: Vec<_> = law.facts.values().filter(|fact| fact.path == path || below(&fact.path)).collect();
    if covered.is_empty() && declared(law, path).is_none() && !PAPER.contains(&first) {
        problems.push(tree.problem("disclosure-plan", pointer, format!("facts.json 没有声明 {path}")));
    }
    for fact in covered.iter().filter(|fact| fact.class != FactClass::Public) {
        let message = format!("{path} 包括不能公开的 {}（{}）", fact.path, fact.title);
        problems.push(tree.problem("disclosure-plan", pointer, message));
    }
}

/// What the officer may choose in a form (`x-fact` `disclosure.plan[]`) is shown by some plan.
fn chosen(content: &Content, problems: &mut Vec<Problem>) {
    let plans: Vec<&DisclosureLaw> =
        content.release.law.documents.values().filter_map(|entry| entry.disclosure.as_ref()).collect();
    for field in Field::all(content).filter(|field| field.fact() == Some("disclosure.plan[]")) {
        let options = field.schema.pointer("/items/enum").and_then(Value::as_array).into_iter().flatten();
        for (n, path) in options.enumerate().filter_map(|(n, path)| Some((n, path.as_str()?))) {
            if !plans.iter().any(|plan| plan.shows.iter().any(|fact| fact.path == path)) {
                let pointer = format!("{}/items/enum/{n}", field.pointer);
                let message = format!("没有一种文书的公开计划包括 {path}");
                problems.push(field.tree.problem("disclosure-plan", &pointer, message));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::found;

    const FACTS: &str = r#"[{"path": "party.name", "type": "text", "class": "public", "title": "名称"},
        {"path": "party.phone", "type": "text", "class": "personal", "title": "电话"}]"#;

    fn with(public: &str, shows: &str, title: &str) -> Vec<String> {
        let entry = format!(
            "{{\"id\": \"W57\", \"name\": \"决定书\", \"template\": \"W57/t.typ\", \"sample\": \"W57/s.json\", \"seal\": \"none\", \"serve\": \"none\", \
             \"disclose\": \"T70\", \"needs\": [], \"mark\": \"S\",\n\"public\": [\"{public}\"],\n\"disclosure\": {{\n\"shows\": [{{\"path\": \"{shows}\", \
             \"title\": \"当事人\"}}],\n\"title\": \"{title}\", \"party\": \"{{party.name}}\", \"result\": \"罚款\"}}}}"
        );
        found(check, &[("facts.json", FACTS), ("documents/W57/document.json", entry.as_str())])
    }

    #[test]
    fn good() {
        assert!(with("document.number", "party.name", "{party.name}案").is_empty());
    }

    #[test]
    fn bad() {
        let at = |line: u32| format!("disclosure-plan documents/W57/document.json:{line}");
        assert_eq!(with("party.nam", "party.name", "案"), [at(2)]);
        assert_eq!(with("party.*", "party.name", "案"), [at(2)], "a phone number is below party.*");
        assert_eq!(with("demo", "party.name", "{party.phone}案"), [at(5)]);
        assert_eq!(with("demo", "party.phone", "案"), [at(4), at(5)], "personal, and the party is not shown");
    }
}
