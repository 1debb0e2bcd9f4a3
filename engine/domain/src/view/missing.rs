//! What is still missing for an act: every gate that refuses, with article and words.

use crate::case::Case;
use crate::gate::{self, Doing, Refused};
use crate::law::{ActName, Basis, Mark, Requirement};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MissingItem {
    pub gate: String,
    /// The gate's refusal, parameters filled in.
    pub text: String,
    pub basis: Vec<Basis>,
    pub mark: Mark,
    /// What is missing, in Chinese, one phrase each.
    pub what: Vec<String>,
    /// The same as data.
    pub requires: Vec<Requirement>,
}

/// Everything that speaks against an act now, in the order of gates. Empty: nothing.
pub fn missing_for(case: &Case<'_>, act: ActName, doing: &Doing<'_>) -> Vec<MissingItem> {
    gate::check(case, act, doing).iter().map(|refused| item(case, refused, |_| true)).collect()
}

/// The same before anybody acts: who signs and shows the certificate is not yet known and not missing.
pub fn missing_before(case: &Case<'_>, act: ActName, kind: Option<&str>) -> Vec<MissingItem> {
    let doing = Doing { kind, ..Doing::default() };
    let at_hand = |part: &Requirement| !matches!(part, Requirement::Officers(_) | Requirement::Certificate(_));
    let items = gate::check(case, act, &doing).iter().map(|refused| item(case, refused, at_hand)).collect::<Vec<_>>();
    items.into_iter().filter(|item| !item.requires.is_empty()).collect()
}

fn item(case: &Case<'_>, refused: &Refused<'_>, keep: impl Fn(&Requirement) -> bool) -> MissingItem {
    let parts: Vec<&Requirement> = refused.missing.iter().copied().filter(|part| keep(part)).collect();
    MissingItem {
        gate: refused.gate.id.clone(),
        text: gate::refusal_text(case, refused.gate),
        basis: refused.gate.basis.clone(),
        mark: refused.gate.mark,
        what: parts.iter().map(|part| gate::missing_words(case, part)).collect(),
        requires: parts.into_iter().cloned().collect(),
    }
}
