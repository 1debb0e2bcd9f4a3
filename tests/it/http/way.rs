//! What blocks a step comes with what is missing, who supplies it, and the way there for whoever can.

use super::player::{Player, definitions};
use super::server::Server;
use serde_json::{Value, json};

/// Everything that is missing for the blocked steps of a case, as one person sees it.
fn missing(player: &mut Player<'_>, alias: &str) -> Vec<Value> {
    let view = player.view(alias);
    let steps =
        view["methods"].as_array().into_iter().flatten().flat_map(|m| m["steps"].as_array().into_iter().flatten());
    let blocked = steps.filter(|step| step["state"] == "blocked");
    blocked.flat_map(|step| step["missing"].as_array().into_iter().flatten().cloned()).collect()
}

fn at<'s>(server: &'s Server, key: &str) -> Player<'s> {
    let mut player = Player::new(server);
    player.play(key, &packs::load(&definitions()).0.scenarios);
    player
}

#[test]
fn a_blocked_step_leads_to_the_task_that_opens_it() {
    let server = Server::demonstration(None);
    let mut player = at(&server, "investigation/report");
    let seen = missing(&mut player, "lead");
    assert_eq!(seen[0]["gate"], "G12");
    assert_eq!(seen[0]["text"], "还不能事先告知：还没有计算罚款数额");
    assert_eq!((&seen[0]["who"], &seen[0]["goto"]["kind"]), (&json!("主办人甲"), &json!("task")));
    let task = seen[0]["goto"]["id"].as_str().expect("a task");
    let cookie = player.cookie("lead");
    let page = server.get(&cookie, &format!("/api/cases/{}/tasks/{task}", player.case)).must(200).json();
    assert_eq!(page["element"], "bind_factors");
    let others = missing(&mut player, "legal");
    assert_eq!(
        (&others[0]["who"], &others[0]["goto"]),
        (&json!("主办人甲"), &Value::Null),
        "named, but not theirs to open"
    );
}

#[test]
fn a_blocked_step_says_until_when_it_waits() {
    let server = Server::demonstration(None);
    let mut player = at(&server, "penalty_fine/x01-noticed");
    let seen = missing(&mut player, "lead");
    let period = seen.iter().find(|one| one["gate"] == "G06").expect("the period of the statement");
    assert_eq!(period["what"], json!(["陈述、申辩期限届满（到2026年9月2日24时），或者书面放弃陈述申辩"]));
    assert_eq!(period["goto"], json!({"kind": "limits", "id": "T11"}));
    let review = seen.iter().find(|one| one["gate"] == "G09").expect("the legal review");
    assert_eq!(
        (&review["who"], &review["goto"]),
        (&json!("法制机构负责人"), &Value::Null),
        "nobody is named for it yet"
    );

    let cookie = player.cookie("lead");
    let inbox = server.get(&cookie, "/api/inbox?tab=mine").must(200).json();
    let from = &inbox["items"][0]["from"];
    assert_eq!(from["who"], "主办人甲", "{inbox}");
    // The clock of a demonstration goes on while the case is played: the minute is known, the second is not.
    assert!(from["at"].as_str().is_some_and(|at| at.starts_with("2026-08-26T10:05:")), "{from}");
    let limits = server.get(&cookie, "/api/limits").must(200).json();
    let duty = limits["items"].as_array().into_iter().flatten().find(|one| one["id"] == "T14").expect("T14");
    assert_eq!(duty["responsible"], "主办人甲");
}
