//! Discretion: from a penal clause, facts and evidence to one amount, with every step written down (裁量计算书, W55).
//!
//! Content owns the formula and the factor table; this module owns exact decimals, evidence, the clamp of the statute, rounding,
//! the comparison of old and new law, and the sheet. Nobody enters an amount anywhere.

mod compare;
mod compute;
mod factors;
mod input;
mod reasons;
mod sheet;
#[cfg(test)]
mod tests;

pub use input::{BoundFactor, Circumstance, CircumstanceKind, EvidenceRef, Party, SheetInput};
pub use reasons::reasons;
pub use sheet::{Clamped, Compared, Comparison, Flags, Range, Sheet, SheetFactor};

use crate::law::{CauseEntry, DiscretionMethod, Law};
use jiff::civil::Date;

/// Why no sheet can be made. Nothing is guessed: an amount is exact or there is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiscretionError {
    #[error("expected a cause entry, but nothing defines `{entry}`")]
    EntryUnknown { entry: String },
    #[error("expected `{entry}` to apply on {act_date}, but it does not")]
    EntryNotValid { entry: String, act_date: Date },
    #[error("expected `{entry}` to have a range of fine, but it has none that this version can compute")]
    NoRange { entry: String },
    #[error("expected a factor table for `{entry}` in force on {day}, but there is none")]
    NoTable { entry: String, day: Date },
    #[error("expected fact `{path}` to be known, but it is not")]
    FactMissing { path: String },
    #[error("expected factor `{factor}` in the table, but it is not there")]
    FactorUnknown { factor: String },
    #[error("expected an option of factor `{factor}`, but found `{option}`")]
    OptionUnknown { factor: String, option: String },
    #[error("facts put factor `{factor}` into `{decided}`, but `{given}` was given")]
    OptionContradictsFact { factor: String, given: String, decided: String },
    #[error("expected decimal text in {place}, but found `{found}`")]
    NotDecimal { place: String, found: String },
    #[error("expected mitigation alone or other circumstances, but found both")]
    CircumstancesMixed,
    #[error("factor table `{table}`: {text}")]
    Script { table: String, text: String },
}

impl DiscretionError {
    /// Stable code for problems and messages.
    pub fn code(&self) -> &'static str {
        match self {
            DiscretionError::EntryUnknown { .. } => "cause-unknown",
            DiscretionError::EntryNotValid { .. } => "cause-not-valid",
            DiscretionError::NoRange { .. } => "discretion-no-range",
            DiscretionError::NoTable { .. } => "discretion-no-table",
            DiscretionError::FactMissing { .. } => "fact-missing",
            DiscretionError::FactorUnknown { .. } => "factor-unknown",
            DiscretionError::OptionUnknown { .. } => "option-unknown",
            DiscretionError::OptionContradictsFact { .. } => "option-contradicts-fact",
            DiscretionError::NotDecimal { .. } => "not-decimal",
            DiscretionError::CircumstancesMixed => "circumstances-mixed",
            DiscretionError::Script { .. } => "discretion-script",
        }
    }
}

/// Computes a sheet. Pure: equal input and law give an equal sheet, whatever the order of the input's lists.
///
/// # Errors
/// Says what was expected and what was found.
pub fn sheet(input: &SheetInput, law: &Law) -> Result<Sheet, DiscretionError> {
    let entry = entry_of(&input.entry, law)?;
    if !entry.valid.covers(input.act_date) {
        return Err(DiscretionError::EntryNotValid { entry: entry.id.clone(), act_date: input.act_date });
    }
    let own = compute::under(entry, input, law)?;
    match compare::other_law(entry, input, law) {
        None => Ok(own),
        Some(other) => {
            let new = compute::under(entry_of(&other, law)?, input, law)?;
            Ok(compare::lighter(own, new))
        }
    }
}

fn entry_of<'a>(id: &str, law: &'a Law) -> Result<&'a CauseEntry, DiscretionError> {
    law.causes.get(id).ok_or_else(|| DiscretionError::EntryUnknown { entry: id.to_owned() })
}

fn method_of<'a>(entry: &CauseEntry, day: Date, law: &'a Law) -> Result<&'a DiscretionMethod, DiscretionError> {
    let method = entry.discretion.as_ref().and_then(|table| law.methods.get(table));
    method
        .filter(|method| method.table.valid.covers(day))
        .ok_or_else(|| DiscretionError::NoTable { entry: entry.id.clone(), day })
}

/// The statutory range of an entry.
///
/// # Errors
/// The entry has no amount of kind `range`, or its ends are no decimals.
pub fn range_of(entry: &CauseEntry) -> Result<Range, DiscretionError> {
    let none = || DiscretionError::NoRange { entry: entry.id.clone() };
    let amount =
        entry.amount.as_ref().filter(|amount| amount.kind == crate::law::AmountKind::Range).ok_or_else(none)?;
    let end = |text: &Option<String>| {
        let found = text.clone().ok_or_else(none)?;
        crate::money::parse(&found).ok_or(DiscretionError::NotDecimal { place: entry.id.clone(), found })
    };
    Ok(Range { min: end(&amount.min)?, max: end(&amount.max)? })
}
