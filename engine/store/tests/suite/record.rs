//! Everything beside the cases: marks, releases, people, accounts, drafts, documents, limits.

use crate::bench::{Bench, CASE, NOW, commit, on_both};
use store::{
    ACCOUNTS_CHAIN, AccountChange, AccountRow, AccountTrail, Commit, CommitError, DocumentRow, DraftRow, EnterpriseRow,
    LimitFilter, LimitRow, NewRelease, PersonOfCase, PersonRow, RoleOfPerson, Scope, SessionRow, SignatureRow, Staff,
    Store, StoreError, UnitRow, UploadRow, Window,
};

#[test]
fn only_a_demonstration_moves_its_clock() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        assert!(store.is_demonstration().await.unwrap());
        assert_eq!(store.clock_offset().await.unwrap(), 0);
        store.set_clock_offset(-86_400_000).await.unwrap();
        assert_eq!(store.clock_offset().await.unwrap(), -86_400_000);
        let contradicted = store.migrate(Some(false)).await;
        assert!(matches!(contradicted, Err(StoreError::DemonstrationFixed { stored: true, asked: false })));
    });
}

#[tokio::test]
async fn elsewhere_the_clock_stands_and_the_mark_cannot_be_set() {
    let store = Store::temporary(false).await.unwrap();
    assert!(matches!(store.set_clock_offset(1).await, Err(StoreError::NotDemonstration)));
    assert!(matches!(store.migrate(Some(true)).await, Err(StoreError::DemonstrationFixed { .. })));
    store.migrate(None).await.unwrap();
    assert!(!store.is_demonstration().await.unwrap());
    assert!(matches!(Store::open(&store::Settings::new("mysql://x", "/tmp")).await, Err(StoreError::Address { .. })));
}

#[test]
fn a_release_is_published_at_once_and_never_changed() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let release = |id: &str, digest: &str, body: &str| NewRelease {
            id: id.to_owned(),
            digest: digest.to_owned(),
            published_at: NOW,
            published_by: "u-admin".to_owned(),
            note: String::new(),
            files: [("packs/a/pack.xml".to_owned(), body.as_bytes().to_vec()), ("facts.json".to_owned(), vec![0, 255])]
                .into(),
        };
        assert_eq!(store.current_release().await.unwrap(), None);
        store.publish_release(release("r-1", "d-1", "one")).await.unwrap();
        store.publish_release(release("r-2", "d-2", "two")).await.unwrap();
        assert_eq!(store.current_release().await.unwrap().as_deref(), Some("r-2"));
        assert_eq!(store.release_files("r-1").await.unwrap(), release("", "", "one").files);
        assert_eq!(store.release_file("r-2", "packs/a/pack.xml").await.unwrap().as_deref(), Some(b"two".as_slice()));

        let changed = store.publish_release(release("r-1", "d-other", "other")).await;
        assert!(matches!(changed, Err(StoreError::Immutable { .. })), "{changed:?}");
        assert_eq!(
            store.current_release().await.unwrap().as_deref(),
            Some("r-2"),
            "a refused publication changes nothing"
        );
        store.set_current_release("r-1".to_owned()).await.unwrap();
        assert!(matches!(store.set_current_release("r-9".to_owned()).await, Err(StoreError::Missing { .. })));
        let current: Vec<_> = store
            .releases()
            .await
            .unwrap()
            .into_iter()
            .filter(|release| release.current)
            .map(|release| release.id)
            .collect();
        assert_eq!(current, ["r-1"]);

        bench.tamper("UPDATE content SET bytes = digest_bytes.bytes FROM (SELECT bytes FROM content LIMIT 1 OFFSET 1) AS digest_bytes \
                      WHERE digest = (SELECT MIN(digest) FROM content)").await;
        assert_eq!(store.verify(None).await.unwrap().faults.len(), 1);
    });
}

fn person(id: &str) -> PersonRow {
    PersonRow {
        id: id.to_owned(),
        name: "主办人甲".to_owned(),
        unit: "unit-city".to_owned(),
        active: true,
        data: "{}".to_owned(),
        ..PersonRow::default()
    }
}

#[test]
fn people_follow_the_release_and_sign_in() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let held = |person: &str, role: &str| RoleOfPerson {
            person: person.to_owned(),
            role: role.to_owned(),
            unit: "unit-city".to_owned(),
        };
        let unit = UnitRow {
            id: "unit-city".to_owned(),
            name: "示例市生态环境局".to_owned(),
            region: "990100".to_owned(),
            data: "{}".to_owned(),
            parent: None,
        };
        let both = Staff {
            units: vec![unit.clone()],
            persons: vec![person("u-lead"), person("u-head")],
            held: vec![held("u-lead", "lead_officer"), held("u-lead", "clue_clerk"), held("u-head", "agency_head")],
            ..Staff::default()
        };
        store.put_staff(both).await.unwrap();
        let one = Staff {
            units: vec![unit.clone()],
            persons: vec![person("u-lead")],
            held: vec![held("u-lead", "lead_officer")],
            ..Staff::default()
        };
        store.put_staff(one).await.unwrap();
        assert_eq!(store.units().await.unwrap(), [unit]);
        assert_eq!(store.roles_held(Some("u-lead")).await.unwrap(), [held("u-lead", "lead_officer")]);
        assert!(!store.person("u-head").await.unwrap().unwrap().active);

        let account = AccountRow {
            login: "lead".to_owned(),
            person: "u-lead".to_owned(),
            password_hash: "$argon2id$…".to_owned(),
            active: true,
            ..AccountRow::default()
        };
        let trail = AccountTrail {
            at_ms: NOW,
            actor: "operator".to_owned(),
            verb: "accounts/give".to_owned(),
            members: vec![("person".to_owned(), "u-lead".to_owned())],
        };
        let change = AccountChange { account: account.clone(), ends_sessions: true, keeps: None, trail };
        assert!(store.change_account(change.clone()).await.unwrap());
        assert_eq!(store.account("lead").await.unwrap().as_ref(), Some(&account));
        assert_eq!(store.account_of("u-lead").await.unwrap(), Some(account.clone()));
        let of_another = AccountRow { person: "u-head".to_owned(), ..account.clone() };
        assert!(!store.change_account(AccountChange { account: of_another, ..change.clone() }).await.unwrap());
        let second = AccountRow { login: "second".to_owned(), ..account };
        assert!(!store.change_account(AccountChange { account: second, ..change.clone() }).await.unwrap());
        assert_eq!(store.audit_after(ACCOUNTS_CHAIN, 0).await.unwrap().len(), 1, "what is not changed leaves no row");
        assert_eq!(store.verify(Some(ACCOUNTS_CHAIN)).await.unwrap().faults, []);
        assert_eq!(store.count_sign_in_failure("lead".to_owned(), 2, NOW).await.unwrap(), 1);
        assert_eq!(store.account("lead").await.unwrap().unwrap().locked_until, None);
        assert_eq!(store.count_sign_in_failure("lead".to_owned(), 2, NOW).await.unwrap(), 2);
        assert_eq!(store.account("lead").await.unwrap().unwrap().locked_until, Some(NOW));
        store.forget_sign_in_failures("lead".to_owned()).await.unwrap();
        assert_eq!(store.account("lead").await.unwrap().unwrap().failures, 0);

        let session = SessionRow {
            token_hash: "h".to_owned(),
            person: "u-lead".to_owned(),
            created_at: NOW,
            seen_at: NOW,
            expires_at: NOW + 10,
        };
        store.open_session(session.clone()).await.unwrap();
        let live = store.session("h", NOW + 9).await.unwrap().unwrap();
        assert_eq!((live.session, live.account_active, live.must_change), (session, Some(true), Some(false)));
        assert_eq!(store.session("h", NOW + 10).await.unwrap(), None);
        store.touch_session("h".to_owned(), NOW + 5, NOW + 15).await.unwrap();
        assert!(store.session("h", NOW + 10).await.unwrap().is_some());
        assert!(store.change_account(AccountChange { keeps: Some("h".to_owned()), ..change.clone() }).await.unwrap());
        assert!(store.session("h", NOW + 10).await.unwrap().is_some(), "the session that is kept");
        assert!(store.change_account(change).await.unwrap());
        assert!(store.session("h", NOW + 10).await.unwrap().is_none(), "all sessions end");
        store
            .open_session(SessionRow { expires_at: NOW + 15, token_hash: "h".to_owned(), ..SessionRow::default() })
            .await
            .unwrap();
        assert_eq!(store.sweep_sessions(NOW + 15).await.unwrap(), 1);
    });
}

#[test]
fn an_enterprise_is_found_by_part_of_its_name_or_the_start_of_its_code() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        for (id, name, code) in
            [("e1", "示例市磐石建材有限公司", "91990100MA0000001X"), ("e2", "示例市100%纯净水厂", "91990100MA0000002X")]
        {
            let row = EnterpriseRow {
                id: id.to_owned(),
                name: name.to_owned(),
                credit_code: Some(code.to_owned()),
                region: "990100".to_owned(),
                changed_at: NOW,
                data: "{}".to_owned(),
                ..EnterpriseRow::default()
            };
            store.put_enterprise(row).await.unwrap();
        }
        let found = async |text: &str| {
            store
                .search_enterprises(text, Window::default())
                .await
                .unwrap()
                .rows
                .into_iter()
                .map(|row| row.id)
                .collect::<Vec<_>>()
        };
        assert_eq!(found("磐石").await, ["e1"]);
        assert_eq!(found("91990100ma0000002").await, ["e2"]);
        assert_eq!(found("%纯").await, ["e2"], "a wildcard in the text stands for itself");
        assert_eq!(found("MA0000002").await, Vec::<String>::new(), "codes are searched from their start");
        assert_eq!(found("").await.len(), 2);
        assert_eq!(store.enterprise_by_code("91990100MA0000001X").await.unwrap().unwrap().id, "e1");
    });
}

#[test]
fn drafts_uploads_and_signatures_belong_to_their_case() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let blob = store.put_blob(b"photo", NOW).await.unwrap();
        let upload = UploadRow {
            id: "up-1".to_owned(),
            case: None,
            file_name: "堆场.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            digest: blob.digest.clone(),
            sm3: blob.sm3.clone(),
            size: blob.size,
            uploaded_by: "u-lead".to_owned(),
            uploaded_at: NOW,
            data: "{}".to_owned(),
        };
        store.put_upload(upload.clone()).await.unwrap();
        assert!(store.bind_upload("up-1".to_owned(), CASE.to_owned()).await.unwrap());
        assert!(!store.bind_upload("up-1".to_owned(), "another".to_owned()).await.unwrap());
        assert_eq!(
            store.uploads_of(CASE).await.unwrap(),
            [UploadRow { case: Some(CASE.to_owned()), ..upload.clone() }]
        );
        let unknown = UploadRow { id: "up-2".to_owned(), digest: "0".repeat(64), ..upload };
        assert!(store.put_upload(unknown).await.is_err(), "an upload without its blob");

        let signature = SignatureRow {
            id: "sig-31".to_owned(),
            case: CASE.to_owned(),
            name: "主办人甲".to_owned(),
            capacity: "officer".to_owned(),
            digest: blob.digest,
            signed_at: NOW,
            data: "{}".to_owned(),
            ..SignatureRow::default()
        };
        store.put_signature(signature.clone()).await.unwrap();
        assert_eq!(store.signatures_of(CASE).await.unwrap(), [signature]);

        let mut opening = commit(CASE, 0, "open");
        opening.tasks = vec![crate::bench::task("t1", "unit_head", "990100")];
        opening.tasks[0].assignee = Some("u-lead".to_owned());
        store.commit(opening).await.unwrap();
        let draft = DraftRow {
            case: CASE.to_owned(),
            task: "t1".to_owned(),
            person: "u-lead".to_owned(),
            body: b"{\"a\":1}".to_vec(),
            saved_at: NOW,
        };
        store.save_draft(draft.clone()).await.unwrap();
        store.save_draft(DraftRow { saved_at: NOW + 1, ..draft.clone() }).await.unwrap();
        assert_eq!(store.drafts_of(CASE, "t1").await.unwrap(), [DraftRow { saved_at: NOW + 1, ..draft }]);
        let mine = store.inbox_mine("u-lead", Window::default()).await.unwrap();
        assert_eq!(mine.rows[0].draft_by.as_deref(), Some("u-lead"));

        let mut done = Commit { drafts_removed: vec!["t1".to_owned()], ..commit(CASE, 1, "done") };
        done.tasks = mine.rows.into_iter().map(|row| row.task).collect();
        done.tasks[0].state = store::task_state::DONE.to_owned();
        done.tasks[0].done_by = Some("u-lead".to_owned());
        done.tasks[0].done_at = Some(NOW);
        store.commit(done).await.unwrap();
        assert_eq!(store.drafts_of(CASE, "t1").await.unwrap(), []);
        assert_eq!(store.inbox_mine("u-lead", Window::default()).await.unwrap().total, 0);
        assert_eq!(store.inbox_done("u-lead", Window::default()).await.unwrap().total, 1);
    });
}

#[test]
fn a_frozen_document_does_not_change() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let document = |state: &str, digest: Option<&str>| DocumentRow {
            document: "d7".to_owned(),
            version: 1,
            kind: "W57".to_owned(),
            title: "行政处罚决定书".to_owned(),
            state: state.to_owned(),
            digest: digest.map(str::to_owned),
            created_at: NOW,
            data: "{}".to_owned(),
            ..DocumentRow::default()
        };
        let put = async |version: i64, row: DocumentRow| {
            let command = format!("c-{version}-{}-{:?}-{:?}", row.state, row.digest, row.sealed_digest);
            store.commit(Commit { documents: vec![row], ..commit(CASE, version, &command) }).await
        };
        put(0, document("draft", None)).await.unwrap();
        put(1, document("draft", Some("a"))).await.unwrap();
        put(2, document("frozen", Some("b"))).await.unwrap();
        for changed in [document("frozen", Some("c")), document("draft", Some("b")), document("frozen", None)] {
            let outcome = put(3, changed).await;
            assert!(matches!(outcome, Err(CommitError::Store(StoreError::Immutable { .. }))), "{outcome:?}");
        }
        let sealed = DocumentRow { sealed_digest: Some("s".to_owned()), ..document("sealed", Some("b")) };
        put(3, sealed.clone()).await.unwrap();
        assert_eq!(store.documents_of(CASE).await.unwrap(), [sealed]);
    });
}

#[test]
fn limits_are_listed_by_what_is_left() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let limit = |key: &str, state: &str, due_ms: Option<i64>| LimitRow {
            limit_key: key.to_owned(),
            limit_id: key.to_owned(),
            title: "陈述申辩期".to_owned(),
            state: state.to_owned(),
            due_ms,
            basis: "C".to_owned(),
            data: "{}".to_owned(),
            ..LimitRow::default()
        };
        let limits = vec![
            limit("T14", "running", Some(NOW + 20)),
            limit("T11", "running", Some(NOW + 10)),
            limit("T01", "met", Some(NOW)),
            limit("T15", "suspended", None),
        ];
        let people = Some(vec![PersonOfCase { role: "lead".to_owned(), person: "u-lead".to_owned() }]);
        store.commit(Commit { limits, people, ..commit(CASE, 0, "open") }).await.unwrap();
        let scope = Scope { unit_prefixes: vec![], person: Some("u-lead".to_owned()) };
        let live =
            store.limits(&LimitFilter { scope: scope.clone(), live: true, ..LimitFilter::default() }).await.unwrap();
        assert_eq!(live.rows.iter().map(|row| row.limit.limit_key.as_str()).collect::<Vec<_>>(), ["T11", "T14", "T15"]);
        assert_eq!(store.limits_of(CASE).await.unwrap().len(), 4);
        let cases = store.cases(&store::CaseFilter { scope: scope.clone(), ..Default::default() }).await.unwrap();
        assert_eq!(cases.rows[0].next_due_ms, Some(NOW + 10));
        assert!(store.case_in_scope(CASE, &scope).await.unwrap());
        assert!(!store.case_in_scope(CASE, &Scope::default()).await.unwrap());
    });
}
