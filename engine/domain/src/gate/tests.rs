//! Every gate of the first case: one test that refuses and one that admits, over the shipped gates.

use super::*;
use crate::calendar::Calendar;
use crate::case::{Actor, Facts, HeldCertificate};
use crate::case_file::{ActRecord, CaseFile};
use crate::discretion::{self, SheetInput};
use crate::event::DomainEvent;
use crate::law::Law;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

/// A case in the words of the subject.
pub(crate) struct World {
    pub law: Law,
    pub file: CaseFile,
    pub facts: Facts,
}

impl World {
    pub fn new(today: Date) -> World {
        let law = crate::law::tests::shipped();
        let calendar = Calendar::new(law.calendars.values());
        let held = |no: &str, to| Some(HeldCertificate { no: no.to_owned(), from: date(2024, 1, 1), to });
        let person = |id: &str, name: &str, certificate| Actor {
            id: id.to_owned(),
            name: name.to_owned(),
            unit: "example-city".to_owned(),
            certificate,
            ..Actor::default()
        };
        let staff = vec![
            person("u-lead", "主办人甲", held("演示99990101", date(2028, 12, 31))),
            person("u-assist", "协办人乙", held("演示99990102", date(2028, 12, 31))),
            person("u-expired", "协办人戌", held("演示99990103", date(2026, 6, 30))),
            person("u-reviewer", "审查员戊", None),
            person("u-legal", "法审员己", None),
            person("u-head", "局领导庚", None),
        ];
        let facts = Facts { staff, calendar, now: crate::day::start_ms(today) + 9 * 3_600_000, ..Facts::default() };
        World { law, file: CaseFile::new("c", "example-city"), facts }
    }

    pub fn write(&mut self, path: &str, value: Value) -> &mut World {
        let review = self.law.fact(path).is_some_and(|fact| fact.review);
        self.file.apply(&DomainEvent::FactWritten { path: path.to_owned(), value, instance: None, from: None, review });
        self
    }

    pub fn done(&mut self, name: ActName, kind: &str, on: Date) -> &mut World {
        self.act(name, kind, on, None, None)
    }

    pub fn act(
        &mut self,
        name: ActName,
        kind: &str,
        on: Date,
        outcome: Option<&str>,
        document: Option<u64>,
    ) -> &mut World {
        let kind = (!kind.is_empty()).then(|| kind.to_owned());
        let outcome = outcome.map(str::to_owned);
        let document = document.map(exec::Id);
        let (by, element, signers, attributes) = (None, None, Vec::new(), Default::default());
        self.file.apply(&DomainEvent::ActDone(ActRecord {
            name,
            kind,
            by,
            on,
            at: 0,
            outcome,
            document,
            element,
            signers,
            attributes,
            seq: 0,
        }));
        self
    }

    pub fn paper(&mut self, id: u64, kind: &str, fine: &str) -> &mut World {
        self.file.apply(&DomainEvent::DocumentDrafted {
            document: exec::Id(id),
            kind: kind.to_owned(),
            version: 1,
            element: "t/t".to_owned(),
            instance: None,
            fine: Some(fine.to_owned()),
            signatures: Vec::new(),
        });
        self
    }

    pub fn served(&mut self, id: u64, on: Date) -> &mut World {
        self.file.apply(&DomainEvent::DocumentServed { document: exec::Id(id), on });
        self
    }

    pub fn limit(&mut self, id: &str, start: Date) -> &mut World {
        self.file.apply(&DomainEvent::LimitStarted {
            limit: id.to_owned(),
            start,
            due: None,
            calendar: None,
            provisional: false,
        });
        self
    }

    pub fn acted(&mut self, person: &str, group: DutyGroup) -> &mut World {
        self.file.apply(&DomainEvent::PersonActed { person: person.to_owned(), group });
        self
    }

    /// The sheet of X01 (10,000) or, with `area` and `times`, a heavier one.
    pub fn sheet(&mut self, area: &str, times: u32, circumstances: Value) -> &mut World {
        let input: SheetInput = serde_json::from_value(json!({
            "entry": "AIR2018-117-1-2", "act_date": "2026-08-14", "decision_date": "2026-08-25", "party": {"kind": "legal_person"},
            "facts": {"site.area_m2": area, "party.penalties_2y": times},
            "evidence": [{"id": "E1", "kind": "site_record"}, {"id": "E2", "kind": "documentary"}],
            "factors": [{"factor": "amount", "evidence": ["E1"]}, {"factor": "history", "evidence": ["E2"]}],
            "circumstances": circumstances, "sheet": self.file.sheets.len() + 1
        }))
        .unwrap_or_else(|error| panic!("{error}"));
        let sheet = discretion::sheet(&input, &self.law).unwrap_or_else(|error| panic!("{error}"));
        let fine = crate::money::text(sheet.fine);
        self.file.apply(&DomainEvent::SheetMade { sheet: Box::new(sheet) });
        self.write("case.cause", json!("AIR2018-117-1-2")).write("sheet.fine", json!(fine))
    }

    pub fn refused(&self, act: ActName, doing: &Doing<'_>) -> Vec<String> {
        let case = Case::new(&self.file, &self.law, &self.facts);
        check(&case, act, doing).iter().map(|refused| refused.gate.id.clone()).collect()
    }

    fn speaks(&self, gate: &str, act: ActName, kind: &str) -> bool {
        self.refused(act, &Doing { kind: Some(kind), ..Doing::default() }).iter().any(|id| id == gate)
    }
}

fn signatures(people: &[&str]) -> Vec<Signature> {
    people.iter().filter_map(|person| Signature::read(&json!(person))).collect()
}

const TODAY: Date = date(2026, 9, 8);

#[test]
fn g01_two_officers_with_valid_certificates() {
    let world = World::new(TODAY);
    let try_with = |people: &[&str]| {
        let signed = signatures(people);
        let doing = Doing { kind: Some("W45"), by: Some("u-lead"), signatures: &signed, ..Doing::default() };
        world.refused(ActName::DocumentServe, &doing)
    };
    assert_eq!(try_with(&["party", "u-lead"]), ["G01"], "one officer who signs twice is one");
    assert_eq!(try_with(&["u-lead", "u-expired"]), ["G01"], "an expired certificate");
    assert_eq!(try_with(&["party", "u-lead", "u-assist"]), [""; 0]);
}

#[test]
fn g02_certificate_shown_before_the_record() {
    let mut world = World::new(TODAY);
    let signed = signatures(&["u-lead", "u-assist"]);
    let doing = Doing { kind: Some("site_record"), by: Some("u-lead"), signatures: &signed, ..Doing::default() };
    assert_eq!(world.refused(ActName::RecordMake, &doing), ["G02"]);
    world.write("record.certificate_shown", json!(true));
    assert_eq!(world.refused(ActName::RecordMake, &doing), [""; 0]);
}

#[test]
fn g03_no_notice_and_no_decision_before_filing() {
    let mut world = World::new(TODAY);
    assert!(world.speaks("G03", ActName::NoticeIssue, "penalty"));
    world.done(ActName::FilingOpen, "", date(2026, 8, 18));
    assert!(!world.speaks("G03", ActName::NoticeIssue, "penalty"));
}

#[test]
fn g04_who_investigates_does_not_review() {
    let mut world = World::new(TODAY);
    world.acted("u-lead", DutyGroup::Investigate);
    let doing = |by| Doing { kind: Some("legal"), by: Some(by), duty: Some(DutyGroup::Legal), ..Doing::default() };
    assert_eq!(world.refused(ActName::ReviewConclude, &doing("u-lead")), ["G04"]);
    assert_eq!(world.refused(ActName::ReviewConclude, &doing("u-legal")), [""; 0]);
    world.write("case.people.assist_officer", json!("u-legal"));
    assert_eq!(
        world.refused(ActName::ReviewConclude, &doing("u-legal")),
        ["G04"],
        "named to investigate, though not yet active"
    );
}

#[test]
fn g05_told_and_served_after_the_last_change_of_facts() {
    let mut world = World::new(TODAY);
    world.paper(1, "W45", "10000").act(ActName::NoticeIssue, "penalty", TODAY, None, Some(1));
    assert!(world.speaks("G05", ActName::DecisionIssue, "penalty"), "issued, not served");
    world.served(1, TODAY);
    assert!(!world.speaks("G05", ActName::DecisionIssue, "penalty"));
    world.write("party.address", json!("演示路"));
    assert!(!world.speaks("G05", ActName::DecisionIssue, "penalty"), "an address is not marked for review");
    world.write("site.area_m2", json!("800"));
    assert!(world.speaks("G05", ActName::DecisionIssue, "penalty"), "facts have changed");
}

#[test]
fn g06_period_over_or_waived() {
    let mut world = World::new(date(2026, 8, 31));
    world.limit("T11", date(2026, 8, 24));
    assert!(world.speaks("G06", ActName::DecisionIssue, "penalty"), "24:00 of the last day has not come");
    let case = Case::new(&world.file, &world.law, &world.facts);
    let refused = check(&case, ActName::DecisionIssue, &Doing { kind: Some("penalty"), ..Doing::default() });
    let answer = refusal(&case, &refused).unwrap_or_else(|| panic!("refused"));
    assert_eq!(answer.gate.as_deref(), Some("G03"), "the lowest id answers");
    let any = r#"{"any":[{"limit_over":"T11"},{"act_done":{"act":"statement.record","kind":"waiver"}}]}"#;
    assert!(answer.missing.iter().any(|missing| missing.gate == "G06" && missing.what == any), "{:?}", answer.missing);
    let text = refusal_text(&case, &world.law.gates["G06"]);
    assert_eq!(text, "陈述申辩期未届满且无放弃确认，不得作出决定；2026年9月1日起可以作出");
    world.facts.now = crate::day::start_ms(date(2026, 9, 1));
    assert!(!world.speaks("G06", ActName::DecisionIssue, "penalty"));
    let mut waived = World::new(date(2026, 8, 25));
    waived.limit("T11", date(2026, 8, 24)).done(ActName::StatementRecord, "waiver", date(2026, 8, 25));
    assert!(!waived.speaks("G06", ActName::DecisionIssue, "penalty"));
}

#[test]
fn g06_a_provisional_end_admits_nothing() {
    let mut world = World::new(date(2027, 1, 20));
    world.limit("T11", date(2026, 12, 30));
    assert!(world.speaks("G06", ActName::DecisionIssue, "penalty"));
}

#[test]
fn g07_a_hearing_must_have_been_offered() {
    let mut world = World::new(TODAY);
    world.law.agency.thresholds.hearing.organisation = Some("10000".to_owned());
    world.sheet("60", 0, json!([]));
    assert!(world.speaks("G07", ActName::DecisionIssue, "penalty"));
    world.law.agency.thresholds.hearing.organisation = Some("200000".to_owned());
    world.sheet("60", 0, json!([]));
    assert!(!world.speaks("G07", ActName::DecisionIssue, "penalty"));
}

#[test]
fn g09_legal_review_passed_after_the_last_change() {
    let mut world = World::new(TODAY);
    assert!(world.speaks("G09", ActName::DecisionIssue, "penalty"));
    world.act(ActName::ReviewConclude, "legal", TODAY, Some("paper"), None);
    assert!(world.speaks("G09", ActName::DecisionIssue, "penalty"), "returned is not passed");
    world.act(ActName::ReviewConclude, "legal", TODAY, Some("agree"), None);
    assert!(!world.speaks("G09", ActName::DecisionIssue, "penalty"));
    world.file.evidence_changed = world.file.seq + 1;
    assert!(world.speaks("G09", ActName::DecisionIssue, "penalty"), "evidence has changed since");
    world.law.agency.legal_review.all_ordinary = false;
    assert!(!world.speaks("G09", ActName::DecisionIssue, "penalty"), "not required by the agency's rule");
}

#[test]
fn g11_no_heavier_for_speaking() {
    let mut world = World::new(TODAY);
    world.write("notice.proposed_fine", json!("10000")).sheet("800", 0, json!([]));
    assert!(!world.speaks("G11", ActName::DecisionIssue, "penalty"), "nobody has spoken");
    world.done(ActName::StatementRecord, "statement", TODAY);
    assert!(world.speaks("G11", ActName::DecisionIssue, "penalty"));
    world.sheet("60", 0, json!([]));
    assert!(!world.speaks("G11", ActName::DecisionIssue, "penalty"));
}

#[test]
fn g12_within_the_range_unless_mitigated_and_deliberated() {
    let mut world = World::new(TODAY);
    assert!(world.speaks("G12", ActName::DecisionIssue, "penalty"), "no sheet, no amount");
    world.sheet("60", 0, json!([]));
    assert!(!world.speaks("G12", ActName::DecisionIssue, "penalty"));
    world.sheet("60", 0, json!([{"kind": "mitigate", "id": "B1", "points": "40", "evidence": ["E2"]}]));
    assert!(world.speaks("G12", ActName::DecisionIssue, "penalty"), "6,000 is below the range");
    world.done(ActName::DeliberationConclude, "", TODAY);
    assert!(!world.speaks("G12", ActName::DecisionIssue, "penalty"));
}

#[test]
fn g13_paper_and_sheet_name_the_same_amount() {
    let mut world = World::new(TODAY);
    world.sheet("60", 0, json!([])).paper(1, "W57", "12000");
    assert!(world.speaks("G13", ActName::DocumentSeal, "W57"));
    world.paper(1, "W57", "10000.00");
    assert!(!world.speaks("G13", ActName::DocumentSeal, "W57"), "equal by value");
}

#[test]
fn g14_not_fined_twice() {
    let mut world = World::new(TODAY);
    assert!(world.speaks("G14", ActName::NoticeIssue, "penalty"), "not yet checked");
    world.write("case.already_fined", json!(true));
    assert!(world.speaks("G14", ActName::NoticeIssue, "penalty"));
    world.write("case.already_fined", json!(false));
    assert!(!world.speaks("G14", ActName::NoticeIssue, "penalty"));
}

#[test]
fn g15_a_date_of_conduct() {
    let mut world = World::new(TODAY);
    assert!(world.speaks("G15", ActName::CauseChoose, "AIR2018-117-1-2"));
    world.write("case.conduct_date", json!("2026-08-14"));
    assert!(!world.speaks("G15", ActName::CauseChoose, "AIR2018-117-1-2"));
}

#[test]
fn g17_within_two_years_or_continuing() {
    let mut world = World::new(TODAY);
    world.write("case.conduct_date", json!("2024-08-13")).write("case.discovered_at", json!("2026-08-14"));
    assert!(world.speaks("G17", ActName::FilingOpen, ""));
    world.write("case.conduct_continuing", json!(true));
    assert!(!world.speaks("G17", ActName::FilingOpen, ""));
    world.write("case.conduct_continuing", json!(false)).write("case.conduct_date", json!("2024-08-14"));
    assert!(!world.speaks("G17", ActName::FilingOpen, ""), "on the last day");
}

#[test]
fn g34_reviewed_masked_and_by_others() {
    let mut world = World::new(TODAY);
    world
        .write("disclosure.plan[]", json!(["party.name", "case.facts"]))
        .write("party.name", json!("示例市磐石建材有限公司"));
    assert!(world.speaks("G34", ActName::DisclosurePublish, ""), "not reviewed");
    world.act(ActName::ReviewConclude, "disclosure", TODAY, Some("agree"), None);
    assert!(!world.speaks("G34", ActName::DisclosurePublish, ""));
    world.write("case.facts", json!("厂长电话13912345678"));
    assert!(world.speaks("G34", ActName::DisclosurePublish, ""), "a number inside the text");
    world.write("case.facts", json!("未覆盖")).write("disclosure.plan[]", json!(["party.legal_person"]));
    assert!(world.speaks("G34", ActName::DisclosurePublish, ""), "a personal fact");
    world.write("disclosure.redactions[]", json!(["party.legal_person"]));
    assert!(!world.speaks("G34", ActName::DisclosurePublish, ""), "named and redacted");
    world.acted("u-lead", DutyGroup::Investigate).acted("u-lead", DutyGroup::Disclose);
    assert!(world.speaks("G34", ActName::DisclosurePublish, ""), "the lead officer may not approve");
}

#[test]
fn g35_ordered_paid_and_no_remedy() {
    let mut world = World::new(TODAY);
    world.write("case.cause", json!("AIR2018-117-1-2"));
    assert!(world.speaks("G35", ActName::CaseClose, ""), "the cause brings an order");
    world.done(ActName::DecisionIssue, "order", TODAY).done(ActName::RecordMake, "recheck", TODAY);
    world.write("recheck.corrected", json!(false));
    assert!(world.speaks("G35", ActName::CaseClose, ""), "not corrected");
    world.write("recheck.corrected", json!(true)).done(ActName::DecisionIssue, "penalty", TODAY);
    world.write("decision.fine", json!("10000")).write("payment.amount", json!("9999"));
    assert!(world.speaks("G35", ActName::CaseClose, ""), "one yuan is missing");
    world.write("payment.amount", json!("10000"));
    assert!(!world.speaks("G35", ActName::CaseClose, ""));
    world.done(ActName::RemedyRegister, "", TODAY);
    assert!(world.speaks("G35", ActName::CaseClose, ""), "a remedy is pending");
}

#[test]
fn g36_an_archived_case_is_read_only() {
    let mut world = World::new(TODAY);
    let writes = |world: &World| check_write(&Case::new(&world.file, &world.law, &world.facts)).len();
    assert_eq!(writes(&world), 0);
    assert!(!world.speaks("G36", ActName::RecordMake, "interview"));
    world.done(ActName::CaseArchive, "", TODAY);
    assert_eq!(writes(&world), 1);
    assert!(world.speaks("G36", ActName::RecordMake, "interview"));
    for act in [ActName::DisclosureCorrect, ActName::DisclosureWithdraw, ActName::RemedyRegister, ActName::RemedyResult]
    {
        assert!(!world.speaks("G36", act, ""), "{act}");
    }
}
