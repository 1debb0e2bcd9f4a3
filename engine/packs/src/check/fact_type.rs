//! `fact-type`: the type of a form field does not fit the type of the fact that it writes.

use domain::law::{FactLaw, FactType};
use serde_json::Value;

use super::Field;
use super::fact_unknown::declared;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for field in Field::all(content) {
        if let Some(path) = field.fact()
            && let Some(fact) = declared(&content.release.law, path)
            && let Some(wrong) = mismatch(fact, field.schema)
        {
            let message = format!("{path}（{}）{wrong}", fact.title);
            problems.push(field.tree.problem("fact-type", &field.pointer, message));
        }
    }
}

/// What is wrong, or nothing. A list fact (`case.evidence[]`) takes an array of what its type says.
fn mismatch(fact: &FactLaw, field: &Value) -> Option<String> {
    if fact.path.ends_with("[]") {
        let items = field.get("items");
        return match items {
            Some(items) if fact.kind != FactType::List => single(fact, fact.kind, items),
            Some(_) => None,
            None => Some("是列表，字段应当是 array".to_owned()),
        };
    }
    single(fact, fact.kind, field)
}

fn single(fact: &FactLaw, kind: FactType, field: &Value) -> Option<String> {
    let format = field.get("format").and_then(Value::as_str).unwrap_or_default();
    let is = |name: &str| match field.get("type") {
        Some(Value::String(kind)) => kind == name,
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == name),
        _ => match (field.get("const"), field.get("enum")) {
            (Some(value), _) => kind_of(value) == name,
            (None, Some(values)) => values.as_array().is_some_and(|all| all.iter().all(|value| kind_of(value) == name)),
            _ => false,
        },
    };
    let want = |fits: bool, words: &str| (!fits).then(|| format!("应当是{words}"));
    match kind {
        FactType::Text if !fact.values.is_empty() => values(fact, field),
        FactType::Text => want(is("string") && !["date", "date-time"].contains(&format), "文字"),
        FactType::Cause | FactType::Document => want(is("string"), "标识（string）"),
        FactType::Date => want(format == "date", "日期（format: date）"),
        FactType::Instant => want(format == "date-time", "时间（format: date-time）"),
        FactType::Boolean => want(is("boolean"), "是否（boolean）"),
        FactType::Integer => want(is("integer"), "整数（integer）"),
        FactType::Decimal | FactType::Money => {
            let shaped = field.get("pattern").is_some() || ["decimal", "money"].contains(&format);
            want(is("string") && shaped, "带 pattern 的文字，不能是 JSON 数字")
        }
        FactType::Person => want(format == "person-id", "人员（format: person-id）"),
        FactType::People => {
            let inside = field.pointer("/items/format").and_then(Value::as_str);
            want(is("array") && inside == Some("person-id"), "人员列表")
        }
        FactType::Evidence => {
            let inside = field.pointer("/items/format").and_then(Value::as_str);
            want(format == "evidence-id" || inside == Some("evidence-id"), "证据（format: evidence-id）")
        }
        FactType::List => want(is("array"), "列表（array）"),
        FactType::Object | FactType::Provision | FactType::Range => want(is("object"), "一组字段（object）"),
    }
}

/// A choice: every value that the form offers is one that the fact knows.
fn values(fact: &FactLaw, field: &Value) -> Option<String> {
    let one = field.get("const").map(|value| vec![value.clone()]);
    let offered = field.get("enum").and_then(Value::as_array).cloned().or(one)?;
    let unknown: Vec<&str> = offered
        .iter()
        .map(|value| value.as_str().unwrap_or("?"))
        .filter(|value| !fact.values.contains_key(*value))
        .collect();
    let known: Vec<&str> = fact.values.keys().map(String::as_str).collect();
    (!unknown.is_empty()).then(|| format!("没有值 {}，只有 {}", unknown.join("、"), known.join("、")))
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "boolean",
        Value::String(_) => "string",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        Value::Null => "null",
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, pack};

    fn with(fields: &str) -> Vec<String> {
        let facts = r#"[{"path": "site.area_m2", "type": "decimal", "class": "public", "title": "面积"},
            {"path": "order.due", "type": "date", "class": "public", "title": "届满"},
            {"path": "case.proposed_officers[]", "type": "person", "class": "public", "title": "拟办人员"},
            {"path": "service[].method", "type": "text", "class": "public", "title": "方式", "values": {"direct": "直接"}}]"#;
        let manifest = pack("<form id=\"a\" file=\"forms/a.json\"/>");
        let form = format!("{{\"properties\": {{\n{fields}}}}}");
        found(check, &[("facts.json", facts), ("shared/p/pack.xml", &manifest), ("shared/p/forms/a.json", &form)])
    }

    #[test]
    fn good() {
        let fields = r#""a": {"type": "string", "pattern": "^[0-9]+$", "x-fact": "site.area_m2"},
            "b": {"type": "string", "format": "date", "x-fact": "order.due"},
            "c": {"type": "array", "items": {"type": "string", "format": "person-id"}, "x-fact": "case.proposed_officers[]"},
            "d": {"enum": ["direct"], "x-fact": "service[].method"}"#;
        assert!(with(fields).is_empty());
    }

    #[test]
    fn bad() {
        let fields = "\"a\": {\"type\": \"number\", \"x-fact\": \"site.area_m2\"},\n\
            \"b\": {\"type\": \"string\", \"x-fact\": \"order.due\"},\n\
            \"c\": {\"type\": \"string\", \"format\": \"person-id\", \"x-fact\": \"case.proposed_officers[]\"},\n\
            \"d\": {\"enum\": [\"directly\"], \"x-fact\": \"service[].method\"}";
        assert_eq!(with(fields), [2, 3, 4, 5].map(|line| format!("fact-type shared/p/forms/a.json:{line}")));
    }
}
