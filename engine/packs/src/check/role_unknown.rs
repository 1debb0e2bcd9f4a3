//! `role-unknown`: a role that `agency/roles.json` does not define, in `xe:assign` or of a demonstration person.

use serde_json::Value;

use super::Drawn;
use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    let roles = &content.release.law.roles;
    for drawn in Drawn::all(content) {
        for (node, law) in drawn.nodes() {
            for role in
                law.role.iter().flat_map(|text| text.split_whitespace()).filter(|role| !roles.contains_key(*role))
            {
                problems.push(drawn.problem("role-unknown", node, format!("没有角色 {role}")));
            }
        }
    }
    for tree in content.of_kind(FileKind::Persons) {
        for (pointer, person) in tree.entries() {
            for (n, role) in person.get("roles").and_then(Value::as_array).into_iter().flatten().enumerate() {
                let role = role.as_str().unwrap_or_default();
                if !roles.contains_key(role) {
                    problems.push(tree.problem(
                        "role-unknown",
                        &format!("{pointer}/roles/{n}"),
                        format!("没有角色 {role}"),
                    ));
                }
            }
            let unit = person.get("unit").and_then(Value::as_str).unwrap_or_default();
            if !content.release.units.iter().any(|known| known.id == unit) {
                problems.push(tree.problem("role-unknown", &format!("{pointer}/unit"), format!("没有机构 {unit}")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, one_task};

    fn with(role: &str) -> Vec<String> {
        let roles = r#"[{"id": "lead_officer", "title": "主办人", "group": "investigate"}]"#;
        let units = r#"[{"id": "city", "name": "示例市", "level": "city", "parent": null}]"#;
        let persons = format!("[{{\"id\": \"u\", \"name\": \"甲\", \"unit\": \"city\",\n\"roles\": [\"{role}\"]}}]");
        let mut a = Vec::new();
        let files =
            [("agency/roles.json", roles), ("agency/units.json", units), ("agency/persons.json", persons.as_str())];
        found(check, &one_task(&mut a, "", &format!("<xe:assign role=\"{role}\"/>"), &files))
    }

    #[test]
    fn good() {
        assert!(with("lead_officer").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("leader"), ["role-unknown agency/persons.json:2", "role-unknown shared/p/process.bpmn:3"]);
    }
}
