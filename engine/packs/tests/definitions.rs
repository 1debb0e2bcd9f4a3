//! The product's own definitions, loaded as a release.

use std::collections::BTreeMap;
use std::path::Path;

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("definitions can be listed").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("inside the root").to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read(&path).expect("file can be read"));
        }
    }
}

/// `definitions/` of the repository, or another folder named by `XIEZHI_DEFINITIONS`.
fn shipped() -> BTreeMap<String, Vec<u8>> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../definitions");
    let root = std::env::var_os("XIEZHI_DEFINITIONS").map_or(own, Into::into);
    let mut files = BTreeMap::new();
    collect(&root, &root, &mut files);
    files
}

#[test]
fn the_shipped_definitions_are_clean() {
    let (release, problems) = packs::load(&shipped());
    for problem in &problems {
        eprintln!("{problem}");
    }
    assert!(!packs::refused(&problems), "{} problems, printed above", problems.len());
    assert!(release.digest.starts_with("sha256:") && release.law.release == release.id);
    assert_eq!(release.law.profiles["example-city"].numbers.code, "999901001");
    assert!(release.person("主办人甲").is_some_and(|person| person.roles.iter().any(|role| role == "lead_officer")));
}

#[test]
fn one_changed_byte_is_another_release() {
    let mut files = shipped();
    let before = packs::digest(&files);
    files.get_mut("facts.json").expect("facts.json is there").push(b'\n');
    assert_ne!(before, packs::digest(&files));
}

/// Sheets name these digests; the files are the contract's, byte for byte.
#[test]
fn the_discretion_table_and_script_have_the_digests_of_the_contract() {
    let (release, _) = packs::load(&shipped());
    let method = &release.law.methods["m1-default"];
    assert_eq!(method.table_digest, "sha256:84f41987f0cbf14ee18ef6dc40e78b5b235a702ca15679618b04b22ed9e4445f");
    assert_eq!(method.script_digest, "sha256:fe4c589c965056e91814d532b6dc93d9f964648f92e5214f88da14a48076e09e");
}
