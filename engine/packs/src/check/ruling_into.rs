//! `ruling-into`: a ruling writes exactly a fact that it owns; so nothing else can write it, and it writes nothing else.

use domain::law::FactOwner;

use super::Drawn;
use super::fact_unknown::declared;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for drawn in Drawn::all(content) {
        for (node, law) in drawn.nodes() {
            let Some(ruling) = &law.ruling else { continue };
            let owner = declared(&content.release.law, &ruling.into).and_then(|fact| fact.owner.as_ref());
            if owner != Some(&FactOwner::Ruling(ruling.kind.clone())) {
                let message = format!("{} 不是裁断 {} 所有的事实", ruling.into, ruling.kind);
                let hint = format!("在 facts.json 中写 \"owner\": {{\"ruling\": \"{}\"}}", ruling.kind);
                problems.push(drawn.problem("ruling-into", node, message).hint(hint));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, one_task};

    fn with(into: &str) -> Vec<String> {
        let facts = r#"[{"path": "sheet.fine", "type": "money", "class": "public", "title": "罚款", "owner": {"ruling": "discretion"}},
            {"path": "party.name", "type": "text", "class": "public", "title": "名称"}]"#;
        let mut a = Vec::new();
        let ruling = format!("<xl:ruling kind=\"discretion\" into=\"{into}\"/>");
        found(check, &one_task(&mut a, "", &ruling, &[("facts.json", facts)]))
    }

    #[test]
    fn good() {
        assert!(with("sheet.fine").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("party.name"), ["ruling-into shared/p/process.bpmn:3"]);
    }
}
