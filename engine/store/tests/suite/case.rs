//! Commits: versions, repeats, refusals, what is read back.

use crate::bench::{Bench, CASE, NOW, commit, on_both, task};
use store::{CaseFilter, CaseName, CommitError, Pool, RefusedAudit, Scope, Window};

#[test]
fn a_commit_is_read_back_whole() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let mut first = commit(CASE, 0, "c-1");
        first.head.clue_no = Some("示线〔2026〕1号".to_owned());
        first.tasks = vec![task("t1", "unit_head", "990100")];
        let commits = store.commits();
        let committed = store.commit(first.clone()).await.unwrap();
        assert_eq!((committed.version, committed.audit_n), (1, 1));
        assert!(commits.has_changed().unwrap(), "workers are nudged");

        let case = store.case(CASE).await.unwrap().unwrap();
        assert_eq!((case.version, case.last_seq, case.state), (1, 2, first.state.clone()));
        assert_eq!(store.case_head(CASE).await.unwrap().unwrap(), first.head);
        assert_eq!(store.tasks_of(CASE).await.unwrap(), first.tasks);
        let journal = store.journal(CASE).await.unwrap();
        assert_eq!(
            journal.iter().map(|row| row.line.clone()).collect::<Vec<_>>(),
            first.journal.iter().map(|row| row.line.clone()).collect::<Vec<_>>()
        );
        assert_eq!(journal[1].bytes.as_deref(), Some(b"{\"secret\":2}".as_slice()));
        let found = store.find_case(&CaseName::ClueNo("示线〔2026〕1号".to_owned())).await.unwrap();
        assert_eq!(found.as_deref(), Some(CASE));
        assert_eq!(store.verify(None).await.unwrap().faults, []);
    });
}

#[test]
fn a_lost_race_is_told_and_changes_nothing() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        store.commit(commit(CASE, 0, "c-1")).await.unwrap();
        store.commit(commit(CASE, 1, "c-2")).await.unwrap();
        let late = store.commit(commit(CASE, 1, "c-3")).await;
        assert!(matches!(late, Err(CommitError::VersionConflict { .. })), "{late:?}");
        assert!(matches!(store.commit(commit(CASE, 0, "c-4")).await, Err(CommitError::VersionConflict { .. })));
        assert_eq!(store.case(CASE).await.unwrap().unwrap().version, 2);
        assert_eq!(store.audit_after(CASE, 0).await.unwrap().len(), 2);
        assert_eq!(store.answer(CASE, "c-3").await.unwrap(), None);
    });
}

#[test]
fn a_repeated_command_gets_the_first_answer() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        store.commit(commit(CASE, 0, "c-1")).await.unwrap();
        let Err(CommitError::Repeated(first)) = store.commit(commit(CASE, 1, "c-1")).await else { panic!("a repeat") };
        assert_eq!(
            (first.case.as_str(), first.accepted, first.answer.as_slice()),
            (CASE, true, b"answer to c-1".as_slice())
        );

        let other = "01990c2e-7a40-7b1e-9c55-3f0d8a6b2e12";
        let Err(CommitError::Repeated(first)) = store.commit(commit(other, 0, "c-1")).await else {
            panic!("a repeated opening")
        };
        assert_eq!(first.case, CASE);
        assert_eq!(store.case(other).await.unwrap(), None);
    });
}

#[test]
fn a_refused_command_leaves_an_audit_row_and_its_answer() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        store.commit(commit(CASE, 0, "c-1")).await.unwrap();
        let refused = RefusedAudit {
            case: CASE.to_owned(),
            command: "c-2".to_owned(),
            verb: "tasks/complete".to_owned(),
            actor: "u-lead".to_owned(),
            at_ms: NOW,
            code: "gate-refused".to_owned(),
            gate: Some("G05".to_owned()),
            answer: b"no".to_vec(),
            ..RefusedAudit::default()
        };
        assert_eq!(store.refuse(refused.clone()).await.unwrap(), 2);
        let Err(CommitError::Repeated(first)) = store.refuse(refused).await else { panic!("a repeat") };
        assert_eq!((first.accepted, first.answer.as_slice()), (false, b"no".as_slice()));
        assert!(matches!(store.commit(commit(CASE, 1, "c-2")).await, Err(CommitError::Repeated(_))));
        assert_eq!(store.case(CASE).await.unwrap().unwrap().version, 1);
        let rows = store.audit_after(CASE, 1).await.unwrap();
        assert!(
            String::from_utf8_lossy(&rows[0].line)
                .contains("\"outcome\":\"refused\",\"code\":\"gate-refused\",\"gate\":\"G05\",\"prev\":\"sha256:")
        );
        assert_eq!(store.verify(Some(CASE)).await.unwrap().faults, []);
    });
}

#[test]
fn a_scope_cuts_lists_inside_the_database() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let (city, county) = ("01990c2e-0000-7000-8000-000000000001", "01990c2e-0000-7000-8000-000000000002");
        for (case, unit) in [(city, "990100"), (county, "990102")] {
            let mut opening = commit(case, 0, case);
            opening.head.unit = unit.to_owned();
            opening.tasks = vec![task("t1", "unit_head", unit)];
            store.commit(opening).await.unwrap();
        }
        let seen = async |prefix: &str| {
            let scope = Scope { unit_prefixes: vec![prefix.to_owned()], person: None };
            let filter = CaseFilter { scope, text: Some("磐石".to_owned()), ..CaseFilter::default() };
            store.cases(&filter).await.unwrap().total
        };
        assert_eq!((seen("9901").await, seen("990102").await, seen("98").await), (2, 1, 0));
        assert_eq!(store.cases(&CaseFilter::default()).await.unwrap().total, 0, "no scope, nothing seen");

        let pools = [Pool { role: "unit_head".to_owned(), unit_prefix: "990102".to_owned() }];
        let inbox = store.inbox_pool(&pools, Window::default()).await.unwrap();
        assert_eq!((inbox.total, inbox.rows[0].case.as_str(), inbox.rows[0].task.task.as_str()), (1, county, "t1"));
        assert_eq!(inbox.rows[0].case_title, "示例市磐石建材有限公司扬尘案");
    });
}
