//! Speed of the core, as figures: `cargo run --release -p tests --bin core_speed`. Medians over many runs; nothing is stored.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use exec::{Ask, By, CaseState, Command, NoHost, Release, Timestamp, Variables};

fn release(kind: &str, tasks: usize) -> Release {
    let mut text = String::from(
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"f\" targetNamespace=\"urn:speed\">\
         <process id=\"p\" isExecutable=\"true\"><startEvent id=\"s\"/><endEvent id=\"e\"/>",
    );
    let mut before = String::from("s");
    for n in 0..tasks {
        let _ =
            write!(text, "<{kind} id=\"t{n}\"/><sequenceFlow id=\"f{n}\" sourceRef=\"{before}\" targetRef=\"t{n}\"/>");
        before = format!("t{n}");
    }
    let _ = write!(text, "<sequenceFlow id=\"last\" sourceRef=\"{before}\" targetRef=\"e\"/></process></definitions>");
    let loaded = bpmn::load("speed.bpmn", text.as_bytes(), &bpmn::NoImports);
    for problem in loaded.problems.iter().filter(|problem| problem.is_error()) {
        eprintln!("{problem}");
    }
    Release::new("speed", loaded.processes.into_iter().map(Arc::new))
}

fn decide(release: &Release, case: CaseState, what: Ask) -> CaseState {
    let command = Command { by: By::System, what };
    match exec::decide(release, case, &mut NoHost, command, Timestamp(0)) {
        Ok(decision) => decision.case,
        Err(error) => {
            eprintln!("{error}");
            CaseState::new("none")
        }
    }
}

fn started(release: &Release) -> CaseState {
    decide(release, CaseState::new("c"), Ask::Start { process: "p".into(), variables: Variables::new() })
}

/// The median of `runs` runs, in microseconds.
fn median(runs: usize, mut once: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            once();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn complete_all(release: &Release) {
    let mut case = started(release);
    while let Some(task) = case.tasks.keys().next().copied() {
        case = decide(release, case, Ask::Complete { task, answers: serde_json::Value::Null, signatures: Vec::new() });
    }
}

fn main() {
    let five = release("task", 5);
    println!("5 tasks in sequence, one command: {:.1} µs", median(20_000, || drop(started(&five))));
    let five = release("userTask", 5);
    println!("5 user tasks, started and completed (6 commands): {:.1} µs", median(5_000, || complete_all(&five)));
    let long = release("task", 158);
    println!("158 tasks in sequence, one command: {:.1} µs", median(2_000, || drop(started(&long))));
    println!("one completion in a case with many tokens:");
    for tokens in [10, 100, 1_000, 9_000] {
        let release = wide(tokens);
        let mut case = started(&release);
        let time = median(5, || {
            if let Some(task) = case.tasks.keys().next().copied() {
                let taken = std::mem::replace(&mut case, CaseState::new("none"));
                case = decide(
                    &release,
                    taken,
                    Ask::Complete { task, answers: serde_json::Value::Null, signatures: Vec::new() },
                );
            }
        });
        println!("  {tokens} tokens: {time:.1} µs");
    }
}

/// A model in which many user tasks wait beside each other.
fn wide(tokens: usize) -> Release {
    let text = format!(
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         id=\"f\" targetNamespace=\"urn:speed\"><process id=\"p\" isExecutable=\"true\"><task id=\"before\" completionQuantity=\"{tokens}\"/>\
         <userTask id=\"t\"/><sequenceFlow id=\"x\" sourceRef=\"before\" targetRef=\"t\"/></process></definitions>"
    );
    let loaded = bpmn::load("wide.bpmn", text.as_bytes(), &bpmn::NoImports);
    for problem in loaded.problems.iter().filter(|problem| problem.is_error()) {
        eprintln!("{problem}");
    }
    Release::new("speed", loaded.processes.into_iter().map(Arc::new))
}
