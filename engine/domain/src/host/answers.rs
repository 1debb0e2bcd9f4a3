//! Answers of a form become facts. A fact with an owner is written by nothing else, and no answer may even contain one.

use super::draft::{Draft, refuse};
use super::node::Step;
use crate::law::{FactType, FormLaw, Law};
use exec::host::{HostRefusal, Scope};
use serde_json::Value;

pub(super) fn write(draft: &mut Draft<'_>, step: &Step<'_>, scope: &Scope<'_>) -> Result<(), HostRefusal> {
    let law = draft.host.law.clone();
    if step.by.is_none() {
        return Ok(());
    }
    owned(&law, step.answers)?;
    let Some(form) = law.form_of(step.path.process(), step.node) else { return Ok(()) };
    for (pointer, path) in &form.facts {
        let Some(value) = step.answers.pointer(pointer).or_else(|| left_out(draft, form, path)) else { continue };
        if let Some(fact) = law.fact(path).filter(|fact| fact.owner.is_some()) {
            return Err(owned_refusal(path, &fact.title));
        }
        people(draft, &law, path, value)?;
        one(draft, step, form, path, value.clone(), scope);
    }
    Ok(())
}

/// What this form wrote the last time and leaves out this time is empty from now on: a fact never mixes two answers.
fn left_out(draft: &Draft<'_>, form: &FormLaw, path: &str) -> Option<&'static Value> {
    let fact = draft.file.facts.get(path.trim_end_matches("[]"))?;
    (fact.from.as_deref() == Some(form.id.as_str())).then_some(&Value::Null)
}

fn one(draft: &mut Draft<'_>, step: &Step<'_>, form: &FormLaw, path: &str, value: Value, scope: &Scope<'_>) {
    let Some((list, _)) = path.split_once("[].") else {
        draft.write(path, value, None, Some(&form.id));
        return;
    };
    let Some(instance) = step.instance.as_deref() else { return };
    // The entry names the paper that the called process was given.
    let reference = scope.variable("document").and_then(script::Value::as_text).map(str::to_owned);
    let document = format!("{list}[].document");
    if let Some(id) = reference.filter(|_| draft.host.law.fact(&document).is_some()) {
        draft.write(&document, Value::String(id), Some(instance), Some(&form.id));
    }
    draft.write(path, value, Some(instance), Some(&form.id));
}

/// Persons named by an answer are known, and whoever is named to investigate has a valid certificate (行政处罚法 42, 55).
fn people(draft: &Draft<'_>, law: &Law, path: &str, value: &Value) -> Result<(), HostRefusal> {
    if !law.fact(path).is_some_and(|fact| matches!(fact.kind, FactType::Person | FactType::People)) {
        return Ok(());
    }
    let investigates = matches!(
        path.trim_end_matches("[]"),
        "case.people.lead_officer" | "case.people.assist_officer" | "case.proposed_officers"
    );
    let ids: Vec<&str> = match value {
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    };
    let case = draft.case();
    for id in ids {
        let Some(actor) = case.actor_named(id) else {
            return Err(refuse("person-unknown", vec![("person", id.to_owned()), ("path", path.to_owned())]));
        };
        if investigates && !actor.certificate_valid(case.today()) {
            return Err(refuse("certificate-invalid", vec![("person", actor.name.clone()), ("path", path.to_owned())]));
        }
    }
    Ok(())
}

/// An owned fact anywhere in the answers, as a dotted key or nested.
fn owned(law: &Law, answers: &Value) -> Result<(), HostRefusal> {
    let Some(object) = answers.as_object() else { return Ok(()) };
    let owned = law
        .facts
        .values()
        .filter(|fact| fact.owner.is_some() && fact.path.contains('.') && !fact.path.contains(['*', '[']));
    for fact in owned {
        let nested = answers.pointer(&format!("/{}", fact.path.replace('.', "/")));
        if object.contains_key(&fact.path) || nested.is_some() {
            return Err(owned_refusal(&fact.path, &fact.title));
        }
    }
    Ok(())
}

pub(super) fn owned_refusal(path: &str, title: &str) -> HostRefusal {
    refuse("fact-owned", vec![("path", path.to_owned()), ("title", title.to_owned())])
}

pub(super) fn title(law: &Law, path: &str) -> String {
    law.fact(path).map_or_else(|| path.to_owned(), |fact| fact.title.clone())
}
