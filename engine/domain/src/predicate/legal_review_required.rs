//! 行政处罚法 58(1): a hearing, a complicated case; and every ordinary case where the agency has chosen so (C).

use crate::case::Case;

pub(super) fn holds(case: &Case<'_>) -> bool {
    let sheet = case.file.sheet();
    let by_law = sheet.is_some_and(|sheet| {
        sheet.flags.hearing || sheet.flags.panel || sheet.compared.as_ref().is_some_and(|c| c.conflict)
    });
    by_law || case.law.agency.legal_review.all_ordinary
}
