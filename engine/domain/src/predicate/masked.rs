//! The disclosure plan names only what may be seen: no personal or secret fact that is not redacted, and no identity number, mobile
//! number, bank card or mail address inside a text (disclosure-and-records.md; 行政处罚法 48, 50).

use crate::case::Case;
use crate::law::FactClass;
use serde_json::Value;

pub(super) fn holds(case: &Case<'_>) -> bool {
    let plan = paths(case, "disclosure.plan");
    let redacted = paths(case, "disclosure.redactions");
    !plan.is_empty()
        && plan.iter().filter(|path| !redacted.contains(path)).all(|path| {
            let public = case.law.fact(path).is_some_and(|fact| fact.class == FactClass::Public);
            public && case.value(path).is_none_or(|value| texts(&value).iter().all(|text| hits(text).is_empty()))
        })
}

fn paths(case: &Case<'_>, list: &str) -> Vec<String> {
    let value = case.file.fact(list).cloned().unwrap_or_default();
    let name = |item: &Value| item.as_str().or_else(|| item.get("path").and_then(Value::as_str)).map(str::to_owned);
    value.as_array().into_iter().flatten().filter_map(name).collect()
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(texts).collect(),
        Value::Object(map) => map.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// What must not appear in a public text, in Chinese, with the place as found.
pub fn hits(text: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for run in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| !run.is_empty()) {
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        if run.len() == 18 && identity_number(run) {
            found.push(("证件号", run.to_owned()));
        } else if run.len() == 11
            && digits == 11
            && run.starts_with('1')
            && run.as_bytes().get(1).is_some_and(|b| (b'3'..=b'9').contains(b))
        {
            found.push(("手机号", run.to_owned()));
        } else if (16..=19).contains(&run.len()) && digits == run.len() && !run.bytes().all(|b| b == b'0') && luhn(run)
        {
            found.push(("银行卡", run.to_owned()));
        }
    }
    for word in text.split(char::is_whitespace) {
        if let Some((name, host)) = word.split_once('@')
            && name.ends_with(|c: char| c.is_ascii_alphanumeric())
            && host.contains('.')
        {
            found.push(("邮箱", word.to_owned()));
        }
    }
    found
}

/// 18 digits with the check character of GB 11643.
fn identity_number(run: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let mut sum = 0;
    for (character, weight) in run.chars().zip(WEIGHTS) {
        let Some(digit) = character.to_digit(10) else { return false };
        sum += digit * weight;
    }
    let expected = b"10X98765432"[(sum % 11) as usize] as char;
    run.chars().last().is_some_and(|last| last.to_ascii_uppercase() == expected)
}

fn luhn(run: &str) -> bool {
    let digits = run.chars().rev().filter_map(|c| c.to_digit(10)).enumerate();
    let sum: u32 = digits
        .map(|(at, digit)| {
            if at % 2 == 1 {
                let twice = digit * 2;
                twice / 10 + twice % 10
            } else {
                digit
            }
        })
        .sum();
    sum.is_multiple_of(10)
}
