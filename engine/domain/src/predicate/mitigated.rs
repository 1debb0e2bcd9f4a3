//! The sheet goes below the range for a circumstance with evidence (行政处罚法 32).

use crate::case::Case;
use crate::discretion::CircumstanceKind;

pub(super) fn holds(case: &Case<'_>) -> bool {
    let counted = |sheet: &crate::discretion::Sheet| {
        sheet.circumstances.iter().any(|c| c.kind == CircumstanceKind::Mitigate && c.not_counted.is_none())
    };
    case.file.sheet().is_some_and(counted)
}
