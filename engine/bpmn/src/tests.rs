//! Against the conformance data beside the repository, and against files written here.

use std::path::PathBuf;

use crate::*;

/// The folder of the conformance data; absent on machines without it.
fn conformance() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    if folder.join("cases.json").is_file() {
        return Some(folder);
    }
    println!("CONFORMANCE DATA NOT FOUND: {} is absent, the test shows nothing", folder.display());
    None
}

struct Folder(std::collections::BTreeMap<String, Vec<u8>>);

impl Imports for Folder {
    fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(Vec::as_slice)
    }
}

fn load_from(folder: &std::path::Path, file: &str) -> Loaded {
    let path = folder.join(file);
    let beside = path.parent().expect("a file is in a folder");
    let prefix = file.rsplit_once('/').map_or("", |(prefix, _)| prefix);
    let mut files = std::collections::BTreeMap::new();
    for entry in std::fs::read_dir(beside).expect("the folder can be read") {
        let entry = entry.expect("an entry").path();
        let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
        files.insert(format!("{prefix}/{name}"), std::fs::read(&entry).unwrap_or_default());
    }
    load(file, &files[file], &Folder(files.clone()))
}

#[test]
fn files_that_must_be_refused_are_refused_by_their_rule() {
    let Some(folder) = conformance() else { return };
    let cases: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("cases.json")).unwrap()).expect("cases.json is JSON");
    let (mut refused, mut by_rule, mut all) = (0, 0, 0);
    for file in cases["must_be_rejected"].as_array().unwrap() {
        let file = file.as_str().unwrap();
        let loaded = load_from(&folder, file);
        all += 1;
        refused += usize::from(loaded.refused());
        let number: u16 = file.split('/').nth(1).and_then(|f| f.strip_prefix("EXT")).map_or(0, |n| n.parse().unwrap());
        let of_rule = |problem: &Problem| {
            let rule = rules().iter().find(|rule| rule.code == problem.code);
            number == 0 || rule.is_some_and(|rule| rule.numbers.contains(&number))
        };
        for other in loaded.problems.iter().filter(|p| p.is_error() && !of_rule(p)) {
            println!("ALSO {file}: {other}");
        }
        if loaded.problems.iter().filter(|problem| problem.is_error()).any(of_rule) {
            by_rule += 1;
        } else {
            println!("{file}: not by its rule");
            loaded.problems.iter().for_each(|problem| println!("    {problem}"));
        }
    }
    println!("refused {refused}/{all}, by their rule {by_rule}/{all}");
    assert_eq!((refused, by_rule), (all, all));
}

#[test]
fn files_that_must_run_are_accepted() {
    let Some(folder) = conformance() else { return };
    let cases: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("cases.json")).unwrap()).expect("cases.json is JSON");
    let mut bad = 0;
    for case in cases["execution"].as_array().unwrap() {
        let file = case["file"].as_str().unwrap();
        let may_fail = case["cases"].as_array().unwrap().iter().all(|c| c["trace"] == serde_json::json!(["ERROR"]));
        let loaded = load_from(&folder, file);
        let id = case["process"].as_str().unwrap();
        let found = loaded.processes.iter().any(|process| &*process.id == id);
        if !found && !may_fail {
            bad += 1;
            println!("{file}: refused");
            loaded.problems.iter().for_each(|problem| println!("    {problem}"));
        }
    }
    assert_eq!(bad, 0);
}

#[test]
fn the_formats_of_the_product_are_accepted() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/design/examples");
    if !folder.is_dir() {
        println!("EXAMPLES OF THE FORMATS NOT FOUND: the test shows nothing");
        return;
    }
    let folders =
        std::fs::read_dir(&folder).expect("the folder can be read").map(|entry| entry.expect("an entry").path());
    let files: Vec<String> = folders
        .flat_map(|sub| ["process.bpmn", "excerpt.bpmn"].map(|file| sub.join(file)))
        .filter(|file| file.is_file())
        .map(|file| file.strip_prefix(&folder).expect("below").to_string_lossy().into_owned())
        .collect();
    assert!(files.len() >= 3, "{files:?}");
    for file in &files {
        let loaded = load_from(&folder, file);
        let errors: Vec<String> = loaded.problems.iter().filter(|p| p.is_error()).map(Problem::to_string).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert_eq!(loaded.processes.len(), 1);
    }
    let notice = &load_from(&folder, "notice/process.bpmn").processes[0];
    let approve = notice.node(notice.find("approve_notice").unwrap());
    assert_eq!(approve.extension.assign.as_ref().unwrap().not_same_as, ["draft_notice".into()]);
    assert_eq!(approve.extension.allowed("return").unwrap().to, ["draft_notice".into()]);
    assert!(approve.foreign.iter().any(|f| &*f.name == "act" && f.attribute("name") == Some("notice.issue")));
    let job = notice.node(notice.find("seal_notice").unwrap());
    assert_eq!(&*job.extension.job.as_ref().unwrap().connector, "eseal");
    let period = notice.node(notice.find("period_over").unwrap());
    let process::NodeKind::CatchEvent { trigger } = &period.kind else { panic!("{:?}", period.kind) };
    let [event::EventDefinition::Timer(event::Timer::Host { limit, .. })] = &trigger.definitions[..] else {
        panic!("{trigger:?}")
    };
    assert_eq!(&**limit, "T11");
    assert_eq!(notice.root().entry, [notice.find("start").unwrap()]);
}
