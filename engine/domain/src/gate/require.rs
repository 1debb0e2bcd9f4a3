//! Evaluating a requirement over the facts and acts of a case.

use super::Doing;
use crate::case::Case;
use crate::case_file::{ActRecord, DocumentState};
use crate::law::{ActDone, ActName, Apart, Certificate, Officers, Requirement};
use serde_json::Value;
use std::collections::BTreeSet;

/// Collects the parts that do not hold: of `all` each one, of everything else the whole.
pub(super) fn collect<'a>(
    case: &Case<'_>,
    requirement: &'a Requirement,
    doing: &Doing<'_>,
    missing: &mut Vec<&'a Requirement>,
) {
    match requirement {
        Requirement::All(parts) => parts.iter().for_each(|part| collect(case, part, doing, missing)),
        other if !holds(case, other, doing) => missing.push(other),
        _ => {}
    }
}

pub(super) fn holds(case: &Case<'_>, requirement: &Requirement, doing: &Doing<'_>) -> bool {
    match requirement {
        Requirement::All(parts) => parts.iter().all(|part| holds(case, part, doing)),
        Requirement::Any(parts) => parts.iter().any(|part| holds(case, part, doing)),
        Requirement::Not(part) => !holds(case, part, doing),
        Requirement::ActDone(pattern) => act_done(case, pattern),
        Requirement::LimitOver(limit) => case.limit_is_over(limit),
        Requirement::Officers(rule) => officers(case, rule, doing),
        Requirement::Certificate(rule) => certificate(case, rule, doing),
        Requirement::Apart(rule) => apart(case, rule, doing).is_none(),
        Requirement::Equal([left, right]) => {
            matches!((case.value(left), case.value(right)), (Some(left), Some(right)) if same(&left, &right))
        }
        Requirement::Complete(paths) => paths.iter().all(|path| case.value(path).is_some()),
        Requirement::Predicate(name) => crate::predicate::holds(name, case),
    }
}

/// Amounts are equal by value (`10000` and `10000.00`), everything else literally.
fn same(left: &Value, right: &Value) -> bool {
    match (crate::money::read(left), crate::money::read(right)) {
        (Some(left), Some(right)) => left == right,
        _ => left == right,
    }
}

fn act_done(case: &Case<'_>, pattern: &ActDone) -> bool {
    let after = pattern.after.as_deref().map(|word| moment(case, pattern.act, word));
    case.file.acts_of(pattern.act).any(|act| {
        (pattern.kind.is_none() || act.kind == pattern.kind)
            && after.is_none_or(|after| act.seq > after)
            && pattern.attributes.iter().all(|(name, expected)| attribute(case, act, name).as_ref() == Some(expected))
    })
}

/// `last_change_of_facts`, or the latest act of a name. A review also falls when evidence that proves something changes;
/// a notice does not: it tells facts and amount, and those would change with it.
fn moment(case: &Case<'_>, act: ActName, word: &str) -> u64 {
    match word {
        "last_change_of_facts" if act == ActName::ReviewConclude => {
            case.file.facts_changed.max(case.file.evidence_changed)
        }
        "last_change_of_facts" => case.file.facts_changed,
        name => name.parse().ok().and_then(|name| case.file.acts_of(name).next_back()).map_or(u64::MAX, |act| act.seq),
    }
}

fn attribute(case: &Case<'_>, act: &ActRecord, name: &str) -> Option<Value> {
    match name {
        "outcome" => act.outcome.clone().map(Value::String),
        "by" => act.by.clone().map(Value::String),
        "served" => {
            let served =
                act.document.and_then(|id| case.document(id)).is_some_and(|paper| paper.state == DocumentState::Served);
            Some(Value::Bool(served))
        }
        other => act.attributes.get(other).cloned(),
    }
}

fn officers(case: &Case<'_>, rule: &Officers, doing: &Doing<'_>) -> bool {
    let known = |id: &&str| {
        let Some(actor) = case.actor_named(id) else { return false };
        rule.fields.iter().all(|field| match field.as_str() {
            "name" => !actor.name.is_empty(),
            "certificate_no" => actor.certificate.as_ref().is_some_and(|held| !held.no.is_empty()),
            "title" => actor.title.is_some(),
            _ => false,
        })
    };
    doing.officers().iter().filter(|id| known(id)).count() >= rule.count as usize
}

fn certificate(case: &Case<'_>, rule: &Certificate, doing: &Doing<'_>) -> bool {
    let today = case.today();
    let officers = doing.officers();
    let valid = || {
        !officers.is_empty()
            && officers.iter().all(|id| case.actor_named(id).is_some_and(|a| a.certificate_valid(today)))
    };
    let shown = || doing.certificate_shown || case.flag("record.certificate_shown");
    (!rule.valid || valid()) && (!rule.shown || shown())
}

/// The first person who acts in two of the groups, counting the one who is about to act.
pub(super) fn apart(case: &Case<'_>, rule: &Apart, doing: &Doing<'_>) -> Option<String> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for group in &rule.groups {
        let mut members = case.file.group(*group);
        if doing.duty == Some(*group) {
            members.extend(doing.by);
        }
        if let Some(twice) = members.iter().find(|person| seen.contains(**person)) {
            return Some((*twice).to_owned());
        }
        seen.extend(members);
    }
    None
}
