//! The portal's own rows, webhooks of agencies, the log of what was sent.

use crate::bench::{Bench, CASE, NOW, on_both};
use store::{MessageRow, PublicationFilter, PublicationRow, WebhookRow, WebhookSeen};

#[test]
fn the_portal_keeps_its_own_rows() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let row = PublicationRow {
            id: "p1".to_owned(),
            revision: 1,
            action_code: "039999010012608170001070012".to_owned(),
            decision_no: "示环罚〔2026〕1号".to_owned(),
            title: "行政处罚决定书".to_owned(),
            party_name: "示例市磐石建材有限公司".to_owned(),
            agency: "示例市生态环境局".to_owned(),
            region: "990100".to_owned(),
            decided_on: "2026-09-08".to_owned(),
            content: "{}".to_owned(),
            published_at: NOW,
            ..PublicationRow::default()
        };
        assert!(store.put_publication(row.clone()).await.unwrap());
        assert!(
            !store.put_publication(PublicationRow { title: "别的".to_owned(), ..row.clone() }).await.unwrap(),
            "a repeat changes nothing"
        );
        assert_eq!(store.publication("p1").await.unwrap().unwrap(), row);
        let found = async |text: &str, year: &str| {
            let filter = PublicationFilter {
                text: Some(text.to_owned()),
                year: Some(year.to_owned()),
                ..PublicationFilter::default()
            };
            store.publications(&filter).await.unwrap().total
        };
        assert_eq!(
            (found("磐石", "2026").await, found("磐石", "2025").await, found(&row.action_code, "2026").await),
            (1, 0, 1)
        );
        let withdrawn = PublicationRow {
            revision: 2,
            withdrawn_at: Some(NOW + 1),
            withdrawn_reason: Some("决定被撤销".to_owned()),
            ..row
        };
        assert!(store.put_publication(withdrawn.clone()).await.unwrap());
        assert_eq!(store.publications_of_code(&withdrawn.action_code).await.unwrap(), [withdrawn]);
        assert_eq!(store.case_ids("", 1).await.unwrap(), Vec::<String>::new(), "no case is needed");
    });
}

#[test]
fn a_webhook_is_answered_once() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let row = WebhookRow {
            sender: "bank".to_owned(),
            id: "pay-1".to_owned(),
            body_digest: "d1".to_owned(),
            status: 202,
            answer: b"{}".to_vec(),
            at_ms: NOW,
        };
        assert_eq!(store.webhook_seen("bank", "pay-1", "d1").await.unwrap(), WebhookSeen::New);
        assert_eq!(store.remember_webhook(row.clone()).await.unwrap(), row);
        let second = WebhookRow { status: 500, ..row.clone() };
        assert_eq!(store.remember_webhook(second).await.unwrap(), row, "the first answer stays");
        assert_eq!(store.webhook_seen("bank", "pay-1", "d1").await.unwrap(), WebhookSeen::Same(row));
        assert_eq!(store.webhook_seen("bank", "pay-1", "d2").await.unwrap(), WebhookSeen::Other);
        assert_eq!(store.webhook_seen("other", "pay-1", "d2").await.unwrap(), WebhookSeen::New);

        let message = MessageRow {
            key: "k".to_owned(),
            case: Some(CASE.to_owned()),
            channel: "mail".to_owned(),
            receiver: "a@example.invalid".to_owned(),
            subject: "演示".to_owned(),
            state: "sent".to_owned(),
            at_ms: NOW,
            data: "{}".to_owned(),
            body: String::new(),
        };
        store.log_message(message.clone()).await.unwrap();
        store.log_message(message.clone()).await.unwrap();
        assert_eq!(store.messages(Some(CASE), 10).await.unwrap(), [message]);
    });
}
