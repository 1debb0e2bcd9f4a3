//! Predicates by name: facts of law that need more than one look at the case file. Gates, flows (`xl:unless`) and owned facts name them.
//!
//! To add one: a file here with `holds`, a line in `NAMES`, a line in `holds` below, a test that admits and one that refuses.

mod already_fined;
mod evidence_complete;
mod fine_in_range;
mod fine_not_above_notice;
mod fine_settled;
mod hearing_required;
mod in_limitation;
mod legal_review_required;
mod masked;
mod mitigated;
mod new_notice_required;
mod no_remedy_pending;
mod orders_complied;
mod panel_required;
mod summary_possible;
#[cfg(test)]
mod tests;

pub use masked::hits;

use crate::case::Case;
use serde_json::Value;

/// Every predicate that content may name.
pub const NAMES: &[&str] = &[
    "already_fined",
    "evidence_complete",
    "fine_in_range",
    "fine_not_above_notice",
    "fine_settled",
    "hearing_required",
    "in_limitation",
    "legal_review_required",
    "masked",
    "mitigated",
    "new_notice_required",
    "no_remedy_pending",
    "orders_complied",
    "panel_required",
    "summary_possible",
];

/// Whether a predicate holds. An unknown name never holds; `Law::problems` finds it before.
pub fn holds(name: &str, case: &Case<'_>) -> bool {
    match name {
        "already_fined" => already_fined::holds(case),
        "evidence_complete" => evidence_complete::holds(case),
        "fine_in_range" => fine_in_range::holds(case),
        "fine_not_above_notice" => fine_not_above_notice::holds(case),
        "fine_settled" => fine_settled::holds(case),
        "hearing_required" => hearing_required::holds(case),
        "in_limitation" => in_limitation::holds(case),
        "legal_review_required" => legal_review_required::holds(case),
        "masked" => masked::holds(case),
        "mitigated" => mitigated::holds(case),
        "new_notice_required" => new_notice_required::holds(case),
        "no_remedy_pending" => no_remedy_pending::holds(case),
        "orders_complied" => orders_complied::holds(case),
        "panel_required" => panel_required::holds(case),
        "summary_possible" => summary_possible::holds(case),
        _ => false,
    }
}

/// The value of a fact that a predicate owns.
pub fn value(name: &str, case: &Case<'_>) -> Option<Value> {
    NAMES.contains(&name).then(|| Value::Bool(holds(name, case)))
}
