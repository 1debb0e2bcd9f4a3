//! Speed of the core, as figures: `cargo run --release -p tests --bin core_speed`. Medians over many runs; nothing is stored.
//! The goals stand beside the figures; this is a measurement, no test.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use exec::{Ask, CaseState, Release, Variables};
use tests::busy::busy;
use tests::large_case::{carry_out as decide, case_of, complete_one};

const HEAD: &str = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
    id=\"f\" targetNamespace=\"urn:speed\"><process id=\"p\" isExecutable=\"true\">";
const TAIL: &str = "</process></definitions>";

fn load(body: &str) -> Release {
    let text = format!("{HEAD}{body}{TAIL}");
    let loaded = bpmn::load("speed.bpmn", text.as_bytes(), &bpmn::NoImports);
    for problem in loaded.problems.iter().filter(|problem| problem.is_error()) {
        eprintln!("{problem}");
    }
    Release::new("speed", loaded.processes.into_iter().map(Arc::new))
}

fn flow(from: &str, to: &str, condition: &str) -> String {
    let inside = if condition.is_empty() {
        String::new()
    } else {
        format!("<conditionExpression xsi:type=\"tFormalExpression\">{condition}</conditionExpression>")
    };
    format!("<sequenceFlow id=\"{from}_{to}\" sourceRef=\"{from}\" targetRef=\"{to}\">{inside}</sequenceFlow>")
}

/// Tasks of one kind in a row.
fn row(kind: &str, tasks: usize) -> Release {
    let mut text = String::from("<startEvent id=\"s\"/><endEvent id=\"e\"/>");
    let mut before = String::from("s");
    for n in 0..tasks {
        let _ = write!(text, "<{kind} id=\"t{n}\"/>{}", flow(&before, &format!("t{n}"), ""));
        before = format!("t{n}");
    }
    text.push_str(&flow(&before, "e", ""));
    load(&text)
}

/// A procedure of blocks of ten nodes: a script, a question, two branches side by side, a sub-process; and eight more tasks.
fn procedure(blocks: usize) -> String {
    let mut text = String::from("<startEvent id=\"s\"/><endEvent id=\"e\"/>");
    let mut before = String::from("s");
    for n in 0..blocks {
        let _ = write!(
            text,
            "<scriptTask id=\"a{n}\"><script>n = {n};</script></scriptTask>\
             <exclusiveGateway id=\"b{n}\" default=\"b{n}_d{n}\"/><task id=\"c{n}\"/><exclusiveGateway id=\"d{n}\"/>\
             <parallelGateway id=\"f{n}\"/><task id=\"g{n}\"/><task id=\"h{n}\"/><parallelGateway id=\"i{n}\"/>\
             <subProcess id=\"j{n}\"><task id=\"k{n}\"/></subProcess>"
        );
        let joins = [
            (before.clone(), format!("a{n}"), String::new()),
            (format!("a{n}"), format!("b{n}"), String::new()),
            (format!("b{n}"), format!("c{n}"), String::from("n >= 0")),
            (format!("b{n}"), format!("d{n}"), String::new()),
            (format!("c{n}"), format!("d{n}"), String::new()),
            (format!("d{n}"), format!("f{n}"), String::new()),
            (format!("f{n}"), format!("g{n}"), String::new()),
            (format!("f{n}"), format!("h{n}"), String::new()),
            (format!("g{n}"), format!("i{n}"), String::new()),
            (format!("h{n}"), format!("i{n}"), String::new()),
            (format!("i{n}"), format!("j{n}"), String::new()),
        ];
        joins.iter().for_each(|(from, to, condition)| text.push_str(&flow(from, to, condition)));
        before = format!("j{n}");
    }
    text.push_str(&flow(&before, "e", ""));
    text
}

fn started(release: &Release) -> CaseState {
    let variables = Variables::from([("n".into(), 0.into())]);
    decide(release, CaseState::new("c"), Ask::Start { process: "p".into(), variables })
}

/// The median of `runs` runs, in microseconds: of the time that passes, and of the processor's time, which other programs do not
/// disturb as much.
fn both(runs: usize, mut once: impl FnMut()) -> (f64, f64) {
    let mut own = Vec::new();
    let passed = median(runs, || {
        let begin = busy();
        once();
        own.push(busy().saturating_sub(begin).as_secs_f64() * 1e6);
    });
    own.sort_by(f64::total_cmp);
    (passed, own[own.len() / 2])
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
    while !case.tasks.is_empty() {
        case = complete_one(release, case);
    }
}

fn reading() {
    let blocks = (1..).map(|n| n * 50).find(|n| procedure(*n).len() >= 1_000_000).unwrap_or(1);
    let text = format!("{HEAD}{}{TAIL}", procedure(blocks));
    let bytes = text.as_bytes();
    let (time, own) = both(15, || drop(bpmn::load("large.bpmn", bytes, &bpmn::NoImports)));
    let (time, own) = (time / 1000.0, own / 1000.0);
    let nodes = blocks * 10;
    println!(
        "read and compile {} bytes, {nodes} nodes: {time:.1} ms, {own:.1} ms of the processor (goal 60 ms)",
        text.len()
    );
    let (_, parsing) = both(15, || drop(bpmn::parse("large.bpmn", bytes, &bpmn::NoImports)));
    let Some(definition) = bpmn::parse("large.bpmn", bytes, &bpmn::NoImports).0 else { return };
    let (_, checking) = both(15, || drop(bpmn::check(&definition)));
    println!("  of it reading {:.1} ms, rules {:.1} ms of the processor", parsing / 1000.0, checking / 1000.0);
}

fn running() {
    let five = row("task", 5);
    println!("5 tasks in a row, one command: {:.1} µs (goal 5 µs)", median(20_000, || drop(started(&five))));
    let five = row("userTask", 5);
    println!("5 user tasks, started and completed (6 commands): {:.1} µs", median(5_000, || complete_all(&five)));
    let mut text = procedure(15);
    // 150 nodes of blocks, start, end and six more tasks make 158.
    text = text.replace("<sequenceFlow id=\"s_a0\" sourceRef=\"s\" targetRef=\"a0\"></sequenceFlow>", "");
    let mut before = String::from("s");
    for n in 0..6 {
        let _ = write!(text, "<task id=\"x{n}\"/>{}", flow(&before, &format!("x{n}"), ""));
        before = format!("x{n}");
    }
    text.push_str(&flow(&before, "a0", ""));
    let mixed = load(&text);
    println!("procedure of 158 nodes, one command: {:.1} µs (goal 150 µs)", median(2_000, || drop(started(&mixed))));
}

fn growing() {
    println!("one completion in a case of many tokens (goal: the same for all):");
    for tokens in [10, 100, 1_000, 9_990] {
        let (release, first) = case_of(tokens);
        let held = first.tokens.len();
        let mut case = Some(first);
        let mut once = || case = case.take().map(|case| complete_one(&release, case));
        let used = allocation_counter::measure(&mut once);
        let time = median(9, once);
        println!("  {held} tokens: {time:.1} µs, {} allocations, {} bytes", used.count_total, used.bytes_total);
    }
}

fn parked() {
    let release = row("userTask", 1);
    let mut variables = Variables::new();
    for n in 0..15 {
        variables.insert(format!("variable_{n}").into(), format!("a value of some length, number {n}").as_str().into());
    }
    let case = decide(&release, CaseState::new("c"), Ask::Start { process: "p".into(), variables });
    let bytes = serde_json::to_vec(&case).map_or(0, |stored| stored.len());
    println!("stored state of a parked case with 15 variables: {bytes} bytes (goal 4096)");
}

/// All parts, or those named on the command line.
fn main() {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let parts: [(&str, fn()); 4] =
        [("reading", reading), ("running", running), ("growing", growing), ("parked", parked)];
    for (name, part) in parts {
        if named.is_empty() || named.iter().any(|word| word == name) {
            part();
        }
    }
}
