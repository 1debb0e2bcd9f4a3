//! The page of promises names tests: each of them is there.

use std::path::Path;

#[test]
fn every_test_that_the_page_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = std::fs::read_to_string(root.join("docs/core-claims.md")).expect("the page");
    let mut named = 0;
    for reference in page.split('`').skip(1).step_by(2) {
        let (file, function) = match reference.split_once("::") {
            Some((file, function)) => (file, format!("fn {function}")),
            None if reference.contains('/') => (reference, String::new()),
            None => continue,
        };
        let path = root.join(file);
        if path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{reference}: {e}"));
        assert!(text.contains(&function), "{reference} is not there");
        named += 1;
    }
    assert!(named > 50, "{named} tests are named");
}
