//! What was ordered to be corrected has been found corrected by a recheck. A cause that brings an order with it must have had one.

use crate::case::Case;
use crate::law::ActName;

pub(super) fn holds(case: &Case<'_>) -> bool {
    let order = case.file.acts_of(ActName::DecisionIssue).rfind(|act| act.kind.as_deref() == Some("order"));
    let Some(order) = order else {
        return !case
            .cause()
            .is_some_and(|cause| cause.together.iter().any(|method| method == "P03" || method == "order_correct"));
    };
    let rechecked =
        case.file.acts_of(ActName::RecordMake).any(|act| act.kind.as_deref() == Some("recheck") && act.seq > order.seq);
    rechecked && case.flag("recheck.corrected")
}
