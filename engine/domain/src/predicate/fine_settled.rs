//! The fine of the decision has been paid in full, by the bank's report. Without a decision to fine there is nothing to pay.

use crate::case::Case;
use crate::law::ActName;
use crate::money;

pub(super) fn holds(case: &Case<'_>) -> bool {
    if !case.file.has_done(ActName::DecisionIssue, Some("penalty")) {
        return true;
    }
    let due = case.file.fact("decision.fine").and_then(money::read);
    let paid = case.file.fact("payment.amount").and_then(money::read);
    matches!((due, paid), (Some(due), Some(paid)) if paid >= due)
}
