//! The conformance data beside the repository, when they are there: `../shared/conformance`. None of its files is in the project.

use std::path::{Path, PathBuf};

use tests::conformance::{ALL, Twist, run, twins};

/// The folder with the data; absent: says so loudly, and the test is passed over.
fn data() -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance");
    if dir.join("cases.json").is_file() {
        return Some(dir);
    }
    eprintln!("CONFORMANCE DATA ARE NOT HERE: {} is absent, nothing of it was run", dir.display());
    None
}

/// Everything runs and is refused as expected; only cases whose expectation contradicts their own file may differ, and of those
/// there is one in the sample.
fn whole(twists: &[Twist]) {
    let Some(dir) = data() else { return };
    let report = run(&dir, twists).expect("cases.json is readable");
    let real: Vec<&String> = report.failures.iter().filter(|line| !report.contradictions.contains(line)).collect();
    assert!(real.is_empty(), "{twists:?}: {}\n{real:#?}", report.summary());
    assert!(report.cases >= 147 && report.files >= 201, "{}", report.summary());
    assert!(report.contradictions.len() <= 1, "{:#?}", report.contradictions);
}

#[test]
fn every_model_runs_or_is_refused_as_the_suite_says() {
    whole(&[]);
}

#[test]
fn each_way_of_writing_a_model_differently_changes_nothing() {
    ALL.iter().for_each(|how| whole(&[*how]));
}

#[test]
fn all_ways_together_change_nothing() {
    whole(&ALL);
}

/// A refusal is for one thing: with that repaired the file is taken.
#[test]
fn valid_twins_of_the_refused_files_are_accepted() {
    let Some(dir) = data() else { return };
    let found = twins(&dir).expect("cases.json is readable");
    let without: Vec<&String> = found.iter().filter(|(_, twin)| twin.is_none()).map(|(file, _)| file).collect();
    assert!(found.len() >= 201, "{} files", found.len());
    assert!(without.is_empty(), "{} of {} files have no twin: {without:#?}", without.len(), found.len());
}
