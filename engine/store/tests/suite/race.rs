//! Many at once: numbers, versions, groups, and callers that go away.

use crate::bench::{Bench, CASE, commit, on_both};
use std::collections::BTreeSet;
use std::time::Duration;
use store::{CommitError, NumberDrawn, Store};

fn case_id(n: usize) -> String {
    format!("01990c2e-0000-7000-8000-{n:012}")
}

/// Opens a case with the next number of the series, as app does: read, decide, commit, again if somebody was faster.
async fn draw(store: &Store, series: &str, case: &str) -> i64 {
    loop {
        let next = store.next_number(series).await.unwrap();
        let mut opening = commit(case, 0, case);
        opening.numbers = vec![NumberDrawn { series: series.to_owned(), expected: next, next: next + 1 }];
        match store.commit(opening).await {
            Ok(_) => return next,
            Err(CommitError::NumberConflict { .. }) => continue,
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn numbers_drawn_at_once_are_unique_and_gapless() {
    on_both(async |bench: &Bench| {
        let drawn = [0, 1].map(|half| {
            let store = bench.store.clone();
            tokio::spawn(async move {
                let mut numbers = Vec::new();
                for n in 0..100 {
                    numbers.push(draw(&store, "decision:示环罚:2026", &case_id(half * 100 + n)).await);
                }
                numbers
            })
        });
        let mut numbers = Vec::new();
        for half in drawn {
            numbers.extend(half.await.unwrap());
        }
        assert_eq!(numbers.len(), 200);
        assert_eq!(numbers.into_iter().collect::<BTreeSet<_>>(), (1..=200).collect());
        assert_eq!(bench.store.next_number("decision:示环罚:2026").await.unwrap(), 201);
    });
}

#[test]
fn a_number_of_a_commit_that_fails_is_not_lost() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        assert_eq!(draw(store, "s", &case_id(0)).await, 1);
        let mut late = commit(&case_id(0), 0, "late");
        late.numbers = vec![NumberDrawn { series: "s".to_owned(), expected: 2, next: 3 }];
        assert!(matches!(store.commit(late).await, Err(CommitError::VersionConflict { .. })));
        assert_eq!(draw(store, "s", &case_id(1)).await, 2);
    });
}

#[test]
fn of_ten_commands_on_one_version_one_wins() {
    on_both(async |bench: &Bench| {
        bench.store.commit(commit(CASE, 0, "open")).await.unwrap();
        let racers: Vec<_> = (0..10)
            .map(|n| {
                let store = bench.store.clone();
                tokio::spawn(async move { store.commit(commit(CASE, 1, &format!("c-{n}"))).await })
            })
            .collect();
        let mut won = 0;
        for racer in racers {
            match racer.await.unwrap() {
                Ok(committed) => {
                    assert_eq!(committed.version, 2);
                    won += 1;
                }
                Err(CommitError::VersionConflict { .. }) => (),
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!(won, 1);
        assert_eq!(bench.store.verify(None).await.unwrap().faults, []);
    });
}

#[test]
fn one_command_id_opens_one_case() {
    on_both(async |bench: &Bench| {
        let racers: Vec<_> = (0..10)
            .map(|n| {
                let store = bench.store.clone();
                tokio::spawn(async move { store.commit(commit(&case_id(n), 0, "same")).await })
            })
            .collect();
        let (mut won, mut repeated) = (0, BTreeSet::new());
        for racer in racers {
            match racer.await.unwrap() {
                Ok(_) => won += 1,
                Err(CommitError::Repeated(first)) => drop(repeated.insert(first.case)),
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!((won, repeated.len()), (1, 1));
        let ids = bench.store.case_ids("", 100).await.unwrap();
        assert_eq!(ids, repeated.into_iter().collect::<Vec<_>>(), "the others left nothing behind");
    });
}

#[test]
fn a_bad_commit_does_not_fail_its_neighbours() {
    on_both(async |bench: &Bench| {
        let waiting: Vec<_> = (0..60)
            .map(|n| {
                let store = bench.store.clone();
                // Every third one contradicts what is stored: a version of a case that does not exist.
                let version = if n % 3 == 2 { 4 } else { 0 };
                tokio::spawn(async move { store.commit(commit(&case_id(n), version, &case_id(n))).await })
            })
            .collect();
        for (n, one) in waiting.into_iter().enumerate() {
            let outcome = one.await.unwrap();
            assert_eq!(outcome.is_ok(), n % 3 != 2, "{n}: {outcome:?}");
        }
        let verified = bench.store.verify(None).await.unwrap();
        assert_eq!((verified.cases, verified.faults), (40, vec![]));
    });
}

#[test]
fn a_caller_that_goes_away_leaves_nothing_half_done() {
    on_both(async |bench: &Bench| {
        let store = &bench.store;
        let mut dropped = 0;
        for n in 0..60 {
            let patience = Duration::from_micros(n * 40);
            let outcome =
                tokio::time::timeout(patience, store.commit(commit(&case_id(n as usize), 0, &case_id(n as usize))))
                    .await;
            dropped += usize::from(outcome.is_err());
            let _ = tokio::time::timeout(patience / 4, store.case(CASE)).await;
        }
        assert!(dropped > 5, "only {dropped} callers went away in time to show anything");
        // Whoever comes next finds clean connections, and may repeat what was cut off.
        for n in 0..60 {
            match store.commit(commit(&case_id(n), 0, &case_id(n))).await {
                Ok(_) | Err(CommitError::Repeated(_)) => (),
                Err(error) => panic!("{error}"),
            }
        }
        let verified = store.verify(None).await.unwrap();
        assert_eq!((verified.cases, verified.audit_rows, verified.faults), (60, 60, vec![]));
        assert_eq!(bench.idle_in_transaction().await, 0);
    });
}
