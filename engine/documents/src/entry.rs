//! `definitions/documents/<id>/document.json`: what this crate needs of a document's entry.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::problem::Problem;

/// The entry of a document, as its author wrote it. Fields that other crates read (who freezes, dossier) are kept in `other`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// `W57`.
    pub id: String,
    /// The Chinese name, 行政处罚决定书.
    pub name: String,
    /// The template, relative to `definitions/documents`.
    pub template: String,
    /// Sample data, relative to `definitions/documents`.
    pub sample: String,
    /// How the number is drawn; absent: the paper bears the case number or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// The list (`service[]`) of which each entry has its own paper; the template receives the entry as `item`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_per: Option<String>,
    /// `agency` or `none`.
    #[serde(default)]
    pub seal: String,
    /// Fact paths without which the paper is not issued.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Parts of the paper that a condition shows.
    #[serde(default)]
    pub when: Vec<Show>,
    /// Paths that the public version may show ([`crate::Plan::fields`]); empty: the paper is not disclosed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub public: Vec<String>,
    /// Everything else.
    #[serde(flatten)]
    pub other: BTreeMap<String, Value>,
}

/// The word and series of a document number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    pub word: String,
    pub series: String,
}

/// A part of the paper and the rhai condition that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Show {
    pub show: String,
    #[serde(rename = "if")]
    pub condition: String,
}

/// A `document.json` that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("document entry: {0}")]
pub struct EntryError(#[from] serde_json::Error);

impl Entry {
    /// Reads a `document.json`.
    ///
    /// # Errors
    /// [`EntryError`] with line and column.
    pub fn parse(text: &str) -> Result<Self, EntryError> {
        Ok(serde_json::from_str(text)?)
    }

    /// The needed fields that the data lack. Nothing, an empty text and an empty list are empty; `false` and 0 are values.
    pub fn empty_fields(&self, data: &Value) -> Vec<Problem> {
        self.needs
            .iter()
            .filter(|path| !self.known(path, data))
            .map(|path| Problem::EmptyField { path: path.clone() })
            .collect()
    }

    /// The `show` object for the template: every condition answered by `evaluate` (rhai, in the caller's hands).
    ///
    /// # Errors
    /// The first error of `evaluate`.
    pub fn show<E>(&self, mut evaluate: impl FnMut(&str) -> Result<bool, E>) -> Result<Value, E> {
        let mut shown = serde_json::Map::new();
        for part in &self.when {
            shown.insert(part.show.clone(), Value::Bool(evaluate(&part.condition)?));
        }
        Ok(Value::Object(shown))
    }

    fn known(&self, path: &str, data: &Value) -> bool {
        if let Some(rest) = self.one_per.as_deref().and_then(|list| path.strip_prefix(list)) {
            let field = rest.trim_start_matches('.');
            return data.get("item").is_some_and(|item| field.is_empty() || has(item, field));
        }
        // The evidence of the case is handed over as the list `evidence`.
        has(data, path) || (path == "case.evidence[]" && has(data, "evidence[]"))
    }
}

/// Whether `path` has a value in every entry of the lists on its way (at least one entry).
fn has(value: &Value, path: &str) -> bool {
    let (step, rest) = path.split_once('.').map_or((path, ""), |(step, rest)| (step, rest));
    let Some(found) = value.get(step.trim_end_matches("[]")) else { return false };
    if step.ends_with("[]") {
        let Value::Array(items) = found else { return false };
        return !items.is_empty() && (rest.is_empty() || items.iter().all(|item| has(item, rest)));
    }
    if !rest.is_empty() {
        return has(found, rest);
    }
    match found {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn receipt() -> Entry {
        Entry::parse(
            r#"{"id": "W59", "name": "送达回证", "template": "W59/template.typ", "sample": "W59/sample.json", "one_per": "service[]",
                "seal": "none", "serve": "none", "disclose": "no", "needs": ["service[].receiver", "service[].officers[]", "party.name"],
                "when": [{"show": "refusal", "if": "service[].method == \"lien\""}], "mark": "S"}"#,
        )
        .expect("entry")
    }

    #[test]
    fn needs_of_a_list_paper_are_looked_up_in_its_item() {
        let empty =
            receipt().empty_fields(&json!({"item": {"receiver": " ", "officers": []}, "party": {"name": "甲"}}));
        let paths: Vec<_> = empty.iter().map(ToString::to_string).collect();
        assert_eq!(paths, ["needed field service[].receiver is empty", "needed field service[].officers[] is empty"]);
        let full = json!({"item": {"receiver": "乙", "officers": ["u-lead"]}, "party": {"name": "甲"}});
        assert_eq!(receipt().empty_fields(&full), []);
    }

    #[test]
    fn conditions_are_answered_by_the_caller() {
        let shown = receipt().show(|text| Ok::<_, ()>(text.contains("lien")));
        assert_eq!(shown, Ok(json!({"refusal": true})));
    }

    #[test]
    fn false_and_zero_are_values() {
        assert!(has(&json!({"a": {"b": false}, "c": 0}), "a.b"));
        assert!(has(&json!({"c": 0}), "c"));
        assert!(!has(&json!({"c": null}), "c"));
    }
}
