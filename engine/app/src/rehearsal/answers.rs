//! Answers of a scenario: what the screen would show, with what the step says on top.

use super::play::Play;
use crate::forms::{self, Filler};
use crate::time;
use domain::case::Case;
use packs::form::Form;
use serde_json::{Map, Value};

/// Prefilled answers with those of the step on top.
pub fn fill(play: &Play, form: Option<&Form>, actor: &str, instance: &str, with: &Value) -> Value {
    let Some(form) = form else { return with.clone() };
    let facts = play.facts(Some(actor));
    let case = Case::new(&play.loaded.file, &play.loaded.release.law, &facts);
    let filler = Filler { case, actor, instance, now: play.now };
    let mut values = forms::prefill(form, filler).values;
    merge(play, &form.schema, &mut values, with);
    Value::Object(values)
}

fn merge(play: &Play, schema: &Value, values: &mut Map<String, Value>, with: &Value) {
    for (name, given) in with.as_object().into_iter().flatten() {
        let field = &schema["properties"][name];
        if given.is_null() {
            values.remove(name);
            continue;
        }
        if field["type"] == "object" && given.is_object() {
            let mut inner = values.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
            if let Some(all) = given.get("all") {
                for (key, property) in field["properties"].as_object().into_iter().flatten() {
                    if property.get("enum").is_some() || property["type"] == "boolean" {
                        inner.insert(key.clone(), all.clone());
                    }
                }
            }
            let rest: Map<String, Value> = given
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(k, _)| *k != "all")
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect();
            merge(play, field, &mut inner, &Value::Object(rest));
            values.insert(name.clone(), Value::Object(inner));
            continue;
        }
        values.insert(name.clone(), convert(play, field, given));
    }
}

/// Aliases become persons, instants get their zone.
fn convert(play: &Play, field: &Value, given: &Value) -> Value {
    match (field["format"].as_str(), given) {
        (Some("person-id"), Value::String(alias)) => play.person(alias).map_or_else(|| given.clone(), Value::from),
        (Some("date-time"), Value::String(text)) => {
            instant(text).map_or_else(|| given.clone(), |ms| time::text_of(ms).into())
        }
        (_, Value::Array(items)) => {
            Value::Array(items.iter().map(|item| convert(play, &field["items"], item)).collect())
        }
        _ => given.clone(),
    }
}

/// An instant, without a zone taken as +08:00, seconds optional.
pub fn instant(text: &str) -> Option<i64> {
    if let Some(ms) = time::parse(text) {
        return Some(ms);
    }
    let seconds = |head: &str| if head.len() == 16 { format!("{head}:00") } else { head.to_string() };
    match text.rfind(['+', 'Z']).filter(|at| *at >= 16) {
        Some(at) => time::parse(&format!("{}{}", seconds(&text[..at]), &text[at..])),
        None => time::parse(&format!("{}+08:00", seconds(text))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_of_scenarios_are_read() {
        let wanted = time::parse("2026-08-31T17:00:00+08:00");
        assert!(wanted.is_some());
        for text in ["2026-08-31T17:00+08:00", "2026-08-31T17:00", "2026-08-31T17:00:00", "2026-08-31T09:00:00Z"] {
            assert_eq!(instant(text), wanted, "{text}");
        }
        assert_eq!(instant("gestern"), None);
    }
}
