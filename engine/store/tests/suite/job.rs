//! Work of the workers: claims, leases, timers.

use crate::bench::{Bench, CASE, NOW, commit, on_both};
use std::collections::BTreeSet;
use store::{Commit, CommitError, JobRow, Lease, Scope, TimerRow, Window, job_state};

fn job(id: &str, due_ms: i64) -> JobRow {
    JobRow {
        job: id.to_owned(),
        connector: "eseal".to_owned(),
        operation: "seal".to_owned(),
        key: format!("{CASE}:{id}"),
        state: job_state::READY.to_owned(),
        due_ms,
        retries_left: 3,
        input: b"{}".to_vec(),
        created_at: NOW,
        ..JobRow::default()
    }
}

fn with_jobs(jobs: Vec<JobRow>) -> Commit {
    Commit { jobs, ..commit(CASE, 0, "open") }
}

#[test]
fn workers_never_claim_one_job_twice() {
    on_both(async |bench: &Bench| {
        let jobs = (0..200).map(|n| job(&format!("j{n}"), NOW - n)).collect();
        bench.store.commit(with_jobs(jobs)).await.unwrap();
        let workers: Vec<_> = (0..4)
            .map(|_| {
                let store = bench.store.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    loop {
                        let claimed = store.claim_jobs(NOW, NOW + 60_000, 7).await.unwrap();
                        if claimed.is_empty() {
                            return mine;
                        }
                        mine.extend(claimed.into_iter().map(|job| job.row.job));
                    }
                })
            })
            .collect();
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.await.unwrap());
        }
        assert_eq!(all.len(), 200);
        assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), 200);
        assert_eq!(bench.store.next_job_due().await.unwrap(), Some(NOW + 60_000));
    });
}

#[test]
fn only_the_newest_lease_may_commit() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        store.commit(with_jobs(vec![job("j1", NOW), job("later", NOW + 1)])).await.unwrap();
        let first = store.claim_jobs(NOW, NOW + 10, 5).await.unwrap();
        assert_eq!((first.len(), first[0].epoch, first[0].row.attempts), (1, 1, 1));
        assert_eq!(store.claim_jobs(NOW, NOW + 10, 5).await.unwrap(), []);
        // The first worker went silent; its lease runs out, and another one takes over.
        let second = store.claim_jobs(NOW + 10, NOW + 50, 1).await.unwrap();
        assert_eq!((second[0].row.job.as_str(), second[0].epoch), ("j1", 2));
        assert!(!store.extend_lease(CASE.to_owned(), "j1".to_owned(), 1, NOW + 99).await.unwrap());
        assert!(store.extend_lease(CASE.to_owned(), "j1".to_owned(), 2, NOW + 99).await.unwrap());

        let complete = |command: &str, epoch: i64| Commit {
            leases: vec![Lease { job: "j1".to_owned(), epoch }],
            jobs_removed: vec!["j1".to_owned()],
            ..commit(CASE, 1, command)
        };
        assert!(matches!(store.commit(complete("job:j1:1", 1)).await, Err(CommitError::LeaseLost { epoch: 1, .. })));
        store.commit(complete("job:j1:2", 2)).await.unwrap();
        assert_eq!(store.jobs_of(CASE).await.unwrap().len(), 1);
    });
}

#[test]
fn the_jobs_of_a_process_that_died_are_free_where_it_was_alone() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        store.commit(with_jobs(vec![job("j1", NOW)])).await.unwrap();
        store.claim_jobs(NOW, NOW + 60_000, 1).await.unwrap();
        let freed = store.free_leases().await.unwrap();
        assert_eq!(freed, u64::from(!store.is_shared()));
        let again = store.claim_jobs(NOW, NOW + 60_000, 1).await.unwrap();
        assert_eq!(again.first().map(|j| j.epoch), (!store.is_shared()).then_some(2));
    });
}

#[test]
fn a_failed_try_waits_and_a_given_up_job_is_listed() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        store.commit(with_jobs(vec![job("j1", NOW)])).await.unwrap();
        let claimed = store.claim_jobs(NOW, NOW + 10, 1).await.unwrap().remove(0);
        let again = JobRow {
            state: job_state::READY.to_owned(),
            due_ms: NOW + 500,
            last_error: Some("no route".to_owned()),
            ..claimed.row
        };
        let retry = Commit {
            leases: vec![Lease { job: "j1".to_owned(), epoch: 1 }],
            jobs: vec![again.clone()],
            ..commit(CASE, 1, "job:j1:1")
        };
        store.commit(retry).await.unwrap();
        assert_eq!(store.claim_jobs(NOW + 499, NOW + 600, 1).await.unwrap(), []);
        let second = store.claim_jobs(NOW + 500, NOW + 600, 1).await.unwrap().remove(0);
        assert_eq!((second.epoch, second.row.attempts, second.row.last_error.as_deref()), (2, 2, Some("no route")));

        let failed = JobRow { state: job_state::FAILED.to_owned(), ..second.row };
        store.commit(Commit { jobs: vec![failed], ..commit(CASE, 2, "job:j1:2") }).await.unwrap();
        assert_eq!(store.claim_jobs(NOW + 10_000, NOW + 20_000, 1).await.unwrap(), []);
        let scope = Scope { unit_prefixes: vec![String::new()], person: None };
        let waiting = store.waiting_jobs(&scope, Window::default()).await.unwrap();
        assert_eq!((waiting.total, waiting.rows[0].job.state.as_str()), (1, job_state::FAILED));
    });
}

#[test]
fn a_due_timer_is_found_until_it_has_fired() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let timer =
            |id: &str, due_ms| TimerRow { timer: id.to_owned(), element: None, source: "host:T11".to_owned(), due_ms };
        let opening = Commit { timers: vec![timer("m1", NOW + 20), timer("m2", NOW + 10)], ..commit(CASE, 0, "open") };
        store.commit(opening).await.unwrap();
        assert_eq!(store.next_timer_due().await.unwrap(), Some(NOW + 10));
        assert_eq!(store.due_timers(NOW + 9, 10).await.unwrap(), []);
        let due: Vec<String> =
            store.due_timers(NOW + 20, 10).await.unwrap().into_iter().map(|timer| timer.timer).collect();
        assert_eq!(due, ["m2", "m1"]);
        // One that cannot fire does not starve the others, and the wait for it does not spin.
        store.hold_timer(CASE.to_owned(), "m2".to_owned(), NOW + 1000).await.unwrap();
        assert_eq!(store.due_timers(NOW + 20, 1).await.unwrap()[0].timer, "m1");
        store.commit(Commit { timers_removed: vec!["m1".to_owned()], ..commit(CASE, 1, "timer:m1") }).await.unwrap();
        assert_eq!(store.next_timer_due().await.unwrap(), Some(NOW + 1000));
        // Moved with its limit: due again at its own time.
        store.commit(Commit { timers: vec![timer("m2", NOW + 30)], ..commit(CASE, 2, "c-2") }).await.unwrap();
        assert_eq!(store.next_timer_due().await.unwrap(), Some(NOW + 30));
    });
}
