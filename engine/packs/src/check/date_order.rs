//! `date-order`: an end before its start, and days of a calendar that lie outside its year.

use serde_json::Value;

use crate::load::Content;
use crate::problem::Problem;
use crate::tree::{Tree, child};

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for tree in content.trees.values() {
        spans(tree, &tree.value, "", problems);
        let Some(year) = tree.value.get("year").and_then(Value::as_i64) else { continue };
        for list in ["holidays", "workdays"] {
            for (n, day) in tree.value.get(list).and_then(Value::as_array).into_iter().flatten().enumerate() {
                let date = day.get("date").and_then(Value::as_str).unwrap_or_default();
                if !date.starts_with(&format!("{year:04}-")) {
                    let pointer = format!("/{list}/{n}/date");
                    problems.push(tree.problem("date-order", &pointer, format!("{date} 不在 {year} 年")));
                }
            }
        }
    }
}

/// Every object with `from` and `to` that both look like days; days in ISO form compare as text.
fn spans(tree: &Tree, value: &Value, pointer: &str, problems: &mut Vec<Problem>) {
    match value {
        Value::Object(map) => {
            let day = |key: &str| map.get(key).and_then(Value::as_str).filter(|text| is_day(text));
            if let (Some(from), Some(to)) = (day("from"), day("to"))
                && to < from
            {
                problems.push(tree.problem(
                    "date-order",
                    &child(pointer, "to"),
                    format!("终止日 {to} 早于起始日 {from}"),
                ));
            }
            for (key, value) in map {
                spans(tree, value, &child(pointer, key), problems);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| spans(tree, item, &format!("{pointer}/{n}"), problems));
        }
        _ => {}
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::found;

    fn with(to: &str, day: &str) -> Vec<String> {
        let law = format!(
            "{{\"id\": \"L1\", \"name\": \"法\", \"title\": \"法\", \"version\": \"1\", \"source\": \"试\", \"mark\": \"Y\", \"quotations\": [],\n\
             \"valid\": {{\"from\": \"2026-01-01\", \"to\": \"{to}\"}}}}"
        );
        let calendar = format!(
            "{{\"id\": \"c\", \"title\": \"历\", \"year\": 2026, \"weekend\": [\"sunday\"], \"source\": \"试\", \"mark\": \"S\", \"workdays\": [],\n\
             \"holidays\": [{{\"date\": \"{day}\", \"name\": \"节\"}}]}}"
        );
        found(check, &[("laws/L1.json", &law), ("calendars/c.json", &calendar)])
    }

    #[test]
    fn good() {
        assert!(with("2026-12-31", "2026-10-01").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("2025-12-31", "2027-10-01"), ["date-order calendars/c.json:2", "date-order laws/L1.json:2"]);
    }
}
