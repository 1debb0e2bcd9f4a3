//! Facts that an act alone writes (owner `{"act": …}` in facts.json), and the attributes that gates ask about.

use crate::case::Case;
use crate::case_file::DocumentId;
use crate::day;
use crate::law::ActName;
use crate::money;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Path and value of each fact. Payments bring their own (`host::external`).
pub fn written(
    case: &Case<'_>,
    name: ActName,
    kind: Option<&str>,
    document: Option<DocumentId>,
    on: Date,
) -> Vec<(&'static str, Value)> {
    let fine = || case.file.sheet().map(|sheet| json!(money::text(sheet.fine)));
    let now = || json!(day::instant_text(case.facts.now));
    match (name, kind) {
        (ActName::FilingOpen, _) => vec![("case.filed_at", json!(on))],
        (ActName::CauseChoose, Some(entry)) => vec![("case.cause", json!(entry))],
        (ActName::RecordMake, Some("investigation_report")) => vec![("report.made_at", json!(on))],
        (ActName::ReviewConclude, Some("case")) => vec![("review.reviewed_at", json!(on))],
        (ActName::ReviewConclude, Some("legal")) => vec![("legal.reviewed_at", json!(on))],
        (ActName::NoticeIssue, _) => {
            let mut facts = vec![("notice.issued_at", json!(on))];
            if let Some(sheet) = case.file.sheet() {
                facts.push(("notice.proposed_fine", json!(money::text(sheet.fine))));
                facts.push(("notice.proposal", json!(format!("罚款{}元", money::grouped(sheet.fine)))));
            }
            facts
        }
        (ActName::StatementReview, _) => vec![("statement.review.reviewed_at", json!(on))],
        (ActName::DecisionIssue, Some("order")) => vec![("order.issued_at", json!(on))],
        (ActName::DecisionIssue, _) => {
            let mut facts = vec![("decision.issued_at", json!(on))];
            facts.extend(fine().map(|fine| ("decision.fine", fine)));
            facts
        }
        (ActName::DocumentSeal, _) => {
            let decided = case.file.acts_of(ActName::DecisionIssue).rfind(|act| act.kind.as_deref() == Some("penalty"));
            let own = document.is_some() && decided.is_some_and(|act| act.document == document);
            if own { vec![("decision.registered_at", now())] } else { Vec::new() }
        }
        (ActName::DisclosurePublish, _) => vec![("disclosure.published_at", now())],
        (ActName::CaseClose, _) => vec![("case.closed_at", json!(on))],
        (ActName::CaseArchive, _) => vec![("case.archived_at", json!(on))],
        _ => Vec::new(),
    }
}

/// What `act_done` may ask beyond kind, outcome and service.
pub fn attributes(case: &Case<'_>, name: ActName) -> BTreeMap<String, Value> {
    match (name, case.file.sheet()) {
        (ActName::NoticeIssue, Some(sheet)) => BTreeMap::from([("hearing".to_owned(), json!(sheet.flags.hearing))]),
        _ => BTreeMap::new(),
    }
}
