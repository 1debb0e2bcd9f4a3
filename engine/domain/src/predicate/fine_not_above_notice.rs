//! The amount is not higher than the one of which the party was told (行政处罚法 45(2)).

use crate::case::Case;
use crate::money;

pub(super) fn holds(case: &Case<'_>) -> bool {
    let told = case.file.fact("notice.proposed_fine").and_then(money::read);
    let now = case.file.sheet().map(|sheet| sheet.fine);
    matches!((told, now), (Some(told), Some(now)) if now <= told)
}
