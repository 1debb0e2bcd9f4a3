//! Changing a procedure at run time: only the BPMN file changes, new cases follow it, running cases keep theirs.

use super::player::definitions;
use super::server::Server;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const FILING: &str = "shared/filing/process.bpmn";
const PENALTY: &str = "procedures/penalty_fine/process.bpmn";

fn folder(files: &BTreeMap<String, Vec<u8>>) -> Value {
    let files: BTreeMap<&String, String> = files.iter().map(|(name, bytes)| (name, STANDARD.encode(bytes))).collect();
    json!({ "files": files, "note": "演示" })
}

fn edit(files: &BTreeMap<String, Vec<u8>>, name: &str, with: impl Fn(&str) -> String) -> BTreeMap<String, Vec<u8>> {
    let mut files = files.clone();
    let text = String::from_utf8(files[name].clone()).expect("text");
    let changed = with(&text);
    assert_ne!(changed, text, "{name} is not changed");
    files.insert(name.to_owned(), changed.into_bytes());
    files
}

/// Elements of the open tasks of a case.
fn open(server: &Server, cookie: &str, case: &str) -> Vec<String> {
    let view = server.get(cookie, &format!("/api/cases/{case}")).must(200).json();
    let steps =
        view["methods"].as_array().into_iter().flatten().flat_map(|m| m["steps"].as_array().into_iter().flatten());
    let tasks: Vec<String> = steps
        .flat_map(|s| s["tasks"].as_array().into_iter().flatten())
        .filter_map(|t| t["task"].as_str().map(str::to_owned))
        .collect();
    let element = |task: &String| {
        let page = server.get(cookie, &format!("/api/cases/{case}/tasks/{task}")).must(200).json();
        page["element"].as_str().unwrap_or_default().to_owned()
    };
    tasks.iter().map(element).collect()
}

#[test]
fn a_changed_diagram_counts_for_new_cases_once_it_is_published() {
    let server = Server::demonstration(None);
    let (clerk, lead, admin) =
        (server.become_person("u-clue"), server.become_person("u-lead"), server.become_person("u-admin"));
    let before = server.register_clue(&clerk);
    assert_eq!(open(&server, &lead, &before), ["preliminary_review"]);

    let files = definitions();
    let changed = edit(&files, FILING, |text| {
        let renamed = text
            .replace("preliminary_review", "look_first")
            .replace("form ref=\"look_first\"", "form ref=\"preliminary_review\"");
        renamed.replace("name=\"初步审查四项立案条件\"", "name=\"先看四项立案条件\"")
    });
    let checked = server.post(&admin, "/api/definitions/check", &folder(&changed)).must(200).json();
    assert_eq!(checked["errors"], 0, "{checked}");
    let unpublished = server.register_clue(&clerk);
    assert_eq!(open(&server, &lead, &unpublished), ["preliminary_review"], "what is not published counts for nobody");

    let published = server.post(&admin, "/api/definitions/releases", &folder(&changed)).must(201).json();
    assert!(published["release"].as_str().is_some_and(|r| r.starts_with("r-")), "{published}");
    let after = server.register_clue(&clerk);
    assert_eq!(open(&server, &lead, &after), ["look_first"], "a new case follows the new diagram");
    assert_eq!(open(&server, &lead, &before), ["preliminary_review"], "a running case keeps its own");
}

#[test]
fn a_release_with_an_error_is_refused_and_changes_nothing() {
    let server = Server::demonstration(None);
    let (clerk, lead, admin) =
        (server.become_person("u-clue"), server.become_person("u-lead"), server.become_person("u-admin"));
    let files = definitions();
    let broken = edit(&files, FILING, |text| text.replace("targetRef=\"preliminary_review\"", "targetRef=\"nowhere\""));
    let without_notice =
        edit(&files, PENALTY, |text| text.replace("calledElement=\"notice\"", "calledElement=\"case_review\""));
    for folder_of in [broken, without_notice] {
        let checked = server.post(&admin, "/api/definitions/check", &folder(&folder_of)).must(200).json();
        assert!(checked["errors"].as_u64().is_some_and(|n| n > 0), "{checked}");
        let refused = server.post(&admin, "/api/definitions/releases", &folder(&folder_of));
        assert!((400..500).contains(&refused.status), "{}", refused.status);
    }
    assert_eq!(server.post(&lead, "/api/definitions/releases", &folder(&files)).code(), "permission-missing");
    let case = server.register_clue(&clerk);
    assert_eq!(open(&server, &lead, &case), ["preliminary_review"]);
}

#[test]
fn a_refusal_reaches_a_caller_who_is_still_sending() {
    let server = Server::demonstration(None);
    let (lead, admin) = (server.become_person("u-lead"), server.become_person("u-admin"));
    let long = json!({ "files": { "definitions.yaml": "x".repeat(7 << 20) } });
    for _ in 0..10 {
        assert_eq!(server.post(&lead, "/api/definitions/releases", &long).code(), "permission-missing");
    }
    let too_long = json!({ "files": { "definitions.yaml": "x".repeat(9 << 20) } });
    for _ in 0..10 {
        assert_eq!(server.post(&admin, "/api/definitions/releases", &too_long).code(), "request-too-large");
    }
}
