//! `article-unquoted`: a clause that a decision cites (violated, penal, order) is not in `laws/` word for word.

use serde_json::Value;

use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::Problem;
use crate::tree::child;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for tree in content.of_kind(FileKind::Causes) {
        for (pointer, entry) in tree.entries() {
            for field in ["violated", "penal", "order_basis"] {
                let Some(cited) = entry.get(field) else { continue };
                let many = cited.as_array().map_or_else(|| vec![cited.clone()], Clone::clone);
                for clause in many.iter().filter(|clause| !quoted(content, clause)) {
                    let text = |key: &str| clause.get(key).and_then(Value::as_str).unwrap_or_default();
                    let item = if text("item").is_empty() { String::new() } else { format!("第{}项", text("item")) };
                    let message = format!(
                        "laws/{}.json 没有第{}条第{}款{item}的原文",
                        text("law"),
                        text("article"),
                        text("paragraph")
                    );
                    problems.push(tree.problem("article-unquoted", &child(&pointer, field), message));
                }
            }
        }
    }
}

fn quoted(content: &Content, clause: &Value) -> bool {
    let text = |key: &str| clause.get(key).and_then(Value::as_str);
    let Some(law) = text("law").and_then(|id| content.release.law.laws.get(id)) else { return false };
    law.quotations.iter().any(|quote| {
        Some(quote.article.as_str()) == text("article")
            && (text("paragraph").is_none() || quote.paragraph.as_deref() == text("paragraph"))
            && text("item").is_none_or(|item| quote.items.contains_key(item))
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::found;

    fn with(item: &str) -> Vec<String> {
        let law = r#"{"id": "AIR2018", "name": "大气污染防治法", "title": "中华人民共和国大气污染防治法", "version": "2018-10-26",
            "valid": {"from": "2018-10-26"}, "source": "试", "mark": "Y",
            "quotations": [{"article": "117", "paragraph": "1", "text": "违反本法规定", "items": {"2": "（二）未覆盖"}}]}"#;
        let causes = format!(
            "[{{\"id\": \"AIR2018-117-1-2\", \"title\": \"未覆盖\", \"valid\": {{\"from\": \"2018-10-26\"}}, \"mark\": \"Y\",\n\
             \"violated\": {{\"law\": \"AIR2018\", \"article\": \"117\", \"paragraph\": \"1\"}},\n\
             \"penal\": {{\"law\": \"AIR2018\", \"article\": \"117\", \"paragraph\": \"1\", \"item\": \"{item}\"}},\n\
             \"amount\": {{\"kind\": \"range\", \"min\": \"1\", \"max\": \"2\"}}}}]"
        );
        found(check, &[("laws/AIR2018.json", law), ("causes/a.json", &causes)])
    }

    #[test]
    fn good() {
        assert!(with("2").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("3"), ["article-unquoted causes/a.json:3"]);
    }
}
