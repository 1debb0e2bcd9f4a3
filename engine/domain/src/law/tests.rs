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
    assert_eq!(law.gates.len(), 12);
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
    let error = from_json::<Vec<GateLaw>>(
        "gates.json",
        br#"[{"id": "G99", "on": [], "requires": {"acts": 1}, "refuse": "", "mark": "Y"}]"#,
    )
    .unwrap_err();
    assert!(error.message.contains("expected one of") && error.line == 1, "{error}");
}

/// The product's own content, read from the repository.
pub(crate) fn shipped() -> Law {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../definitions/");
    let read = |name: &str| std::fs::read(format!("{root}{name}")).unwrap_or_else(|error| panic!("{name}: {error}"));
    let list = |folder: &str| -> Vec<String> {
        let entries = std::fs::read_dir(format!("{root}{folder}")).unwrap_or_else(|error| panic!("{folder}: {error}"));
        let names = entries
            .filter_map(|entry| entry.ok())
            .filter(|entry| entry.path().extension().is_some_and(|e| e == "json"));
        let mut names: Vec<_> =
            names.map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy())).collect();
        names.sort();
        names
    };
    fn parse<T: serde::de::DeserializeOwned>(name: &str, bytes: &[u8]) -> T {
        from_json(name, bytes).unwrap_or_else(|error| panic!("{error}"))
    }
    let mut law = Law { release: "r-test".to_owned(), ..Law::default() };
    law.facts =
        parse::<Vec<FactLaw>>("facts.json", &read("facts.json")).into_iter().map(|f| (f.path.clone(), f)).collect();
    for file in list("gates") {
        law.gates.extend(parse::<Vec<GateLaw>>(&file, &read(&file)).into_iter().map(|g| (g.id.clone(), g)));
    }
    for file in list("limits") {
        law.limits.extend(parse::<Vec<LimitLaw>>(&file, &read(&file)).into_iter().map(|l| (l.id.clone(), l)));
    }
    let causes = list("causes").iter().flat_map(|file| parse::<Vec<serde_json::Value>>(file, &read(file))).collect();
    law.add_causes(causes).unwrap_or_else(|error| panic!("{error}"));
    for file in list("causes/classes") {
        let class: ConductClass = parse(&file, &read(&file));
        law.classes.insert(class.id.clone(), class);
    }
    for file in list("discretion") {
        let bytes = read(&file);
        let table: FactorTable = parse(&file, &bytes);
        let script = read(&format!("discretion/{}", table.script));
        law.methods.insert(table.id.clone(), DiscretionMethod::new(table, &bytes, &script));
    }
    for file in list("calendars") {
        let calendar: CalendarLaw = parse(&file, &read(&file));
        law.calendars.insert(calendar.id.clone(), calendar);
    }
    for file in list("laws") {
        let text: LawText = parse(&file, &read(&file));
        law.laws.insert(text.id.clone(), text);
    }
    law.agency = parse("agency/configuration.json", &read("agency/configuration.json"));
    law.roles =
        parse::<Vec<RoleLaw>>("roles", &read("agency/roles.json")).into_iter().map(|r| (r.id.clone(), r)).collect();
    for folder in std::fs::read_dir(format!("{root}documents")).into_iter().flatten().filter_map(|entry| entry.ok()) {
        let name = folder.file_name().to_string_lossy().into_owned();
        for file in list(&format!("documents/{name}")).iter().filter(|file| file.ends_with("/document.json")) {
            let entry: DocumentEntry = parse(file, &read(file));
            law.documents.insert(entry.id.clone(), entry);
        }
    }
    let profiles = parse::<Vec<AgencyProfile>>("profiles", &read("agency/profiles.json"));
    law.profiles = profiles.into_iter().map(|p| (p.unit.clone(), p)).collect();
    law
}

#[test]
fn the_shipped_content_parses_and_points_nowhere_unknown() {
    let law = shipped();
    assert_eq!(law.problems(), []);
    assert_eq!(law.profiles["example-city"].numbers.code, "999901001");
}
