//! Long trials: `cargo run --release -p tests --bin torture [COUNT]`. Hostile files, each in at most 100 ms and 16 MiB;
//! then broken files, a million by standard, each in at most a second, and memory grows by at most 64 MiB. Adds what it did to
//! `docs/torture.md` and goes on where the last run ended. Exit code 1 when a limit is passed or an input panics.
//! With the word `hostile` instead of a count: the hostile files only (those with a further word in their name), each shown,
//! nothing written.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use tests::bombs::{COUNT, bomb, look, name};
use tests::busy::busy;
use tests::fuzz::{input, models, try_one};

const STANDARD: u64 = 1_000_000;
const SLOW: Duration = Duration::from_secs(1);
const GROWTH_KIB: u64 = 64 * 1024;
const BOMB_SLOW: Duration = Duration::from_millis(100);
const BOMB_KIB: u64 = 16 * 1024;

const HEAD: &str = "# Long trials\n\nWritten by `make torture`; each run goes on with the inputs after those of the last.\n\n\
    | trial | inputs from | to | accepted | slowest, ms | growth or highest use, KiB | failures |\n|---|---|---|---|---|---|---|\n";

/// Highest memory use of this process so far, in KiB; 0 where the system does not tell.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Where the last run of a trial ended.
fn last(page: &str) -> u64 {
    let ends =
        page.lines().filter_map(|line| line.strip_prefix("| broken BPMN files | ")?.split(" | ").nth(1)?.parse().ok());
    ends.max().unwrap_or(0)
}

/// The hostile files: the row for the page, and how many passed a limit. With a word only those with it in their name, all shown.
fn hostile(word: Option<&str>) -> (String, u64) {
    let (mut accepted, mut failures, mut slowest, mut highest) = (0, 0, Duration::ZERO, 0);
    for number in 0..COUNT {
        let name = name(number);
        if word.is_some_and(|word| !name.contains(word)) {
            continue;
        }
        let bytes = bomb(number, 9);
        let mut refused = true;
        let highest_here = allocation_counter::measure(|| refused = look(&bytes)).bytes_max / 1024;
        // Counting costs time: the middle one of three without it.
        let mut times = [0; 3].map(|_| {
            let begin = busy();
            look(&bytes);
            busy().saturating_sub(begin)
        });
        times.sort();
        accepted += u64::from(!refused);
        slowest = slowest.max(times[1]);
        highest = highest.max(highest_here);
        let over = times[1] > BOMB_SLOW || highest_here > BOMB_KIB;
        failures += u64::from(over);
        if over || word.is_some() {
            let taken = if refused { "refused" } else { "taken" };
            println!("{:6.1} ms {highest_here:6} KiB  {taken:7} {name}", times[1].as_secs_f64() * 1000.0);
        }
    }
    let slowest = slowest.as_secs_f64() * 1000.0;
    (format!("| hostile BPMN files | 0 | {COUNT} | {accepted} | {slowest:.1} | {highest} | {failures} |"), failures)
}

fn main() -> ExitCode {
    if std::env::args().nth(1).is_some_and(|word| word == "hostile") {
        let (row, failures) = hostile(Some(&std::env::args().nth(2).unwrap_or_default()));
        println!("{row}");
        return if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let count = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(STANDARD);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/torture.md");
    let mut page = std::fs::read_to_string(&path).unwrap_or_else(|_| HEAD.to_owned());
    let (row, bombs) = hostile(None);
    println!("{row}");
    let _ = writeln!(page, "{row}");
    let from = last(&page);
    let models = models();
    // What is built once is not growth.
    try_one(&models[0]);
    let before = peak_kib();
    let (mut accepted, mut failures, mut slowest) = (0u64, 0u64, Duration::ZERO);
    for number in from..from + count {
        let bytes = input(&models, number);
        let begin = busy();
        let tried = std::panic::catch_unwind(|| try_one(&bytes));
        let took = busy().saturating_sub(begin);
        slowest = slowest.max(took);
        accepted += u64::from(matches!(tried, Ok(true)));
        if tried.is_err() || took > SLOW {
            failures += 1;
            println!("input {number}: {}", if tried.is_err() { "panic" } else { "slower than a second" });
        }
        if number % 100_000 == 99_999 {
            println!("{} inputs, slowest {:.1} ms", number + 1, slowest.as_secs_f64() * 1000.0);
        }
    }
    let growth = peak_kib().saturating_sub(before);
    failures += u64::from(growth > GROWTH_KIB);
    let slowest = slowest.as_secs_f64() * 1000.0;
    let row = format!(
        "| broken BPMN files | {from} | {} | {accepted} | {slowest:.1} | {growth} | {failures} |",
        from + count
    );
    println!("{row}");
    let _ = writeln!(page, "{row}");
    if let Err(error) = std::fs::write(&path, page) {
        eprintln!("{}: {error}", path.display());
        return ExitCode::FAILURE;
    }
    if failures + bombs == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
