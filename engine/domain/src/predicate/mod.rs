//! Predicates by name: facts of law that need more than one look at the case file. Gates, flows (`xl:unless`) and owned facts name them.

/// Every predicate that content may name.
pub const NAMES: &[&str] = &[
    "case_filed",
    "evidence_complete",
    "fine_in_range",
    "fine_settled",
    "hearing_required",
    "legal_review_required",
    "masked",
    "new_notice_required",
    "no_remedy_pending",
    "not_already_fined",
    "not_raised_after_statement",
    "orders_complied",
    "within_limitation",
];
