//! The columns of a case that lists show, derived from its file at each commit and never stored beside it as a second truth.

use crate::case::Loaded;
use crate::engine::Decided;
use domain::case_file::CaseFile;
use domain::law::{ActName, Law};
use serde_json::{Value, json};
use store::record::case::CaseHead;

/// The head after a decision.
pub fn of(before: &Loaded, after: &Decided, now: i64) -> CaseHead {
    let (law, file) = (&before.release.law, &after.file);
    let (phase, phase_title) = phase(file);
    let cause = file.text("case.cause").map(str::to_string);
    let cause_title = cause.as_ref().and_then(|id| law.causes.get(id)).map(|c| c.title.clone());
    let text = |path: &str| file.text(path).map(str::to_string);
    let at = |name: ActName| file.acts_of(name).next().map(|act| act.at);
    CaseHead {
        clue_no: text("clue.no"),
        case_no: text("case.no"),
        title: cause_title
            .clone()
            .or_else(|| text("case.suspected"))
            .or_else(|| text("clue.content"))
            .unwrap_or_else(|| "线索".into()),
        cause,
        cause_title,
        party_name: text("party.name").or_else(|| text("clue.object")),
        party_code: text("party.uscc"),
        unit: before.head.unit.clone(),
        unit_name: before.head.unit_name.clone(),
        methods: methods(law, file),
        phase: phase.into(),
        phase_title: phase_title.into(),
        result: file.sheet().map(|s| format!("罚款 {} 元", domain::money::grouped(s.fine))),
        action_code: text("case.action_code"),
        decision_no: decision_number(law, file),
        lead: file.person("lead_officer").map(str::to_string),
        opened_at: before.head.opened_at,
        filed_at: at(ActName::FilingOpen),
        closed_at: at(ActName::CaseClose),
        archived_at: at(ActName::CaseArchive),
        changed_at: now,
        data: json!({
            "conduct_date": file.text("case.conduct_date"),
            "decided_on": file.acts_of(ActName::DecisionIssue).next_back().map(|act| act.on.to_string()),
        })
        .to_string(),
    }
}

/// Where the case stands legally: the furthest act that was done.
pub fn phase(file: &CaseFile) -> (&'static str, &'static str) {
    let done = |name| file.has_done(name, None);
    let concluded = |kind: &str| {
        file.acts_of(ActName::ReviewConclude)
            .any(|a| a.kind.as_deref() == Some(kind) && a.outcome.as_deref() == Some("agree"))
    };
    match () {
        () if done(ActName::CaseArchive) => ("archived", "已归档"),
        () if done(ActName::CaseClose) => ("closed", "已结案"),
        () if done(ActName::FilingRefuse) => ("not_filed", "不予立案"),
        () if file.has_done(ActName::DecisionIssue, Some("penalty")) => ("decided", "已作出决定"),
        () if concluded("legal") => ("deciding", "待作出决定"),
        () if done(ActName::NoticeIssue) => ("noticed", "已告知"),
        () if file.has_done(ActName::RecordMake, Some("investigation_report")) => ("under_review", "案件审查"),
        () if done(ActName::FilingOpen) => ("investigating", "调查取证"),
        () => ("clue", "线索"),
    }
}

/// The number of the paper that the decision on the penalty froze.
fn decision_number(law: &Law, file: &CaseFile) -> Option<String> {
    let decided = |kind: &str| {
        law.documents.get(kind).is_some_and(|entry| entry.frozen_by(ActName::DecisionIssue, Some("penalty")).is_some())
    };
    let papers = file.documents.values().filter(|d| decided(&d.kind));
    papers.filter_map(|d| d.number.clone()).next_back()
}

fn methods(law: &Law, file: &CaseFile) -> String {
    let titles = file
        .started
        .iter()
        .filter_map(|id| law.processes.get(id))
        .filter(|p| p.kind == "procedure")
        .map(|p| p.name.as_str());
    titles.collect::<Vec<_>>().join("、")
}

/// A fact as text for people.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => "—".into(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "是".into(),
        Value::Bool(false) => "否".into(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}
