//! Replay: folding the journal gives the live file, and every event survives the journal's JSON.

use super::*;
use crate::event::DomainEvent;
use crate::law::EvidenceKind;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;

fn item(elements: &[&str]) -> Evidence {
    Evidence {
        name: "照片".into(),
        kind: EvidenceKind::Audiovisual,
        case_no: "示环线〔2026〕1号".into(),
        collected_at: "2026-08-14T10:00+08:00".into(),
        place: "堆场".into(),
        collectors: vec!["u-lead".into()],
        purpose: String::new(),
        elements: elements.iter().map(|e| (*e).to_owned()).collect(),
        source: String::new(),
        conclusion: Conclusion::Supports,
        sha256: None,
        sm3: None,
        media_type: None,
        size_bytes: None,
        file_name: None,
        added_by: None,
        added_at: 0,
        version: 1,
        excluded: None,
        more: Default::default(),
    }
}

fn event() -> impl Strategy<Value = DomainEvent> {
    let path =
        prop_oneof![Just("party.name"), Just("site.area_m2"), Just("discretion.factors[]"), Just("service[].receiver")];
    let limit = prop_oneof![Just("T11"), Just("T14")];
    let document = 1u64..4;
    prop_oneof![
        (path, "[a-z]{0,4}", any::<bool>()).prop_map(|(path, value, review)| DomainEvent::FactWritten {
            path: path.to_owned(),
            value: json!(value),
            instance: path.starts_with("service").then(|| "i7".to_owned()),
            from: None,
            review,
        }),
        limit.clone().prop_map(|limit| DomainEvent::LimitStarted {
            limit: limit.to_owned(),
            start: date(2026, 8, 24),
            due: Some(date(2026, 8, 31)),
            calendar: Some("cn-2026".to_owned()),
            provisional: false,
        }),
        limit.clone().prop_map(|limit| DomainEvent::LimitOver { limit: limit.to_owned(), provisional: false }),
        limit.prop_map(|limit| DomainEvent::LimitFulfilled { limit: limit.to_owned(), on: date(2026, 8, 25) }),
        document.clone().prop_map(|n| DomainEvent::DocumentDrafted {
            document: exec::Id(n),
            kind: "W45".to_owned(),
            version: 1,
            element: "notice/draft_notice".to_owned(),
            instance: None,
            fine: Some("10000".to_owned()),
            signatures: Vec::new(),
        }),
        document.clone().prop_map(|n| DomainEvent::DocumentFrozen {
            document: exec::Id(n),
            on: date(2026, 8, 24),
            fine: Some("10000".to_owned()),
            data: std::sync::Arc::new(json!({"party": {"name": "示例"}})),
        }),
        document.clone().prop_map(|n| DomainEvent::DocumentServed { document: exec::Id(n), on: date(2026, 8, 24) }),
        document.prop_map(|n| DomainEvent::DocumentVoided { document: exec::Id(n), on: date(2026, 8, 24) }),
        (1u64..3, any::<bool>()).prop_map(|(n, proves)| DomainEvent::EvidenceAdded {
            evidence: exec::Id(n),
            item: Box::new(item(if proves { &["EL3"] } else { &[] })),
        }),
        (1u64..4).prop_map(|n| DomainEvent::EvidenceExcluded {
            evidence: exec::Id(n),
            ground: "失真".to_owned(),
            by: None,
            at: 5
        }),
        Just(DomainEvent::PersonNamed { role: "lead_officer".to_owned(), person: "u-lead".to_owned() }),
        Just(DomainEvent::ActDone(ActRecord {
            name: ActName::NoticeIssue,
            kind: Some("penalty".to_owned()),
            by: Some("u-head".to_owned()),
            on: date(2026, 8, 24),
            at: 1,
            outcome: None,
            document: Some(exec::Id(1)),
            element: None,
            signers: Vec::new(),
            attributes: Default::default(),
            seq: 0,
        })),
    ]
}

proptest! {
    #[test]
    fn the_folded_journal_is_the_live_file(events in prop::collection::vec(event(), 0..40)) {
        let mut live = CaseFile::new("c", "example-city");
        let mut replayed = live.clone();
        for event in &events {
            live.apply(event);
            let host = event.to_host().map_err(|error| TestCaseError::fail(error.to_string()))?;
            let text = serde_json::to_string(&host).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let back = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let read = DomainEvent::from_host(&back);
            prop_assert_eq!(read.as_ref(), Some(event), "{}", text);
            replayed.apply(event);
        }
        prop_assert_eq!(live.seq, events.len() as u64);
        let stored = serde_json::to_string(&live).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let loaded: CaseFile = serde_json::from_str(&stored).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&loaded, &live);
        prop_assert_eq!(replayed, live);
    }
}

#[test]
fn journal_rows_look_like_the_example() {
    let event = DomainEvent::LimitStarted {
        limit: "T11".into(),
        start: date(2026, 8, 24),
        due: Some(date(2026, 8, 31)),
        calendar: Some("cn-2026".into()),
        provisional: false,
    };
    let row = serde_json::to_value(event).unwrap_or_default();
    assert_eq!(
        row,
        json!({"host": "LimitStarted", "limit": "T11", "start": "2026-08-24", "due": "2026-08-31", "calendar": "cn-2026"})
    );
    let over =
        serde_json::to_value(DomainEvent::LimitOver { limit: "T11".into(), provisional: false }).unwrap_or_default();
    assert_eq!(over, json!({"host": "LimitOver", "limit": "T11"}));
}
