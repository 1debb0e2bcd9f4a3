//! The amount reaches the agency's threshold for a hearing (行政处罚法 63).

use crate::case::Case;

pub(super) fn holds(case: &Case<'_>) -> bool {
    case.file.sheet().is_some_and(|sheet| sheet.flags.hearing)
}
