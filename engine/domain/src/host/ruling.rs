//! Rulings: business rule tasks whose answer the law computes. Only these write the facts they own.

use super::CaseHost;
use super::draft::Draft;
use crate::case::Case;
use crate::day;
use crate::discretion::{self, BoundFactor, Circumstance, DiscretionError, EvidenceRef, Party, Sheet, SheetInput};
use crate::event::DomainEvent;
use exec::ElementPath;
use exec::host::{RuleFailure, Scope};
use serde_json::{Value, json};

/// The answer of the ruling on a node, as it goes to the journal.
pub(super) fn evaluate(host: &CaseHost, element: &ElementPath, _scope: &Scope<'_>) -> Result<Value, RuleFailure> {
    let ruling = host.law.node(element.process(), element.element()).and_then(|node| node.ruling.clone());
    let Some(ruling) = ruling else {
        return Err(failure("ruling-missing", format!("expected a ruling on `{element}`, but there is none")));
    };
    let case = host.case();
    match ruling.kind.as_str() {
        "range" => range(&case),
        "discretion" => discretion_of(&case).map_err(|error| failure(error.code(), error.to_string())),
        "double_jeopardy" => Ok(json!({"value": double_jeopardy(&case)})),
        other => Err(failure(
            "ruling-unknown",
            format!("expected range, discretion or double_jeopardy, but found `{other}`"),
        )),
    }
}

fn failure(code: &str, text: String) -> RuleFailure {
    RuleFailure { code: code.to_owned(), text }
}

fn range(case: &Case<'_>) -> Result<Value, RuleFailure> {
    let entry =
        case.cause().ok_or_else(|| failure("fact-missing", "expected fact `case.cause` to be known".to_owned()))?;
    let range = discretion::range_of(entry).map_err(|error| failure(error.code(), error.to_string()))?;
    Ok(json!({"value": range, "entry": entry.id}))
}

/// The sheet for the case as it stands. Equal but for date and version: the sheet that there is.
fn discretion_of(case: &Case<'_>) -> Result<Value, DiscretionError> {
    let sheet = discretion::sheet(&input(case)?, case.law)?;
    let same = case.file.sheet().filter(|before| {
        let renewed = Sheet { sheet: before.sheet, decision_date: before.decision_date, ..sheet.clone() };
        **before == renewed
    });
    let sheet = same.unwrap_or(&sheet);
    Ok(json!({"value": crate::money::text(sheet.fine), "sheet": sheet}))
}

/// What a sheet is computed from, taken from facts and evidence of the case.
pub fn input(case: &Case<'_>) -> Result<SheetInput, DiscretionError> {
    let missing = |path: &str| DiscretionError::FactMissing { path: path.to_owned() };
    let entry = case.file.text("case.cause").ok_or_else(|| missing("case.cause"))?;
    let act_date =
        case.file.fact("case.conduct_date").and_then(day::of_value).ok_or_else(|| missing("case.conduct_date"))?;
    let list = |path: &str| case.file.fact(path).cloned().unwrap_or(Value::Array(Vec::new()));
    let read = |path: &str, found: serde_json::Error| DiscretionError::NotDecimal {
        place: path.to_owned(),
        found: found.to_string(),
    };
    let factors: Vec<BoundFactor> =
        serde_json::from_value(list("discretion.factors")).map_err(|error| read("discretion.factors", error))?;
    let circumstances: Vec<Circumstance> = serde_json::from_value(list("discretion.circumstances"))
        .map_err(|error| read("discretion.circumstances", error))?;
    let mut facts: std::collections::BTreeMap<String, Value> =
        case.file.facts.iter().map(|(path, fact)| (path.clone(), fact.value.clone())).collect();
    if !facts.contains_key("party.penalties_2y") {
        facts.insert("party.penalties_2y".to_owned(), json!(penalties(case, act_date)));
    }
    let usable = case.file.evidence.iter().filter(|(_, item)| item.excluded.is_none());
    Ok(SheetInput {
        entry: entry.to_owned(),
        act_date,
        decision_date: case.today(),
        party: Party { kind: case.file.text("party.kind").unwrap_or("organisation").to_owned() },
        facts,
        evidence: usable.map(|(id, item)| EvidenceRef { id: id.to_string(), kind: item.kind }).collect(),
        factors,
        circumstances,
        sheet: case.file.sheets.len() as u32 + 1,
    })
}

/// Fines of the two years before the conduct.
fn penalties(case: &Case<'_>, act_date: jiff::civil::Date) -> usize {
    let since = act_date.checked_sub(jiff::Span::new().years(2)).unwrap_or(jiff::civil::Date::MIN);
    case.facts
        .party_history
        .iter()
        .filter(|earlier| earlier.fined && earlier.decided_on >= since && earlier.decided_on <= act_date)
        .count()
}

/// The same conduct (same cause or its twin, same day) has been fined, here or, as an officer has found, elsewhere (行政处罚法 29).
fn double_jeopardy(case: &Case<'_>) -> bool {
    if case.flag("case.fined_before") {
        return true;
    }
    let Some(cause) = case.cause() else { return false };
    let conduct = case.file.fact("case.conduct_date").and_then(day::of_value);
    let twin = |id: &str| {
        id == cause.id
            || cause.successor.as_deref() == Some(id)
            || case.law.causes.get(id).is_some_and(|other| other.successor.as_deref() == Some(cause.id.as_str()))
    };
    case.facts
        .party_history
        .iter()
        .any(|earlier| earlier.fined && twin(&earlier.cause) && conduct.is_some() && earlier.conduct_date == conduct)
}

/// Writes the answer of a ruling: its fact, and a further version of the sheet where it is a new one.
pub(super) fn write(draft: &mut Draft<'_>, element: &ElementPath, output: &Value) {
    let law = draft.host.law.clone();
    let Some(ruling) = law.node(element.process(), element.element()).and_then(|node| node.ruling.as_ref()) else {
        return;
    };
    if let Some(sheet) = output.get("sheet").and_then(|sheet| serde_json::from_value::<Sheet>(sheet.clone()).ok())
        && draft.file.sheet() != Some(&sheet)
    {
        draft.push(DomainEvent::SheetMade { sheet: Box::new(sheet) });
    }
    if let Some(value) = output.get("value") {
        draft.write(&ruling.into, value.clone(), None, Some(element.as_str()));
    }
}
