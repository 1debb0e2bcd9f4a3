//! The amount of the sheet lies within the statutory range of the entry applied (行政处罚法 4, 5).

use crate::case::Case;

pub(super) fn holds(case: &Case<'_>) -> bool {
    let Some(sheet) = case.file.sheet() else { return false };
    let Some(range) = case.law.causes.get(&sheet.entry).and_then(|entry| crate::discretion::range_of(entry).ok())
    else {
        return false;
    };
    range.min <= sheet.fine && sheet.fine <= range.max
}
