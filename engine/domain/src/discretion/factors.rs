//! Which option of each factor applies, and whether its evidence lets it count.

use super::{BoundFactor, DiscretionError, SheetFactor, SheetInput};
use crate::law::{EvidenceKind, FactType, Factor, FactorOption, FactorTable, Law};
use rust_decimal::Decimal;
use script::{Expression, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// All factors in the table's order. A factor that nobody bound falls into its class without points, if it has one.
pub(super) fn decide(table: &FactorTable, input: &SheetInput, law: &Law) -> Result<Vec<SheetFactor>, DiscretionError> {
    for bound in &input.factors {
        if !table.factors.iter().any(|factor| factor.id == bound.factor) {
            return Err(DiscretionError::FactorUnknown { factor: bound.factor.clone() });
        }
    }
    let facts = nested(input, law);
    table.factors.iter().map(|factor| one(factor, table, input, &facts)).collect()
}

fn one(
    factor: &Factor,
    table: &FactorTable,
    input: &SheetInput,
    facts: &script::Values,
) -> Result<SheetFactor, DiscretionError> {
    let bound = input.factors.iter().find(|bound| bound.factor == factor.id);
    let decided = by_facts(factor, table, input, facts)?;
    let given = bound.and_then(|bound| bound.option.as_deref());
    let (option, from_fact) = match (decided, given) {
        (Some((option, _)), Some(given)) if option.id != given => {
            let (factor, given, decided) = (factor.id.clone(), given.to_owned(), option.id.clone());
            return Err(DiscretionError::OptionContradictsFact { factor, given, decided });
        }
        (Some((option, paths)), _) => (Some(option), Some(paths)),
        (None, Some(given)) => {
            let unknown = || DiscretionError::OptionUnknown { factor: factor.id.clone(), option: given.to_owned() };
            (Some(factor.options.iter().find(|option| option.id == given).ok_or_else(unknown)?), None)
        }
        (None, None) => (harmless(factor), None),
    };
    let evidence = bound.map(|bound| bound.evidence.clone()).unwrap_or_default();
    let Some(option) = option else {
        let not_counted = Some("not-chosen".to_owned());
        return Ok(SheetFactor {
            factor: factor.id.clone(),
            option: None,
            points: Decimal::ZERO,
            from_fact,
            evidence,
            not_counted,
        });
    };
    let full = points(&option.points, &factor.id)?;
    let not_counted = evidence_lack(&option.evidence, full, bound, input);
    let points = if not_counted.is_some() { Decimal::ZERO } else { full };
    Ok(SheetFactor {
        factor: factor.id.clone(),
        option: Some(option.id.clone()),
        points,
        from_fact,
        evidence,
        not_counted,
    })
}

fn harmless(factor: &Factor) -> Option<&FactorOption> {
    factor.options.iter().find(|option| option.points == "0" && option.evidence.is_empty() && option.when.is_none())
}

type Decided<'a> = (&'a FactorOption, BTreeMap<String, serde_json::Value>);

/// The first option whose condition holds, with the facts it read.
fn by_facts<'a>(
    factor: &'a Factor,
    table: &FactorTable,
    input: &SheetInput,
    facts: &script::Values,
) -> Result<Option<Decided<'a>>, DiscretionError> {
    for option in &factor.options {
        let Some(when) = &option.when else { continue };
        let mut read = BTreeMap::new();
        for path in paths(when) {
            let value = input.facts.get(&path).ok_or_else(|| DiscretionError::FactMissing { path: path.clone() })?;
            read.insert(path, value.clone());
        }
        let failed = |text: String| DiscretionError::Script { table: table.id.clone(), text };
        let expression =
            Expression::compile(when).map_err(|error| failed(format!("{}/{}: {error}", factor.id, option.id)))?;
        if expression.holds(facts).map_err(|error| failed(format!("{}/{}: {error}", factor.id, option.id)))? {
            return Ok(Some((option, read)));
        }
    }
    Ok(None)
}

/// Dotted names that a condition reads.
fn paths(when: &str) -> Vec<String> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let mut found: Vec<String> = Vec::new();
    for part in when.split(|c| !word(c)) {
        let dotted = part.contains('.') && part.starts_with(|c: char| c.is_ascii_alphabetic());
        if dotted && !found.iter().any(|path| path == part) {
            found.push(part.to_owned());
        }
    }
    found
}

/// No evidence, no points: something must be bound, known to the case, and of a kind that the option accepts.
fn evidence_lack(
    accepted: &[EvidenceKind],
    points: Decimal,
    bound: Option<&BoundFactor>,
    input: &SheetInput,
) -> Option<String> {
    if accepted.is_empty() && points.is_zero() {
        return None;
    }
    lack(accepted, bound.map(|bound| bound.evidence.as_slice()).unwrap_or_default(), input)
}

pub(super) fn lack(accepted: &[EvidenceKind], ids: &[String], input: &SheetInput) -> Option<String> {
    let known: Vec<_> = input.evidence.iter().filter(|evidence| ids.contains(&evidence.id)).collect();
    if known.is_empty() {
        Some("no-evidence".to_owned())
    } else if accepted.is_empty() || known.iter().any(|evidence| accepted.contains(&evidence.kind)) {
        None
    } else {
        Some("wrong-kind".to_owned())
    }
}

pub(super) fn points(text: &str, place: &str) -> Result<Decimal, DiscretionError> {
    crate::money::parse(text)
        .ok_or_else(|| DiscretionError::NotDecimal { place: place.to_owned(), found: text.to_owned() })
}

/// Facts as nested maps, numbers exact: what facts.json calls a decimal is one, whatever the form sent.
fn nested(input: &SheetInput, law: &Law) -> script::Values {
    let mut root = script::Values::new();
    for (path, json) in &input.facts {
        let exact = matches!(law.fact(path).map(|fact| fact.kind), Some(FactType::Decimal | FactType::Money));
        let value = match (exact, crate::money::read(json)) {
            (true, Some(decimal)) => Value::Decimal(decimal),
            _ => Value::from_json(json),
        };
        insert(&mut root, path, value);
    }
    root
}

fn insert(map: &mut BTreeMap<Arc<str>, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            map.insert(path.into(), value);
        }
        Some((head, rest)) => {
            let inner = map.entry(head.into()).or_insert_with(|| Value::Map(BTreeMap::new()));
            if let Value::Map(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}
