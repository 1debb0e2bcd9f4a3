//! Who may depend on whom: every Cargo.toml against the table of ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Crate folder, its name, and the crates of this workspace that it may use.
const TABLE: &[(&str, &str, &[&str])] = &[
    ("engine/script", "script", &[]),
    ("engine/bpmn", "bpmn", &["script"]),
    ("engine/exec", "exec", &["bpmn", "script"]),
    ("engine/domain", "domain", &["script", "exec"]),
    ("engine/packs", "packs", &["bpmn", "script", "domain", "exec"]),
    ("engine/documents", "documents", &["domain"]),
    ("engine/store", "store", &["exec", "domain"]),
    ("engine/app", "app", &["packs", "exec", "domain", "documents", "store"]),
    ("engine/api", "api", &["app", "domain", "admin-ui"]),
    ("engine/worker", "worker", &["app", "connector-sdk"]),
    ("admin-ui", "admin-ui", &[]),
    ("connectors/sdk", "connector-sdk", &[]),
    ("connectors/builtin", "connectors-builtin", &["connector-sdk"]),
];

/// Outside crates that a pure crate must not name: clock, randomness, files, network, async, SQL.
const IMPURE: &[&str] = &["tokio", "sqlx", "axum", "reqwest", "uuid", "rand", "lettre", "async-trait", "tower-http"];
const PURE: &[&str] = &["script", "bpmn", "exec", "domain", "packs"];

/// Names under `[dependencies]` of a manifest; development and build dependencies do not count.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut section = String::new();
    let mut names = BTreeSet::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_string();
        } else if section == "dependencies" && !line.is_empty() && !line.starts_with('#') {
            let end = line.find(['.', ' ', '=']).unwrap_or(line.len());
            names.insert(line[..end].to_string());
        }
    }
    names
}

fn manifest(folder: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder).join("Cargo.toml");
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn crates_depend_only_on_what_the_table_allows() {
    let ours: BTreeMap<&str, &[&str]> = TABLE.iter().map(|(_, name, may)| (*name, *may)).collect();
    let mut wrong = Vec::new();
    for (folder, name, may) in TABLE {
        for used in dependencies(&manifest(folder)) {
            if ours.contains_key(used.as_str()) && !may.contains(&used.as_str()) {
                wrong.push(format!("{folder}/Cargo.toml uses {used}; allowed are {may:?}"));
            }
            if PURE.contains(name) && IMPURE.contains(&used.as_str()) {
                wrong.push(format!("{folder}/Cargo.toml uses {used}, but {name} is pure"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_test_crate_needs_only_the_core() {
    let ours: BTreeSet<&str> = TABLE.iter().map(|(_, name, _)| *name).chain(["server"]).collect();
    let used: Vec<_> = dependencies(&manifest("tests")).into_iter().filter(|d| ours.contains(d.as_str())).collect();
    assert_eq!(used, ["bpmn", "exec", "script"], "the conformance runner must build without the rest");
}
