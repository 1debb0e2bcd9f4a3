//! The OpenAPI document that the server serves is the one that is checked in; the types of the pages are made of that.

use super::server::{Server, root};

/// Set it to write the snapshot instead of comparing with it.
const UPDATE: &str = "XIEZHI_UPDATE_SNAPSHOTS";

#[test]
fn the_checked_in_document_is_what_the_server_serves() {
    let server = Server::demonstration(None);
    let served = server.get("", "/api/openapi.json").must(200).json();
    let text = format!("{}\n", serde_json::to_string_pretty(&served).expect("JSON"));
    let path = root().join("docs/formats/openapi.json");
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &text).expect("written");
        return;
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = text.lines().zip(stored.lines()).position(|(served, stored)| served != stored);
    let help = "run this test with XIEZHI_UPDATE_SNAPSHOTS=1, then `npm run generate` in admin-ui";
    let line = differs.map(|n| (n + 1, text.lines().nth(n)));
    assert!(text == stored, "docs/formats/openapi.json is not what the server serves, first at {line:?}; {help}");
    let ids =
        served["paths"].as_object().into_iter().flatten().flat_map(|(_, item)| item.as_object().into_iter().flatten());
    let mut ids: Vec<&str> = ids.filter_map(|(_, operation)| operation["operationId"].as_str()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert!(all > 50 && ids.len() == all, "operation ids are unique");
}
