//! The party has not been told, or of other facts or another amount (行政处罚法 44, 62; interrupt E04).

use crate::case::Case;
use crate::case_file::DocumentState;
use crate::law::ActName;
use crate::money;

pub(super) fn holds(case: &Case<'_>) -> bool {
    let Some(notice) = case.file.acts_of(ActName::NoticeIssue).next_back() else { return true };
    let served =
        notice.document.and_then(|id| case.document(id)).is_some_and(|paper| paper.state == DocumentState::Served);
    let told = case.file.fact("notice.proposed_fine").and_then(money::read);
    let now = case.file.sheet().map(|sheet| sheet.fine);
    !served || notice.seq < case.file.facts_changed || told != now
}
