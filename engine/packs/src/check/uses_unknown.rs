//! `uses-unknown`: the manifest uses a pack, document or limit that nothing defines.

use crate::load::Content;
use crate::manifest::Used;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    let release = &content.release;
    for pack in release.packs.values() {
        for (used, named) in &pack.uses {
            let (known, what) = match used {
                Used::Pack => (release.packs.contains_key(&named.name), "流程包"),
                Used::Document => (release.law.documents.contains_key(&named.name), "文书"),
                Used::Limit => (release.law.limits.contains_key(&named.name), "期限"),
            };
            if !known {
                let message = format!("没有{what} {}", named.name);
                problems.push(Problem::error("uses-unknown", &pack.file(), named.place, message).at(&named.name));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, pack};

    const LIMIT: &str = r#"[{"id": "T11", "name": "陈述", "length": 5, "unit": "working_day", "mark": "S"}]"#;

    #[test]
    fn good() {
        let manifest = pack("<uses limit=\"T11\"/> <uses pack=\"p\"/>");
        assert!(found(check, &[("shared/p/pack.xml", &manifest), ("limits/a.json", LIMIT)]).is_empty());
    }

    #[test]
    fn bad() {
        let manifest = pack("<uses limit=\"T12\"/>\n<uses document=\"W99\"/>");
        let found = found(check, &[("shared/p/pack.xml", &manifest), ("limits/a.json", LIMIT)]);
        assert_eq!(found, ["uses-unknown shared/p/pack.xml:2", "uses-unknown shared/p/pack.xml:3"]);
    }
}
