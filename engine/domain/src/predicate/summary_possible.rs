//! The amount is low enough for the summary procedure (行政处罚法 51).

use crate::case::Case;

pub(super) fn holds(case: &Case<'_>) -> bool {
    case.file.sheet().is_some_and(|sheet| sheet.flags.summary)
}
