//! One law, one amount: factors, circumstances, script, clamp, rounding, flags.

use super::sheet::SheetCircumstance;
use super::{CircumstanceKind, Clamped, DiscretionError, Flags, Range, Sheet, SheetFactor, SheetInput};
use super::{factors, method_of, range_of};
use crate::law::{CauseEntry, DiscretionMethod, FactorTable, Law, Round, Threshold};
use crate::money::{grouped, text};
use rust_decimal::{Decimal, RoundingStrategy};
use script::{Script, Value};
use std::collections::BTreeMap;

const PERCENT: Decimal = Decimal::ONE_HUNDRED;

/// The sheet under one entry, without the comparison.
pub(super) fn under(entry: &CauseEntry, input: &SheetInput, law: &Law) -> Result<Sheet, DiscretionError> {
    let method = method_of(entry, input.decision_date, law)?;
    let range = range_of(entry)?;
    let factors = factors::decide(&method.table, input, law)?;
    let circumstances = circumstances(input)?;
    let adjust = adjustment(&circumstances, &method.table)?;
    let raw = run(method, range, &factors, adjust)?;
    let sum: Decimal = factors.iter().map(|factor| factor.points).sum();
    let (unrounded, clamped) = clamp(raw, range, sum, adjust);
    let fine = round(unrounded, range, method.table.round, adjust);
    Ok(Sheet {
        sheet: input.sheet,
        entry: entry.id.clone(),
        act_date: input.act_date,
        decision_date: input.decision_date,
        range,
        table: method.table.id.clone(),
        table_digest: method.table_digest.clone(),
        script_digest: method.script_digest.clone(),
        steps: steps(range, &factors, adjust, unrounded, clamped),
        factors,
        circumstances,
        unrounded,
        clamped,
        fine,
        compared: None,
        flags: flags(entry, input, fine, adjust, law),
    })
}

type Adjust = Option<(CircumstanceKind, Decimal)>;

fn circumstances(input: &SheetInput) -> Result<Vec<SheetCircumstance>, DiscretionError> {
    let mut listed = Vec::new();
    for given in &input.circumstances {
        let full = factors::points(&given.points, &given.id)?;
        let not_counted = factors::lack(&[], &given.evidence, input);
        let points = if not_counted.is_some() { Decimal::ZERO } else { full };
        listed.push(SheetCircumstance {
            kind: given.kind,
            id: given.id.clone(),
            points,
            evidence: given.evidence.clone(),
            not_counted,
        });
    }
    listed.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
    Ok(listed)
}

/// One adjustment out of all circumstances, capped by the table: aggravating and lightening ones are set off against each other.
fn adjustment(listed: &[SheetCircumstance], table: &FactorTable) -> Result<Adjust, DiscretionError> {
    let total = |kind, cap: &str| -> Result<Decimal, DiscretionError> {
        let sum: Decimal = listed.iter().filter(|c| c.kind == kind).map(|c| c.points).sum();
        Ok(sum.min(factors::points(cap, &table.id)?))
    };
    let aggravate = total(CircumstanceKind::Aggravate, &table.caps.aggravate)?;
    let lighten = total(CircumstanceKind::Lighten, &table.caps.lighten)?;
    let mitigate = total(CircumstanceKind::Mitigate, &table.caps.mitigate)?;
    if !mitigate.is_zero() {
        if !aggravate.is_zero() || !lighten.is_zero() {
            return Err(DiscretionError::CircumstancesMixed);
        }
        return Ok(Some((CircumstanceKind::Mitigate, mitigate)));
    }
    let net = aggravate - lighten;
    Ok(if net.is_zero() {
        None
    } else if net.is_sign_positive() {
        Some((CircumstanceKind::Aggravate, net))
    } else {
        Some((CircumstanceKind::Lighten, -net))
    })
}

fn run(
    method: &DiscretionMethod,
    range: Range,
    factors: &[SheetFactor],
    adjust: Adjust,
) -> Result<Decimal, DiscretionError> {
    let failed = |text: String| DiscretionError::Script { table: method.table.id.clone(), text };
    let script = Script::compile(&method.script).map_err(|error| failed(error.to_string()))?;
    let map = |pairs: Vec<(&str, Value)>| {
        Value::Map(pairs.into_iter().map(|(k, v)| (k.into(), v)).collect::<BTreeMap<_, _>>())
    };
    let list = factors.iter().filter(|factor| factor.not_counted.is_none()).map(|factor| {
        let option = Value::Text(factor.option.clone().unwrap_or_default().as_str().into());
        map(vec![
            ("id", Value::Text(factor.factor.as_str().into())),
            ("option", option),
            ("points", Value::Decimal(factor.points)),
        ])
    });
    let arguments = [
        map(vec![("min", Value::Decimal(range.min)), ("max", Value::Decimal(range.max))]),
        Value::List(list.collect()),
        adjust.map_or(Value::Null, |(kind, points)| {
            map(vec![("kind", Value::Text(kind.as_str().into())), ("points", Value::Decimal(points))])
        }),
    ];
    match script.call("amount", &arguments).map_err(|error| failed(error.to_string()))? {
        Value::Decimal(amount) => Ok(amount),
        Value::Int(amount) => Ok(Decimal::from(amount)),
        other => Err(failed(format!("expected `amount` to return a decimal, but found {}", other.word()))),
    }
}

/// The statute's own bounds; only mitigation may go below them.
fn clamp(raw: Decimal, range: Range, sum: Decimal, adjust: Adjust) -> (Decimal, Clamped) {
    if matches!(adjust, Some((CircumstanceKind::Mitigate, _))) {
        return (raw.max(Decimal::ZERO), Clamped::None);
    }
    if raw > range.max {
        (range.max, Clamped::Max)
    } else if raw < range.min {
        (range.min, Clamped::Min)
    } else if raw == range.max && range.min + range.max * sum / PERCENT > range.max {
        (raw, Clamped::Max)
    } else {
        (raw, Clamped::None)
    }
}

fn round(amount: Decimal, range: Range, rule: Round, adjust: Adjust) -> Decimal {
    let unit = match rule {
        Round::DownToYuan => Decimal::ONE,
        Round::DownToTenYuan => Decimal::TEN,
        Round::DownToHundredYuan => PERCENT,
    };
    let down = (amount / unit).round_dp_with_strategy(0, RoundingStrategy::ToZero) * unit;
    let mitigated = matches!(adjust, Some((CircumstanceKind::Mitigate, _)));
    if down < range.min && !mitigated {
        range.min.round_dp_with_strategy(0, RoundingStrategy::AwayFromZero)
    } else {
        down
    }
}

fn steps(range: Range, factors: &[SheetFactor], adjust: Adjust, unrounded: Decimal, clamped: Clamped) -> Vec<String> {
    let sum: Decimal = factors.iter().map(|factor| factor.points).sum();
    let parts: Vec<_> =
        factors.iter().filter(|f| !f.points.is_zero()).map(|f| format!("{}%", text(f.points))).collect();
    let total = format!("{}%", text(sum));
    let joined = if parts.is_empty() { total.clone() } else { format!("{}＝{total}", parts.join("＋")) };
    let plain = range.min + range.max * sum / PERCENT;
    let mut steps = vec![
        format!("起点 {} 元（区间下限）", grouped(range.min)),
        format!("因子合计 {joined}"),
        format!("{}＋{}×{total}＝{}", grouped(range.min), grouped(range.max), grouped(plain)),
    ];
    let base = plain.min(range.max);
    if plain > range.max {
        steps.push(format!("高于区间上限，按上限 {} 元", grouped(range.max)));
    }
    if let Some((kind, points)) = adjust {
        let share = format!("{}%", text(points));
        steps.push(match kind {
            CircumstanceKind::Aggravate => {
                let to = base + range.max * points / PERCENT;
                format!("从重：{}＋{}×{share}＝{}", grouped(base), grouped(range.max), grouped(to))
            }
            CircumstanceKind::Lighten => {
                let to = base - range.max * points / PERCENT;
                format!("从轻：{}－{}×{share}＝{}", grouped(base), grouped(range.max), grouped(to))
            }
            CircumstanceKind::Mitigate => {
                format!("减轻：{}×（1－{share}）＝{}", grouped(range.min), grouped(unrounded))
            }
        });
        match clamped {
            Clamped::Max if base < range.max => steps.push(format!("高于区间上限，按上限 {} 元", grouped(range.max))),
            Clamped::Min => steps.push(format!("低于区间下限，按下限 {} 元", grouped(range.min))),
            _ => {}
        }
    }
    steps
}

fn reaches(amount: Decimal, threshold: &Threshold, person: bool) -> Option<std::cmp::Ordering> {
    let own = if person { &threshold.citizen } else { &threshold.organisation };
    let line = own.as_deref().or(threshold.amount.as_deref()).and_then(crate::money::parse)?;
    Some(amount.cmp(&line))
}

fn flags(entry: &CauseEntry, input: &SheetInput, fine: Decimal, adjust: Adjust, law: &Law) -> Flags {
    let thresholds = &law.agency.thresholds;
    let person = input.party.is_person();
    let mitigated = matches!(adjust, Some((CircumstanceKind::Mitigate, _)));
    let handled = |number: &str| entry.handling.iter().chain(&entry.on_refusal).any(|method| method == number);
    Flags {
        hearing: reaches(fine, &thresholds.hearing, person).is_some_and(std::cmp::Ordering::is_ge),
        panel: mitigated || reaches(fine, &thresholds.panel, person).is_some_and(std::cmp::Ordering::is_ge),
        summary: reaches(fine, &thresholds.summary, person).is_some_and(std::cmp::Ordering::is_le),
        detention: handled("P19"),
        crime: handled("P20") || input.facts.get("report.crime_clue") == Some(&serde_json::Value::Bool(true)),
    }
}
