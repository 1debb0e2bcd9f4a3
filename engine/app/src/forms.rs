//! Forms: what a screen shows before anybody types. One place for task pages and for the rehearsal.
//!
//! Order (docs/formats/form.md): `const`, the fact's own value, `x-prefill`, `default`.

use crate::refusal::{Failure, FieldError, Refusal};
use domain::case::Case;
use packs::form::Form;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Prefilled answers, and for each field where its value comes from.
pub struct Prefilled {
    pub values: Map<String, Value>,
    /// By top-level field: 来自 现场检查笔录.
    pub sources: BTreeMap<String, String>,
}

/// Who fills in a form, where and when.
#[derive(Clone, Copy)]
pub struct Filler<'a> {
    pub case: Case<'a>,
    /// The signed-in person.
    pub actor: &'a str,
    /// Process instance whose list entries are meant (`i5`).
    pub instance: &'a str,
    /// Milliseconds UTC.
    pub now: i64,
}

/// What the screen shows before anybody types.
pub fn prefill(form: &Form, filler: Filler<'_>) -> Prefilled {
    let mut sources = BTreeMap::new();
    // A review or an opinion is given anew each time: what this form wrote the last time is not offered.
    let anew = (form.schema["x-anew"] == true).then_some(form.key.as_str());
    let values = object(&form.schema, Asked { filler, anew }, Some(&mut sources)).unwrap_or_default();
    Prefilled { values, sources }
}

/// Who fills in, and the form whose own earlier answers stay out.
#[derive(Clone, Copy)]
struct Asked<'a> {
    filler: Filler<'a>,
    anew: Option<&'a str>,
}

impl Asked<'_> {
    fn offers(&self, path: &str) -> bool {
        let written =
            self.filler.case.file.facts.get(path.trim_end_matches("[]")).and_then(|fact| fact.from.as_deref());
        self.anew.is_none() || written != self.anew
    }
}

fn object(
    schema: &Value,
    asked: Asked<'_>,
    mut sources: Option<&mut BTreeMap<String, String>>,
) -> Option<Map<String, Value>> {
    let mut values = Map::new();
    for (name, field) in schema.get("properties")?.as_object()? {
        let Some((value, source)) = field_value(field, asked) else { continue };
        if let (Some(source), Some(sources)) = (source, sources.as_deref_mut()) {
            sources.insert(name.clone(), source);
        }
        values.insert(name.clone(), value);
    }
    Some(values)
}

fn field_value(field: &Value, asked: Asked<'_>) -> Option<(Value, Option<String>)> {
    let filler = asked.filler;
    // A boolean that must be true is a tick that the person sets; every other constant is sent as it is.
    if let Some(constant) = field.get("const").filter(|_| field.get("type").is_none()) {
        return Some((constant.clone(), None));
    }
    if field["type"] == "object" && field.get("x-fact").is_none() {
        let inner = object(field, asked, None)?;
        return (!inner.is_empty()).then_some((Value::Object(inner), None));
    }
    if let Some(path) = field["x-fact"].as_str().filter(|path| asked.offers(path))
        && let Some(value) = fact(path, filler)
    {
        return Some((value, source(path, filler)));
    }
    if let Some(value) = from_prefill(field, filler) {
        return Some(value);
    }
    field.get("default").map(|value| (value.clone(), None))
}

fn from_prefill(field: &Value, filler: Filler<'_>) -> Option<(Value, Option<String>)> {
    match &field["x-prefill"] {
        Value::String(path) => fact(path, filler).map(|value| (value, source(path, filler))),
        Value::Array(paths) => {
            let paths: Vec<&str> = paths.iter().filter_map(Value::as_str).collect();
            let found: Vec<(&str, Value)> =
                paths.iter().filter_map(|path| Some((*path, fact(path, filler)?))).collect();
            if field["type"] == "array" && !found.is_empty() && !found.iter().any(|(_, v)| v.is_array()) {
                return Some((Value::Array(found.into_iter().map(|(_, v)| v).collect()), None));
            }
            found.into_iter().next().map(|(path, value)| (value, source(path, filler)))
        }
        _ => None,
    }
}

fn fact(path: &str, filler: Filler<'_>) -> Option<Value> {
    match path {
        "clock.now" => Some(crate::time::text_of(filler.now).into()),
        "clock.today" => Some(crate::time::day_of(filler.now).into()),
        "actor" => Some(filler.actor.into()).filter(|_| !filler.actor.is_empty()),
        path => match path.split_once("[].") {
            Some((list, field)) => {
                let entry = filler.case.file.entry(list, filler.instance)?;
                entry.values.get(field.trim_end_matches("[]")).cloned()
            }
            None => filler.case.value(path.trim_end_matches("[]")),
        },
    }
    .filter(|value| !domain::case_file::is_empty(value))
}

/// Where a fact was written: the name of the form's element.
fn source(path: &str, filler: Filler<'_>) -> Option<String> {
    let written = filler.case.file.facts.get(path.trim_end_matches("[]"))?.from.as_deref()?;
    let (process, element) = written.split_once('/')?;
    let node = filler.case.law.node(process, element)?;
    Some(format!("来自 {}", node.name))
}

/// Holds answers against their form, if there is one.
///
/// # Errors
/// `form-invalid` with every field of the request that is wrong.
pub fn check(form: Option<&Form>, answers: &Value) -> Result<(), Failure> {
    let found = form.map(|f| f.problems(answers)).unwrap_or_default().into_iter();
    let field = |p: packs::form::FieldProblem| FieldError {
        pointer: format!("/answers{}", p.pointer),
        code: p.code,
        detail: p.detail,
    };
    let errors: Vec<FieldError> = found.map(field).collect();
    if errors.is_empty() {
        return Ok(());
    }
    let count = errors.len().to_string();
    Err(Refusal::fields("form-invalid", errors).with("count", count).into())
}
