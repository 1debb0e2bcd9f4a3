//! The audit chain: whoever changes, removes or adds stored bytes is found.

use crate::bench::{Bench, CASE, NOW, commit, on_both};
use store::{RefusedAudit, Store};

/// Three accepted commands and a refused one.
async fn fill(store: &Store) {
    for version in 0..3 {
        store.commit(commit(CASE, version, &format!("c-{version}"))).await.unwrap();
    }
    let refused = RefusedAudit {
        case: CASE.to_owned(),
        command: "c-no".to_owned(),
        verb: "tasks/complete".to_owned(),
        actor: "u-lead".to_owned(),
        at_ms: NOW,
        code: "duty-separation".to_owned(),
        ..RefusedAudit::default()
    };
    store.refuse(refused).await.unwrap();
    let verified = store.verify(None).await.unwrap();
    assert_eq!((verified.audit_rows, verified.journal_rows, verified.payloads, verified.faults), (4, 6, 6, vec![]));
}

/// Places of the faults after a statement past the store.
async fn places_after(bench: &Bench, statement: &'static str) -> Vec<String> {
    fill(&bench.store).await;
    bench.tamper(statement).await;
    bench.store.verify(None).await.unwrap().faults.into_iter().map(|fault| fault.place).collect()
}

#[test]
fn a_changed_event_is_found() {
    on_both(async |bench: &Bench| {
        let statement =
            "UPDATE journal SET line = (SELECT other.line FROM journal AS other WHERE other.seq = 4) WHERE seq = 3";
        let places = places_after(bench, statement).await;
        assert_eq!(places[0], "audit 2", "{places:?}");
    });
}

#[test]
fn a_removed_event_is_found() {
    on_both(async |bench: &Bench| {
        let places = places_after(bench, "DELETE FROM journal WHERE seq = 6").await;
        assert!(places.contains(&"audit 3".to_owned()), "{places:?}");
    });
}

#[test]
fn a_changed_audit_row_is_found() {
    on_both(async |bench: &Bench| {
        let statement = "UPDATE audit SET line = (SELECT other.line FROM audit AS other WHERE other.n = 3) WHERE n = 2";
        let places = places_after(bench, statement).await;
        assert!(places.contains(&"audit 2".to_owned()) && places.contains(&"audit 3".to_owned()), "{places:?}");
    });
}

#[test]
fn a_removed_last_audit_row_is_found() {
    on_both(async |bench: &Bench| {
        assert_eq!(places_after(bench, "DELETE FROM audit WHERE n = 4").await, ["audit 3"]);
    });
}

#[test]
fn a_changed_payload_is_found() {
    on_both(async |bench: &Bench| {
        let statement = "UPDATE payload SET bytes = salt WHERE ref_id = 'p-3'";
        assert_eq!(places_after(bench, statement).await, ["payload p-3"]);
    });
}

#[test]
fn a_removed_payload_is_found() {
    on_both(async |bench: &Bench| {
        assert_eq!(places_after(bench, "DELETE FROM payload WHERE ref_id = 'p-3'").await, ["payload p-3"]);
    });
}

#[test]
fn an_erased_payload_leaves_the_chain_whole() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        fill(store).await;
        assert!(store.erase_payload(CASE.to_owned(), "p-3".to_owned(), NOW).await.unwrap());
        assert!(!store.erase_payload(CASE.to_owned(), "p-3".to_owned(), NOW).await.unwrap());
        let journal = store.journal(CASE).await.unwrap();
        assert_eq!((journal[2].salt.as_ref(), journal[2].bytes.as_ref()), (None, None));
        let verified = store.verify(None).await.unwrap();
        assert_eq!((verified.payloads, verified.payloads_erased, verified.faults), (5, 1, vec![]));
    });
}

#[test]
fn a_second_opening_of_the_database_finds_everything() {
    on_both(async |bench: &Bench| {
        fill(&bench.store).await;
        let again = Store::open(&bench.settings).await.unwrap();
        again.migrate(None).await.unwrap();
        let verified = again.verify(None).await.unwrap();
        assert_eq!((verified.audit_rows, verified.faults), (4, vec![]));
        again.close().await;
        assert!(again.commit(commit(CASE, 3, "late")).await.is_err(), "a closed store takes nothing");
        bench.store.commit(commit(CASE, 3, "c-3")).await.unwrap();
    });
}
