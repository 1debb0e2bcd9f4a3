//! `fact-unknown`: a path that `facts.json` does not declare, wherever content names one.

use domain::law::{FactLaw, Law, Requirement};
use serde_json::Value;

use super::{Drawn, Field};
use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::Problem;
use crate::tree::{Tree, child};

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    forms(content, problems);
    tables(content, problems);
    documents(content, problems);
    nodes(content, problems);
}

/// The declaration of a path, also of a list as a whole (`service[]`) and of one of its entries (`case.proposed_officers[0]`).
pub(super) fn declared<'a>(law: &'a Law, path: &str) -> Option<&'a FactLaw> {
    let (before, after) = path.split_once('[').unwrap_or((path, ""));
    let indexed = after.split_once(']').filter(|(n, _)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let general = indexed.map(|(_, rest)| format!("{before}[]{rest}"));
    let path = general.as_deref().unwrap_or(path);
    let plain = path.strip_suffix("[]").unwrap_or(path);
    law.fact(path).or_else(|| law.fact(plain)).or_else(|| {
        let list = format!("{plain}[].");
        law.facts.range(list.clone()..).next().filter(|(known, _)| known.starts_with(&list)).map(|(_, fact)| fact)
    })
}

fn say(tree: &Tree, pointer: &str, path: &str, problems: &mut Vec<Problem>) {
    let problem = tree.problem("fact-unknown", pointer, format!("facts.json 没有声明 {path}"));
    problems.push(problem.hint("先在 definitions/facts.json 中声明这个事实"));
}

/// `x-fact`, `x-prefill`, and `shows` of layouts.
fn forms(content: &Content, problems: &mut Vec<Problem>) {
    let law = &content.release.law;
    for field in Field::all(content) {
        if let Some(path) = field.fact().filter(|path| declared(law, path).is_none()) {
            say(field.tree, &field.at("x-fact"), path, problems);
        }
        let prefill = field.schema.get("x-prefill").into_iter();
        let paths = prefill.flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
        for path in paths.map(|path| path.as_str().unwrap_or_default()) {
            let special = ["clock.now", "clock.today", "actor"].contains(&path);
            if !special && declared(law, path).is_none() {
                say(field.tree, &field.at("x-prefill"), path, problems);
            }
        }
    }
    for pack in content.release.packs.values() {
        let layouts = pack.forms.iter().filter_map(|form| content.trees.get(&pack.path(form.layout.as_ref()?)));
        for layout in layouts {
            for (n, path) in layout.value.get("shows").and_then(Value::as_array).into_iter().flatten().enumerate() {
                let path = path.as_str().unwrap_or_default();
                if declared(law, path).is_none() {
                    say(layout, &format!("/shows/{n}"), path, problems);
                }
            }
        }
    }
}

/// Gates, limits, causes, classes of conduct.
fn tables(content: &Content, problems: &mut Vec<Problem>) {
    let law = &content.release.law;
    for tree in content.of_kind(FileKind::Gates) {
        for (pointer, entry) in tree.entries() {
            let Some(gate) = entry.get("id").and_then(Value::as_str).and_then(|id| law.gates.get(id)) else { continue };
            let mut paths = Vec::new();
            required(&gate.requires, &mut paths);
            paths.extend(gate.open.iter().flat_map(|open| &open.facts).map(String::as_str));
            for path in paths.into_iter().filter(|path| declared(law, path).is_none()) {
                say(tree, &child(&pointer, "requires"), path, problems);
            }
        }
    }
    for tree in content.of_kind(FileKind::Limits) {
        for (pointer, entry) in tree.entries() {
            let starts = entry.pointer("/starts/at").map(|path| (format!("{pointer}/starts/at"), path));
            let until = entry.get("until").map(|path| (format!("{pointer}/until"), path));
            let met = entry.get("fulfilled_by").and_then(Value::as_array).into_iter().flatten().enumerate();
            let met = met.filter_map(|(n, act)| Some((format!("{pointer}/fulfilled_by/{n}/at"), act.get("at")?)));
            for (at, path) in starts.into_iter().chain(until).chain(met) {
                let path = path.as_str().unwrap_or_default();
                if declared(law, path).is_none() {
                    say(tree, &at, path, problems);
                }
            }
        }
    }
    for tree in content.of_kind(FileKind::Causes) {
        for (pointer, entry) in tree.entries() {
            listed(law, tree, entry, &pointer, "elements", problems);
        }
    }
    for tree in content.of_kind(FileKind::ConductClass) {
        listed(law, tree, &tree.value, "", "measurements", problems);
    }
}

/// `fact` of every entry of a list.
fn listed(law: &Law, tree: &Tree, entry: &Value, pointer: &str, list: &str, problems: &mut Vec<Problem>) {
    for (n, item) in entry.get(list).and_then(Value::as_array).into_iter().flatten().enumerate() {
        if let Some(path) = item.get("fact").and_then(Value::as_str)
            && declared(law, path).is_none()
        {
            say(tree, &format!("{pointer}/{list}/{n}/fact"), path, problems);
        }
    }
}

fn required<'a>(requirement: &'a Requirement, paths: &mut Vec<&'a str>) {
    match requirement {
        Requirement::All(parts) | Requirement::Any(parts) => parts.iter().for_each(|part| required(part, paths)),
        Requirement::Not(part) => required(part, paths),
        Requirement::Complete(list) => paths.extend(list.iter().map(String::as_str)),
        Requirement::Equal(pair) => paths.extend(pair.iter().map(String::as_str)),
        _ => {}
    }
}

/// `needs` and `one_per` of documents.
fn documents(content: &Content, problems: &mut Vec<Problem>) {
    let law = &content.release.law;
    for tree in content.of_kind(FileKind::DocumentEntry) {
        for (n, path) in tree.value.get("needs").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let path = path.as_str().unwrap_or_default();
            if declared(law, path).is_none() {
                say(tree, &format!("/needs/{n}"), path, problems);
            }
        }
        if let Some(path) = tree.value.get("one_per").and_then(Value::as_str)
            && declared(law, path).is_none()
        {
            say(tree, "/one_per", path, problems);
        }
    }
}

/// `xl:act on` and `facts.…` in expressions of a diagram.
fn nodes(content: &Content, problems: &mut Vec<Problem>) {
    let law = &content.release.law;
    for drawn in Drawn::all(content) {
        for (node, entry) in drawn.nodes() {
            let dates = entry.acts.iter().filter_map(|act| act.on.as_deref()).map(str::to_owned);
            let mappings = node.extension.inputs.iter().chain(&node.extension.outputs);
            let read = mappings.flat_map(|mapping| read_in(mapping.expression.source()));
            for path in dates.chain(read).filter(|path| declared(law, path).is_none()) {
                problems.push(drawn.problem("fact-unknown", node, format!("facts.json 没有声明 {path}")));
            }
        }
        for flow in &drawn.process.flows {
            let source = flow.condition.as_ref().map_or("", |condition| condition.source());
            for path in read_in(source).into_iter().filter(|path| declared(law, path).is_none()) {
                problems.push(drawn.flow_problem("fact-unknown", flow, format!("facts.json 没有声明 {path}")));
            }
        }
    }
}

/// Paths behind `facts.` in an expression.
fn read_in(source: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, _) in source.match_indices("facts.") {
        let before = source[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.') {
            continue;
        }
        let rest = &source[at + "facts.".len()..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
        let called = rest[end..].starts_with('(');
        let path = rest[..end].trim_end_matches('.');
        let path = if called { path.rsplit_once('.').map_or("", |(path, _)| path) } else { path };
        if !path.is_empty() {
            paths.push(path.to_owned());
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::{check, read_in};
    use crate::check::testing::{found, one_task};

    const FACTS: &str = r#"[{"path": "party.name", "type": "text", "class": "public", "title": "名称"},
        {"path": "service[].place", "type": "text", "class": "public", "title": "地点"},
        {"path": "document.*.id", "type": "document", "class": "public", "title": "文书"}]"#;

    fn with(on: &str, form: &str, needs: &str) -> Vec<String> {
        let mut a = Vec::new();
        let act =
            format!("<xl:act name=\"filing.open\" on=\"{on}\"/><xe:output name=\"n\" expr=\"facts.document.W45.id\"/>");
        let document = format!(
            "{{\"id\": \"W45\", \"name\": \"告知书\", \"template\": \"W45/t.typ\", \"sample\": \"W45/s.json\", \"seal\": \"none\", \
             \"serve\": \"none\", \"disclose\": \"no\", \"mark\": \"S\",\n\"needs\": [\"{needs}\"]}}"
        );
        let form = format!("{{\"properties\": {{\"x\": {{\"type\": \"string\",\n\"x-fact\": \"{form}\"}}}}}}");
        let extra = [
            ("facts.json", FACTS),
            ("shared/p/forms/a.json", form.as_str()),
            ("documents/W45/document.json", document.as_str()),
        ];
        let files = one_task(&mut a, "<form id=\"a\" file=\"forms/a.json\"/>", &act, &extra);
        found(check, &files)
    }

    #[test]
    fn good() {
        assert!(with("party.name", "service[].place", "service[]").is_empty());
    }

    #[test]
    fn bad() {
        let expected = [
            "fact-unknown documents/W45/document.json:2",
            "fact-unknown shared/p/forms/a.json:2",
            "fact-unknown shared/p/process.bpmn:3",
        ];
        assert_eq!(with("party.nam", "service[].plac", "case.no"), expected);
    }

    #[test]
    fn paths_are_found_in_expressions() {
        assert_eq!(read_in("facts.a.b == 1 && facts.c[0] > my_facts.x || facts.d.e.len() > 0"), ["a.b", "c", "d.e"]);
    }

    #[test]
    fn an_entry_of_a_list_is_declared_with_the_list() {
        let mut law = domain::law::Law::default();
        let fact = serde_json::json!({"path": "service[].place", "type": "text", "class": "public", "title": "地点"});
        law.facts.insert("service[].place".to_owned(), serde_json::from_value(fact).unwrap());
        let known = |path| super::declared(&law, path).is_some();
        assert!(known("service[0].place") && known("service[]") && known("service[].place"));
        assert!(!known("service[x].place") && !known("services[].place") && !known("service.places"));
    }
}
