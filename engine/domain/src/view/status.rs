//! The legal status of a case, derived from its acts and never stored (procedures.md section 3).

use crate::case::Case;
use crate::case_file::DocumentState;
use crate::law::ActName;

crate::law::names! {
    /// Status of a case.
    Status {
        Clue = "clue", PreReview = "pre_review", NotFiled = "not_filed", Filed = "filed", Investigating = "investigating",
        UnderReview = "under_review", Noticed = "noticed", LegalReview = "legal_review", Decided = "decided", Served = "served",
        Executed = "executed", Closed = "closed", Archived = "archived", Suspended = "suspended",
    }
}

impl Status {
    pub fn word(self) -> &'static str {
        match self {
            Status::Clue => "线索",
            Status::PreReview => "初查",
            Status::NotFiled => "不予立案",
            Status::Filed => "已立案",
            Status::Investigating => "调查取证",
            Status::UnderReview => "案件审查",
            Status::Noticed => "已告知",
            Status::LegalReview => "法制审核",
            Status::Decided => "已决定",
            Status::Served => "已送达",
            Status::Executed => "已执行",
            Status::Closed => "已结案",
            Status::Archived => "已归档",
            Status::Suspended => "已中止",
        }
    }
}

/// Whether the decision on the fine is issued.
pub fn fine_is_decided(case: &Case<'_>) -> bool {
    case.file.has_done(ActName::DecisionIssue, Some("penalty"))
}

/// The furthest thing that has counted legally.
pub fn status(case: &Case<'_>) -> Status {
    let done = |name, kind| case.file.has_done(name, kind);
    if done(ActName::CaseArchive, None) {
        return Status::Archived;
    }
    if done(ActName::CaseClose, None) {
        return Status::Closed;
    }
    if case.file.run("T17").is_some_and(|run| run.state == crate::limit::LimitState::Running) {
        return Status::Suspended;
    }
    if fine_is_decided(case) {
        let paper = case.file.acts_of(ActName::DecisionIssue).filter_map(|act| act.document).next_back();
        let served = paper.and_then(|id| case.document(id)).is_some_and(|paper| paper.state == DocumentState::Served);
        return match (served, crate::predicate::holds("fine_settled", case)) {
            (_, true) => Status::Executed,
            (true, false) => Status::Served,
            (false, false) => Status::Decided,
        };
    }
    if case
        .file
        .completed
        .keys()
        .any(|place| place.rsplit('>').next().is_some_and(|element| element.starts_with("legal_review/")))
    {
        return Status::LegalReview;
    }
    if done(ActName::NoticeIssue, None) {
        return Status::Noticed;
    }
    if done(ActName::RecordMake, Some("investigation_report")) {
        return Status::UnderReview;
    }
    if done(ActName::CauseChoose, None) {
        return Status::Investigating;
    }
    if done(ActName::FilingOpen, None) {
        return Status::Filed;
    }
    if done(ActName::FilingRefuse, None) {
        return Status::NotFiled;
    }
    if done(ActName::RecordMake, Some("site_record")) { Status::PreReview } else { Status::Clue }
}
