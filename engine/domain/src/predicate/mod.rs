//! Predicates by name: facts of law that need more than one look at the case file. Gates, flows (`xl:unless`) and owned facts name them.

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
