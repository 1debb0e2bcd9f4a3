//! A job that fails until it gives up, the case that stands still, and the operator who lets it go on; a step that cannot work
//! and is settled by hand.

use super::player::{Player, definitions};
use super::server::{Server, command_id, each_database};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use packs::scenario::Verb;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long the workers may take.
const PATIENCE: Duration = Duration::from_secs(30);
const SCENARIO: &str = "penalty_fine/x01-archived";

/// Asks until the answer is there.
fn wait<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    #[expect(clippy::disallowed_methods, reason = "a test waits for the workers of another process")]
    let start = Instant::now();
    loop {
        if let Some(found) = ask() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        #[expect(clippy::disallowed_methods, reason = "a test waits for the workers of another process")]
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn operations(server: &Server, admin: &str) -> Value {
    server.get(admin, "/api/operations").must(200).json()
}

/// The one open incident, once it is there.
fn stuck(server: &Server, admin: &str) -> Value {
    wait("an incident", || operations(server, admin)["incidents"].get(0).cloned())
}

fn repair(server: &Server, cookie: &str, item: &Value, how: &str, reason: &str) -> super::server::Answer {
    let (case, incident) = (item["case"].as_str().unwrap_or_default(), item["incident"].as_str().unwrap_or_default());
    server.post(cookie, &format!("/api/cases/{case}/incidents/{incident}/{how}"), &json!({ "reason": reason }))
}

fn told(server: &Server, cookie: &str, case: &str) -> Vec<String> {
    let timeline = server.get(cookie, &format!("/api/cases/{case}/timeline")).must(200).json();
    let items = timeline["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|i| format!("{}：{}", i["who"].as_str().unwrap_or(""), i["text"].as_str().unwrap_or(""))).collect()
}

#[test]
fn a_publication_that_gave_up_goes_out_when_an_operator_tries_again() {
    each_database().for_each(publication_tried_again);
}

fn publication_tried_again(database: Option<String>) {
    let server = Server::demonstration(database);
    let admin = server.become_person("u-admin");
    let mut scenarios = packs::load(&definitions()).0.scenarios;
    let archived = scenarios.get_mut(SCENARIO).expect("the scenario");
    let day = archived.steps.iter().position(|s| s.verb == Verb::Clock && s.target_text().starts_with("2026-09-17"));
    archived.steps.truncate(day.expect("the day of publication"));
    let mut player = Player::new(&server);
    player.play(SCENARIO, &scenarios);
    assert_eq!(operations(&server, &admin), json!({ "incidents": [], "jobs": [] }));

    // The disk of the portal is away: each attempt fails for a passing reason, until none is left.
    let (files, away) = (server.data.join("files"), server.data.join("files.away"));
    std::fs::rename(&files, &away).expect("moved");
    std::fs::write(&files, b"").expect("in its place");
    server.post("", "/api/demo/clock", &json!({ "to": "2026-09-17T09:00:00+08:00" })).must(200);
    let item = wait("the job to give up", || {
        let now = operations(&server, &admin);
        if let Some(item) = now["incidents"].get(0) {
            return Some(item.clone());
        }
        let next = now["jobs"].get(0).filter(|job| job["state"] == "ready")?;
        let clock = server.get("", "/api/demo").must(200).json()["clock"].clone();
        if next["at"].as_str() > clock.as_str() {
            server.post("", "/api/demo/clock", &json!({ "to": next["at"] }));
        }
        None
    });
    let jobs = operations(&server, &admin)["jobs"].clone();
    assert_eq!((&jobs[0]["state"], &jobs[0]["incident"]), (&json!("failed"), &item["incident"]), "{jobs}");
    assert!(jobs[0]["attempts"].as_i64().is_some_and(|n| n > 1) && jobs[0]["error"].is_string(), "{jobs}");
    assert_eq!((&item["code"], &item["place"]), (&json!("job-failed"), &json!("发布")), "{item}");
    assert_eq!(player.view("lead")["incidents"][0]["id"], item["incident"], "the page of the case names it");

    let lead = player.cookie("lead");
    assert_eq!(repair(&server, &lead, &item, "retry", "磁盘已恢复").must(403).code(), "permission-missing");
    assert_eq!(repair(&server, &admin, &item, "retry", " ").must(422).code(), "reason-missing");
    repair(&server, &admin, &item, "retry", "还没有修好").must(200);
    let again = wait("the next failure", || {
        let now = operations(&server, &admin)["incidents"].get(0).cloned();
        now.filter(|now| now["incident"] != item["incident"])
    });
    assert_eq!(repair(&server, &admin, &item, "retry", "旧的编号").must(409).code(), "incident-gone");

    std::fs::remove_file(&files).expect("removed");
    std::fs::rename(&away, &files).expect("back");
    repair(&server, &admin, &again, "retry", "磁盘已恢复").must(200);
    wait("the publication", || (operations(&server, &admin) == json!({ "incidents": [], "jobs": [] })).then_some(()));
    let list = server.get("", "/public/").must(200);
    assert!(String::from_utf8_lossy(&list.bytes).contains("示例市磐石建材有限公司"), "it is published");
    let told = told(&server, &lead, &player.case);
    assert!(told.contains(&"管理员子：“发布”停住后再试一次：磁盘已恢复".to_owned()), "{told:?}");
    let (good, said) = server.verify();
    assert!(good, "{said}");
}

#[test]
fn a_step_that_cannot_work_is_settled_by_hand() {
    each_database().for_each(settled_by_hand);
}

fn settled_by_hand(database: Option<String>) {
    let server = Server::demonstration(database);
    let (clerk, admin) = (server.become_person("u-clue"), server.become_person("u-admin"));
    let name = "shared/filing/process.bpmn";
    let mut files = definitions();
    let text = String::from_utf8(files[name].clone()).expect("text");
    let job = "<bpmn:serviceTask id=\"send_away\" name=\"通知外部系统\"><bpmn:extensionElements><xe:job connector=\"nowhere\" \
               operation=\"tell\"/></bpmn:extensionElements></bpmn:serviceTask>\
               <bpmn:sequenceFlow id=\"f_away\" sourceRef=\"send_away\" targetRef=\"preliminary_review\"/>";
    let changed = text.replace("targetRef=\"preliminary_review\"", "targetRef=\"send_away\"").replacen(
        "<bpmn:userTask id=\"preliminary_review\"",
        &format!("{job}<bpmn:userTask id=\"preliminary_review\""),
        1,
    );
    assert_ne!(changed, text);
    files.insert(name.to_owned(), changed.into_bytes());
    let folder: std::collections::BTreeMap<_, _> = files.iter().map(|(n, b)| (n, STANDARD.encode(b))).collect();
    server.post(&admin, "/api/definitions/releases", &json!({ "files": folder })).must(201);

    let case = server.register_clue(&clerk);
    let item = stuck(&server, &admin);
    assert_eq!(
        (&item["case"], &item["place"], &item["can_resolve"]),
        (&json!(case), &json!("通知外部系统"), &json!(true))
    );
    let view = server.get(&clerk, &format!("/api/cases/{case}")).must(200).json();
    assert!(view["methods"].to_string().contains("在这里停住，等管理员处理"), "the step says so: {view}");
    let neighbour = server.become_person("u-county1-lead");
    assert_eq!(repair(&server, &neighbour, &item, "resolve", "已电话通知").must(403).code(), "permission-missing");
    // Sent twice with one id, as by a client that got no answer: the first answer again.
    let path = format!("/api/cases/{case}/incidents/{}/resolve", item["incident"].as_str().unwrap_or_default());
    let id = command_id();
    let headers = [("cookie", admin.as_str()), ("content-type", "application/json"), ("command-id", id.as_str())];
    let sent = || server.send("POST", &path, &headers, json!({ "reason": "已电话通知" }).to_string().as_bytes());
    let first = sent().must(200);
    assert_eq!(sent().must(200).text(), first.text());
    assert_eq!(operations(&server, &admin)["incidents"], json!([]));
    let view = server.get(&clerk, &format!("/api/cases/{case}")).must(200).json();
    assert!(view.to_string().contains("初步审查"), "the next step is open: {view}");
    assert!(told(&server, &clerk, &case).iter().any(|line| line.ends_with("作为已在系统外办结处理：已电话通知")));
}
