//! The server is killed at random while a case is worked on, as by a power cut: nothing acknowledged is lost, nothing happens twice.

use super::player::{Player, definitions};
use super::server::Server;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tests::postgres::Cluster;

/// How many pieces of evidence are offered between two kills.
const OFFERED: usize = 12;

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

#[test]
fn twenty_five_kills_on_sqlite_lose_and_double_nothing() {
    kills(25, None);
}

#[test]
fn ten_kills_on_postgresql_lose_and_double_nothing() {
    if let Some(cluster) = Cluster::shared() {
        kills(10, Some(cluster.database()));
    }
}

fn kills(times: usize, database: Option<String>) {
    let folder = tempfile::tempdir().expect("folder");
    let (release, _) = packs::load(&definitions());
    let server = Server::over(folder.path().to_path_buf(), database.clone());
    let mut player = Player::new(&server);
    player.play("filing/clue-to-filed", &release.scenarios);
    let case = player.case.clone();
    drop(player);
    drop(server);

    let mut dice = Dice(20_260_821);
    let (mut said, mut unsure, mut in_flight) = (Vec::<String>::new(), Vec::<String>::new(), 0);
    for round in 0..times {
        let mut server = Server::over(folder.path().to_path_buf(), database.clone());
        let cookie = server.become_person("u-lead");
        // What was left open by the kill before is sent again with the same command id: it is done once, whatever came of it.
        for name in std::mem::take(&mut unsure) {
            offer(&server, &cookie, &case, &name).expect("the server answers");
            said.push(name);
        }
        let busy = AtomicBool::new(false);
        let after = Duration::from_micros(dice.next(90_000));
        let victim = server.process();
        let (busy_then, answers) = std::thread::scope(|scope| {
            let killer = scope.spawn(|| {
                #[expect(clippy::disallowed_methods, reason = "the kill comes at a moment of its own")]
                std::thread::sleep(after);
                let then = busy.load(Ordering::SeqCst);
                signal_kill(victim);
                then
            });
            let mut answers = Vec::new();
            for n in 0..OFFERED {
                let name = format!("材料{round}-{n}");
                busy.store(true, Ordering::SeqCst);
                let answer = offer(&server, &cookie, &case, &name);
                busy.store(false, Ordering::SeqCst);
                let stop = answer.is_none();
                answers.push((name, answer));
                if stop {
                    break;
                }
            }
            (killer.join().unwrap_or_default(), answers)
        });
        server.kill();
        in_flight += usize::from(busy_then);
        for (name, answer) in answers {
            if answer.is_some() { said.push(name) } else { unsure.push(name) }
        }
    }

    let server = Server::over(folder.path().to_path_buf(), database);
    let cookie = server.become_person("u-lead");
    let list = server.get(&cookie, &format!("/api/cases/{case}/evidence")).must(200).json();
    let names: Vec<&str> = list["items"].as_array().into_iter().flatten().filter_map(|i| i["name"].as_str()).collect();
    for name in &said {
        assert_eq!(names.iter().filter(|n| *n == name).count(), 1, "{name} was acknowledged");
    }
    for name in &names {
        assert!(said.iter().chain(&unsure).any(|n| n == name), "{name} was never offered");
    }
    eprintln!(
        "{times} kills: {in_flight} while a request was in flight; {} acknowledged, {} open",
        said.len(),
        unsure.len()
    );
    assert!(in_flight * 10 >= times * 3, "only {in_flight} of {times} kills met a request");
    let (good, text) = server.verify();
    assert!(good, "{text}");
}

/// Offers a piece of evidence. The command id is made of its name, so that a repeat is the same command. `None`: no answer came.
fn offer(server: &Server, cookie: &str, case: &str, name: &str) -> Option<Value> {
    let meta = json!({ "name": name, "kind": "documentary", "collectors": ["u-lead", "u-assist"], "place": "演示", "proves": ["EL1"] });
    let (round, n) = name.trim_start_matches("材料").split_once('-').unwrap_or_default();
    let id = format!("00000000-0000-4000-9000-{round:0>6}{n:0>6}");
    let answer = server.upload(cookie, case, &id, &meta, name).ok()?;
    assert!(answer.status == 201, "{name}: {} {}", answer.status, String::from_utf8_lossy(&answer.bytes));
    Some(answer.json())
}

/// `kill -9`: the process gets no chance to finish anything.
fn signal_kill(process: u32) {
    let _ = std::process::Command::new("kill").args(["-9", &process.to_string()]).status();
}
