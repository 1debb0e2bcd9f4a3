//! The first case from the clue to the archive through the API, on SQLite and on PostgreSQL.

use super::player::{Player, definitions, signed};
use super::server::Server;
use serde_json::Value;
use std::process::Command;
use std::sync::OnceLock;
use tests::postgres::Cluster;

/// Papers that carry the seal: notice, order, decision.
const SEALED: [&str; 3] = ["W45", "W56", "W57"];
/// All papers of the case.
const PAPERS: [&str; 16] =
    ["W10", "W112", "W17", "W21", "W30", "W41", "W44", "W45", "W47", "W48", "W53", "W55", "W56", "W57", "W59", "W75"];

#[test]
fn the_first_case_goes_from_the_clue_to_the_archive_on_sqlite() {
    assert!(undisturbed().len() > 40, "{:?}", undisturbed());
}

#[test]
fn the_first_case_goes_from_the_clue_to_the_archive_on_postgresql() {
    if let Some(cluster) = Cluster::shared() {
        assert_eq!(whole_case(&Server::demonstration(Some(cluster.database()))), undisturbed());
    }
}

/// What the timeline of the case says when nothing disturbs it; played once.
pub fn undisturbed() -> &'static [String] {
    static TIMELINE: OnceLock<Vec<String>> = OnceLock::new();
    TIMELINE.get_or_init(|| whole_case(&Server::demonstration(None)))
}

/// Takes the case from the clue to the archive; answers the lines of its timeline, sorted.
pub fn whole_case(server: &Server) -> Vec<String> {
    let (release, problems) = packs::load(&definitions());
    assert!(problems.is_empty(), "{problems:?}");
    let mut player = Player::new(server);
    player.play("penalty_fine/x01-archived", &release.scenarios);
    assert!(player.played.len() > 5, "{:?}", player.played);

    let case = player.view("lead");
    assert_eq!(case["proposed_fine"], "10000");
    assert_eq!(case["archived"], true, "{}", case["state"]);
    assert_eq!(case["incidents"], serde_json::json!([]));
    let cookie = player.cookie("lead");
    papers(server, &cookie, &player.case);
    public(server, &case, &player.decision_number());

    let timeline = server.get(&cookie, &format!("/api/cases/{}/timeline", player.case)).must(200).json();
    let (good, text) = server.verify();
    assert!(good, "{text}");
    let line = |item: &Value| format!("{} {} {} {}", item["kind"], item["who"], item["text"], item["detail"]);
    let mut lines: Vec<String> = timeline["items"].as_array().into_iter().flatten().map(line).collect();
    lines.sort_unstable();
    lines
}

/// The bank's key is good for payments; the portal takes nothing that is signed with it.
#[test]
fn a_key_of_the_bank_publishes_nothing() {
    let server = Server::demonstration(None);
    let clock = server.get("", "/api/demo").must(200).json()["clock"].as_str().unwrap_or_default().to_owned();
    let body = serde_json::json!({ "type": "publication.published", "data": {} }).to_string();
    for (path, status) in [("/portal/v1/publications", 401), ("/agency/v1/payments", 400)] {
        let answer = server.send("POST", path, &signed("key-1", &clock, &body).each(), body.as_bytes());
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
    }
    assert!(!server.get("", "/public/").must(200).text().contains("/public/decisions/"));
}

/// Every paper of the case is a PDF; the sealed ones carry a signature that holds.
fn papers(server: &Server, cookie: &str, case: &str) {
    let documents = server.get(cookie, &format!("/api/cases/{case}/documents")).must(200).json();
    let items = documents["items"].as_array().cloned().unwrap_or_default();
    let mut kinds: Vec<&str> = items.iter().filter_map(|d| d["kind"].as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, PAPERS);
    for item in &items {
        let (id, kind) = (item["id"].as_str().unwrap_or_default(), item["kind"].as_str().unwrap_or_default());
        let pdf = server.get(cookie, &format!("/api/cases/{case}/documents/{id}/pdf")).must(200);
        assert_eq!(pdf.kind, "application/pdf");
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{kind}");
        if SEALED.contains(&kind) {
            assert!(signature(&pdf.bytes).contains("Signature is Valid"), "{kind}: {}", signature(&pdf.bytes));
            let mut forged = pdf.bytes.clone();
            forged[1000] ^= 1;
            assert!(
                !signature(&forged).contains("Signature is Valid"),
                "{kind} with a flipped byte still counts as signed"
            );
        }
    }
}

/// What poppler says about the signatures of a PDF.
fn signature(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().expect("file");
    std::fs::write(file.path(), pdf).expect("written");
    let output = Command::new("pdfsig").arg(file.path()).output().expect("pdfsig of poppler-utils is installed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The portal shows what the plan names and nothing else.
fn public(server: &Server, case: &Value, decision: &str) {
    let code = case["action_code"].as_str().unwrap_or_default();
    assert_eq!(code.len(), 27);
    let list = text(server, "/public/");
    assert!(list.contains(decision) && list.contains("示例市磐石建材有限公司"), "{list}");
    let page = text(server, &format!("/public/decisions/{code}"));
    assert!(page.contains("10,000") || page.contains("10000"), "{page}");
    for hidden in ["厂长癸", "000-0000008", "演示路8号"] {
        assert!(!page.contains(hidden), "{hidden} is public");
    }
    let pdf = server.get("", &format!("/public/decisions/{code}/pdf")).must(200);
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    let looked = text(server, &format!("/c/{code}"));
    assert!(looked.contains("示例市生态环境局"), "{looked}");
    let wrong = text(server, "/c/039999010012608170001070013");
    assert!(wrong.contains("校验"), "{wrong}");
}

fn text(server: &Server, path: &str) -> String {
    String::from_utf8_lossy(&server.get("", path).must(200).bytes).into_owned()
}
