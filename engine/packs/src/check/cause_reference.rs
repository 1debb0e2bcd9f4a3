//! `cause-reference`: successor, class, factor table or inherited entry of a cause that nothing defines.

use serde_json::Value;

use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::Problem;
use crate::tree::child;

/// Whether an id is there to be referred to.
type IsKnown<'a> = &'a dyn Fn(&str) -> bool;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    let law = &content.release.law;
    let trees: Vec<_> = content.of_kind(FileKind::Causes).collect();
    let known = |id: &str| {
        trees.iter().any(|tree| tree.entries().any(|(_, entry)| entry.get("id").and_then(Value::as_str) == Some(id)))
    };
    for tree in &trees {
        for (pointer, entry) in tree.entries() {
            let fields: [(&str, &str, IsKnown<'_>); 4] = [
                ("successor", "违法行为条目", &known),
                ("inherits", "违法行为条目", &known),
                ("class", "行为类别", &|id| law.classes.contains_key(id)),
                ("discretion", "裁量基准", &|id| law.methods.contains_key(id)),
            ];
            for (field, what, is_known) in fields {
                if let Some(id) = entry.get(field).and_then(Value::as_str)
                    && !is_known(id)
                {
                    problems.push(tree.problem("cause-reference", &child(&pointer, field), format!("没有{what} {id}")));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::found;

    fn with(class: &str, successor: &str) -> Vec<String> {
        let causes = format!(
            "[{{\"id\": \"AIR2018-117-1-2\", \"title\": \"未覆盖\", \"valid\": {{\"from\": \"2018-10-26\"}}, \"mark\": \"Y\",\n\
             \"class\": \"{class}\",\n\"successor\": \"{successor}\", \"violated\": {{\"law\": \"AIR2018\", \"article\": \"72\"}},\n\
             \"penal\": {{\"law\": \"AIR2018\", \"article\": \"117\"}}, \"amount\": {{\"kind\": \"range\", \"min\": \"1\", \"max\": \"2\"}}}}]"
        );
        let class = r#"{"id": "dust", "name": "扬尘", "elements": [], "mark": "C"}"#;
        found(check, &[("causes/a.json", &causes), ("causes/classes/dust.json", class)])
    }

    #[test]
    fn good() {
        assert!(with("dust", "AIR2018-117-1-2").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("noise", "X1-1"), ["cause-reference causes/a.json:2", "cause-reference causes/a.json:3"]);
    }
}
