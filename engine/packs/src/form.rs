//! Forms: a JSON Schema with `x-fact` per field, a layout, and the answers checked with the same schema that the browser gets.

use jsonschema::error::ValidationErrorKind;
use serde::Serialize;
use serde_json::Value;

use crate::words;

/// A compiled form.
pub struct Form {
    /// `notice/record_statement`: pack and id.
    pub key: String,
    pub schema: Value,
    pub layout: Option<Value>,
    validator: jsonschema::Validator,
}

/// One thing wrong with an answer; `detail` is Chinese and names the field by its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldProblem {
    /// Pointer inside the answers: `/content`.
    pub pointer: String,
    /// Keyword of JSON Schema: `minLength`, `required`.
    pub code: String,
    pub detail: String,
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Form").field("key", &self.key).finish_non_exhaustive()
    }
}

impl Form {
    /// Compiles the schema with formats asserted; our own formats are `evidence-id`, `person-id`, `document-id`, `cause-id`,
    /// `decimal` and `money`. The error is the validator's own words, with the pointer inside the schema.
    pub fn compile(key: &str, schema: Value, layout: Option<Value>) -> Result<Self, (String, String)> {
        let validator = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("evidence-id", |text: &str| counted(text, "E") || counted(text, "e"))
            .with_format("document-id", |text: &str| counted(text, "d"))
            .with_format("person-id", |text: &str| !text.is_empty() && text.len() <= 64)
            .with_format("cause-id", |text: &str| !text.is_empty() && text.len() <= 64)
            .with_format("decimal", decimal)
            .with_format("money", money)
            .build(&schema)
            .map_err(|error| (error.instance_path().to_string(), error.to_string()))?;
        Ok(Self { key: key.to_owned(), schema, layout, validator })
    }

    /// Everything wrong with the answers; empty: they are accepted.
    pub fn problems(&self, answers: &Value) -> Vec<FieldProblem> {
        let mut found: Vec<FieldProblem> = Vec::new();
        for error in self.validator.iter_errors(answers) {
            let mut pointer = error.instance_path().to_string();
            if let ValidationErrorKind::Required { property } = error.kind() {
                pointer = crate::tree::child(&pointer, property.as_str().unwrap_or_default());
            }
            let title = self.title(&pointer);
            let problem = FieldProblem {
                code: error.kind().keyword().to_owned(),
                detail: words::of(error.kind(), &title),
                pointer,
            };
            if !found.contains(&problem) {
                found.push(problem);
            }
        }
        found
    }

    /// Chinese title of the field a pointer leads to; without one the name itself.
    fn title(&self, pointer: &str) -> String {
        let mut schema = Some(&self.schema);
        let mut last = String::new();
        for step in pointer.split('/').skip(1) {
            schema = schema.and_then(|schema| {
                let inside = if step.parse::<usize>().is_ok() { schema.get("items") } else { None };
                inside.or_else(|| schema.get("properties").and_then(|properties| properties.get(step)))
            });
            let title = schema.and_then(|schema| schema.get("title")).and_then(Value::as_str);
            match title {
                Some(title) => last = title.to_owned(),
                None if step.parse::<usize>().is_err() => last = step.to_owned(),
                None => {}
            }
        }
        last
    }
}

fn counted(text: &str, letter: &str) -> bool {
    text.strip_prefix(letter)
        .is_some_and(|rest| !rest.is_empty() && rest.len() <= 9 && rest.bytes().all(|b| b.is_ascii_digit()))
}

fn decimal(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |s: &str, most: usize| !s.is_empty() && s.len() <= most && s.bytes().all(|b| b.is_ascii_digit());
    digits(whole, 18) && digits(part, 8)
}

/// Yuan: not negative, at most two digits after the point.
fn money(text: &str) -> bool {
    decimal(text) && !text.starts_with('-') && text.split_once('.').is_none_or(|(_, part)| part.len() <= 2)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form() -> Form {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false,
            "required": ["content", "made_at"],
            "properties": {
                "content": {"type": "string", "minLength": 1, "title": "意见内容"},
                "made_at": {"type": "string", "format": "date-time", "title": "提出时间"},
                "new": {"type": "boolean", "title": "是否提交新证据"},
                "fine": {"type": "string", "format": "money", "title": "金额"},
                "evidence": {"type": "array", "title": "新证据", "items": {"type": "string", "format": "evidence-id"}}
            },
            "if": {"properties": {"new": {"const": true}}, "required": ["new"]},
            "then": {"required": ["evidence"]}
        });
        Form::compile("notice/record_statement", schema, None).unwrap()
    }

    #[test]
    fn good_answers_have_no_problem() {
        let answers = json!({"content": "已苫盖", "made_at": "2026-08-26T10:20:00+08:00", "new": true, "evidence": ["E3"], "fine": "10.5"});
        assert_eq!(form().problems(&answers), []);
    }

    #[test]
    fn every_problem_names_its_field_in_chinese() {
        let answers = json!({"content": "", "made_at": "昨天", "new": true, "fine": "1e3", "x": 1});
        let found = form().problems(&answers);
        let seen: Vec<_> = found.iter().map(|p| (p.pointer.as_str(), p.code.as_str())).collect();
        for expected in [
            ("/content", "minLength"),
            ("/made_at", "format"),
            ("/evidence", "required"),
            ("/fine", "format"),
            ("", "additionalProperties"),
        ] {
            assert!(seen.contains(&expected), "{expected:?} missing in {seen:?}");
        }
        assert!(found.iter().any(|p| p.detail == "“意见内容”不能为空"), "{found:?}");
        assert!(found.iter().any(|p| p.detail == "请填写“新证据”"), "{found:?}");
    }

    #[test]
    fn a_schema_that_is_none_is_refused() {
        assert!(Form::compile("a/b", json!({"type": "strin"}), None).is_err());
    }
}
