//! What is still missing for an act: every gate that refuses, with its words.

use crate::case::Case;
use crate::gate::{self, Doing};
use crate::law::{ActName, GateLaw, Requirement};

/// A gate that refuses an act now.
#[derive(Debug, Clone, PartialEq)]
pub struct MissingItem<'a> {
    pub gate: &'a GateLaw,
    /// The gate's refusal, parameters filled in.
    pub text: String,
    /// What is missing, in Chinese, one phrase each; nothing where the refusal says already that the facts are not known yet.
    pub what: Vec<String>,
    /// The same as data.
    pub requires: Vec<&'a Requirement>,
}

/// Everything that speaks against an act before anybody acts, in the order of gates: who signs and shows the certificate is not
/// yet known and not missing. Empty: nothing.
pub fn missing_before<'a>(case: &Case<'a>, act: ActName, kind: Option<&str>) -> Vec<MissingItem<'a>> {
    let refused = gate::check(case, act, &Doing { kind, ..Doing::default() }).into_iter();
    let items = refused.map(|refused| {
        let at_hand = |part: &&Requirement| !matches!(part, Requirement::Officers(_) | Requirement::Certificate(_));
        let requires: Vec<&Requirement> = refused.missing.into_iter().filter(at_hand).collect();
        let words = || requires.iter().map(|part| gate::missing_words(case, part)).collect();
        let what = if gate::is_open(case, refused.gate) { Vec::new() } else { words() };
        MissingItem { gate: refused.gate, text: gate::refusal_text(case, refused.gate), what, requires }
    });
    items.filter(|item| !item.requires.is_empty()).collect()
}
