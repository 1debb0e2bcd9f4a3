//! `predicate-unknown`: a predicate that Rust does not have: in gates, owners of facts and `xl:unless`.

use domain::predicate::NAMES;
use serde_json::Value;

use super::Drawn;
use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for tree in content.of_kind(FileKind::Gates).chain(content.of_kind(FileKind::Facts)) {
        let mut named = Vec::new();
        predicates(&tree.value, "", &mut named);
        for (pointer, name) in named.into_iter().filter(|(_, name)| !NAMES.contains(&name.as_str())) {
            let problem = tree.problem("predicate-unknown", &pointer, format!("没有判断 {name}"));
            problems.push(problem.hint(format!("只有 {}", NAMES.join("、"))));
        }
    }
    for drawn in Drawn::all(content) {
        for flow in &drawn.process.flows {
            let unless = content.release.law.node(&drawn.process.id, &flow.id).and_then(|law| law.unless.clone());
            if let Some(name) = unless.filter(|name| !NAMES.contains(&name.as_str())) {
                problems.push(drawn.flow_problem("predicate-unknown", flow, format!("没有判断 {name}")));
            }
        }
    }
}

fn predicates(value: &Value, pointer: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let here = format!("{pointer}/{key}");
                match value.as_str() {
                    Some(name) if key == "predicate" => found.push((here, name.to_owned())),
                    _ => predicates(value, &here, found),
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| predicates(item, &format!("{pointer}/{n}"), found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::found;

    fn with(name: &str) -> Vec<String> {
        let facts = format!(
            "[{{\"path\": \"sheet.flags.hearing\", \"type\": \"boolean\", \"class\": \"public\", \"title\": \"听证\",\n\"owner\": {{\"predicate\": \"{name}\"}}}}]"
        );
        found(check, &[("facts.json", &facts)])
    }

    #[test]
    fn good() {
        assert!(with("hearing_required").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("hearing_needed"), ["predicate-unknown facts.json:2"]);
    }
}
