//! The example files are contracts: each must parse.

use super::*;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/design/examples/");

fn read(name: &str) -> Option<Vec<u8>> {
    let bytes = std::fs::read(format!("{EXAMPLES}{name}"));
    if bytes.is_err() {
        eprintln!("SKIPPED: {EXAMPLES}{name} is not present; this test proves nothing here");
    }
    bytes.ok()
}

#[test]
fn the_example_files_parse() {
    let Some(gates) = read("content/gates.json") else { return };
    let mut law = Law::default();
    for gate in from_json::<Vec<GateLaw>>("gates.json", &gates).expect("gates") {
        law.gates.insert(gate.id.clone(), gate);
    }
    let limits = read("content/limits.json").expect("limits.json beside gates.json");
    for limit in from_json::<Vec<LimitLaw>>("limits.json", &limits).expect("limits") {
        law.limits.insert(limit.id.clone(), limit);
    }
    let facts = read("content/facts.json").expect("facts.json beside gates.json");
    for fact in from_json::<Vec<FactLaw>>("facts.json", &facts).expect("facts") {
        law.facts.insert(fact.path.clone(), fact);
    }
    let causes = read("content/causes.json").expect("causes.json beside gates.json");
    law.add_causes(from_json("causes.json", &causes).expect("causes")).expect("inheritance");
    let table = read("content/m1-default.json").expect("m1-default.json beside gates.json");
    let script = read("content/m1.rhai").expect("m1.rhai beside gates.json");
    let method = DiscretionMethod::new(from_json("m1-default.json", &table).expect("table"), &table, &script);
    law.methods.insert(method.table.id.clone(), method);
    for name in ["W45", "W59"] {
        let bytes = read(&format!("content/{name}.document.json")).expect("document entry");
        let entry: DocumentEntry = from_json(name, &bytes).expect(name);
        law.documents.insert(entry.id.clone(), entry);
    }
    assert_eq!(law.gates.len(), 11);
    assert_eq!(law.limits["T22"].rest_day, RestDay::Roll);
    let code = &law.causes["CODE2026-1130-1-3"];
    assert_eq!(code.elements.len(), 7, "elements are inherited");
    assert_eq!(code.discretion.as_deref(), Some("m1-default"));
    assert_eq!(code.successor, None, "the successor is not inherited");
    assert_eq!(code.penal.law, "CODE2026");
    assert!(law.documents["W45"].is_sealed() && !law.documents["W59"].is_served());
    let unknown: Vec<_> = law.problems().into_iter().map(|problem| problem.code).collect();
    assert!(unknown.iter().all(|code| *code == "fact-unknown"), "{unknown:?}");
}

#[test]
fn a_gate_with_an_unknown_word_says_what_was_expected() {
    let error = from_json::<Vec<GateLaw>>("gates.json", br#"[{"id": "G99", "on": [], "requires": {"acts": 1}, "refuse": "", "mark": "Y"}]"#)
        .unwrap_err();
    assert!(error.message.contains("expected one of") && error.line == 1, "{error}");
}
