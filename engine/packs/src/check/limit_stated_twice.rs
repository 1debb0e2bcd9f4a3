//! `limit-stated-twice`: `xl:limit` on a node for a limit that an act or a fact starts already (architecture rule 5).

use super::Drawn;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for drawn in Drawn::all(content) {
        for (node, law) in drawn.nodes() {
            for limit in &law.limits {
                let stated = content.release.law.limits.get(&limit.limit).is_some_and(|entry| entry.starts.is_some());
                if stated {
                    let message = format!("期限 {} 由它自己的条目规定何时起算，节点不得再写", limit.limit);
                    problems.push(drawn.problem("limit-stated-twice", node, message).hint("去掉这个 xl:limit"));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, one_task};

    fn with(id: &str) -> Vec<String> {
        let limits = r#"[{"id": "T84", "name": "法制审核", "mark": "C"},
            {"id": "T14", "name": "办案", "mark": "Y", "starts": {"act": "filing.open"}}]"#;
        let mut a = Vec::new();
        found(check, &one_task(&mut a, "", &format!("<xl:limit ref=\"{id}\"/>"), &[("limits/a.json", limits)]))
    }

    #[test]
    fn good() {
        assert!(with("T84").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("T14"), ["limit-stated-twice shared/p/process.bpmn:3"]);
    }
}
