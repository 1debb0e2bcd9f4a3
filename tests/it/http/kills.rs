//! The server is killed at random while a case is worked on, as by a power cut: nothing acknowledged is lost, nothing happens twice.

use super::case::{undisturbed, whole_case};
use super::server::{Server, root};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tests::postgres::Cluster;

/// Seed of the moments.
const SEED: u64 = 20_260_821;
/// The kill comes within this time after a command was sent, µs: about as often before its answer as after it, while connectors
/// and timers are at work.
const WITHIN_US: u64 = 40_000;

/// The table in `docs/torture.md`: its last line of head, and how a row begins.
const HEAD: &str = "|---|---|---|---|---|";
const ROW: &str = "| kill -9 in the whole case, SQLite";

/// How many commands the case has at least.
const COMMANDS: u64 = 120;

/// Numbers that look random and are the same in each run (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

/// Kills that fall on commands picked by dice. After each kill the server is started again and the command sent again with the same
/// id, as a client does that got no answer; where it had got one, the answer must be the same.
pub struct Storm {
    dice: Dice,
    left: usize,
    /// Commands that were sent, killed or not.
    pub commands: u64,
    /// Kills before the answer came, and after it.
    pub in_flight: usize,
    pub answered: usize,
}

impl Storm {
    /// A storm of so many kills.
    pub fn new(kills: usize, seed: u64) -> Storm {
        Storm { dice: Dice(seed), left: kills, commands: 0, in_flight: 0, answered: 0 }
    }

    /// Whether the next command meets a kill: each of the case's commands with the same chance.
    pub fn blows(&mut self) -> bool {
        let to_come = COMMANDS.saturating_sub(self.commands).max(1);
        self.commands += 1;
        let blows = self.dice.next(to_come) < self.left as u64;
        self.left -= usize::from(blows);
        blows
    }

    /// Sends a command while the process is killed at a moment of its own.
    pub fn kill_during<T>(&mut self, victim: u32, send: impl FnOnce() -> T) -> T {
        let after = Duration::from_micros(self.dice.next(WITHIN_US));
        let busy = AtomicBool::new(true);
        let (met, answer) = std::thread::scope(|scope| {
            let killer = scope.spawn(|| {
                #[expect(clippy::disallowed_methods, reason = "the kill comes at a moment of its own")]
                std::thread::sleep(after);
                let met = busy.load(Ordering::SeqCst);
                // `kill -9`: the process gets no chance to finish anything.
                let _ = std::process::Command::new("kill").args(["-9", &victim.to_string()]).status();
                met
            });
            let answer = send();
            busy.store(false, Ordering::SeqCst);
            (killer.join().unwrap_or_default(), answer)
        });
        self.in_flight += usize::from(met);
        self.answered += usize::from(!met);
        answer
    }
}

#[test]
fn twenty_five_kills_on_sqlite_lose_and_double_nothing() {
    kills(25, SEED, None);
}

#[test]
fn ten_kills_on_postgresql_lose_and_double_nothing() {
    if let Some(cluster) = Cluster::shared() {
        kills(10, SEED, Some(cluster.database()));
    }
}

/// The whole case with kills: it ends as the undisturbed one does, with the same steps, each once.
fn kills(times: usize, seed: u64, database: Option<String>) -> Storm {
    let server = Server::demonstration(database);
    server.raise(Storm::new(times, seed));
    let timeline = whole_case(&server);
    let storm = server.calm().expect("a storm");
    eprintln!(
        "{times} kills over {} commands from the clue to the archive: {} while a request was in flight, {} between requests",
        storm.commands, storm.in_flight, storm.answered
    );
    assert_eq!(storm.in_flight + storm.answered, times, "the case has too few commands for so many kills");
    assert!(storm.in_flight * 10 >= times * 3, "only {} of {times} kills met a request", storm.in_flight);
    assert_eq!(timeline, undisturbed());
    storm
}

/// Goes on with seeds that no run had before, `XIEZHI_KILLS` kills (250 unless said), and adds the count to `docs/torture.md`.
#[test]
#[ignore = "a long trial: make torture"]
fn kills_go_on() {
    let path = root().join("docs/torture.md");
    let mut page = std::fs::read_to_string(&path).expect("docs/torture.md");
    let wanted = std::env::var("XIEZHI_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(250);
    let rows = |page: &str| page.lines().filter(|line| line.starts_with(ROW)).map(str::to_owned).collect::<Vec<_>>();
    let from = rows(&page).last().and_then(|row| row.split(" | ").nth(2)?.parse::<u64>().ok()).unwrap_or(0);
    let (mut kills_done, mut in_flight) = (0, 0);
    while kills_done < wanted {
        let storm = kills(25, SEED + 1 + from + kills_done as u64, None);
        kills_done += storm.in_flight + storm.answered;
        in_flight += storm.in_flight;
    }
    let row = format!("{ROW} | {from} | {} | {in_flight} | 0 |", from + kills_done as u64);
    let last = rows(&page).pop().unwrap_or_else(|| HEAD.to_owned());
    page = page.replacen(&last, &format!("{last}\n{row}"), 1);
    std::fs::write(&path, page).expect("written");
}
