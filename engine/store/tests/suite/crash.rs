//! kill -9 in the middle of the work: what was acknowledged is there, and whole.

use crate::bench::{Bench, NOW, commit, on_both};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use store::{Settings, Store};

const URL: &str = "XIEZHI_CRASH_URL";
const BLOBS: &str = "XIEZHI_CRASH_BLOBS";
const ROUND: &str = "XIEZHI_CRASH_ROUND";
/// Acknowledgements after which the process is killed, one number for each round.
const KILL_AFTER: [usize; 4] = [1, 37, 120, 311];

fn case_id(round: usize, writer: usize, n: usize) -> String {
    format!("01990c2e-{round:04}-7000-8{writer:03}-{n:012}")
}

#[test]
fn a_killed_process_loses_nothing_that_it_acknowledged() {
    // The same test, started again by itself, is the process that gets killed.
    if let (Ok(url), Ok(blobs), Ok(round)) = (std::env::var(URL), std::env::var(BLOBS), std::env::var(ROUND)) {
        return write_until_killed(url, PathBuf::from(blobs), round.parse().unwrap());
    }
    on_both(async |bench: &Bench| {
        for (round, kill_after) in KILL_AFTER.into_iter().enumerate() {
            let acknowledged = run_and_kill(bench, round, kill_after);
            assert!(acknowledged.len() >= kill_after, "{}", acknowledged.len());
            for line in &acknowledged {
                let (case, blob) = line.split_once(' ').unwrap();
                assert_eq!(bench.store.case(case).await.unwrap().map(|case| case.version), Some(2), "{case}");
                assert!(bench.store.blobs().read_blob(blob).await.is_ok(), "{blob}");
            }
        }
        let verified = bench.store.verify(None).await.unwrap();
        assert_eq!(verified.faults, []);
    });
}

fn run_and_kill(bench: &Bench, round: usize, kill_after: usize) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::a_killed_process_loses_nothing_that_it_acknowledged", "--nocapture"])
        .env(URL, &bench.settings.url)
        .env(BLOBS, &bench.settings.blobs)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut acknowledged = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        acknowledged.extend(line.unwrap().strip_prefix("ack ").map(str::to_owned));
        if acknowledged.len() == kill_after {
            child.kill().unwrap();
        }
    }
    assert!(!child.wait().unwrap().success(), "the process ended before it was killed");
    acknowledged
}

fn write_until_killed(url: String, blobs: PathBuf, round: usize) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open(&Settings { url, blobs, connections: 8 }).await.unwrap();
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                let store = store.clone();
                tokio::spawn(async move {
                    for n in 0..100_000 {
                        let case = case_id(round, writer, n);
                        store.commit(commit(&case, 0, &case)).await.unwrap();
                        let blob = store.put_blob(case.as_bytes(), NOW).await.unwrap().digest;
                        store.commit(commit(&case, 1, "second")).await.unwrap();
                        println!("ack {case} {blob}");
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
    });
}
