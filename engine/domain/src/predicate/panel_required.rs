//! The amount reaches the threshold for a decision of all heads together, or the sheet mitigates (行政处罚法 57(2)).

use crate::case::Case;

pub(super) fn holds(case: &Case<'_>) -> bool {
    case.file.sheet().is_some_and(|sheet| sheet.flags.panel)
}
