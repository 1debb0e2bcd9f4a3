//! `pack-file-missing`: a file that the manifest names and the folder does not have.

use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for pack in content.release.packs.values() {
        for (name, place) in pack.files() {
            if !content.release.files.contains_key(&name) {
                let message = format!("pack.xml 列出的文件不存在：{name}");
                problems.push(Problem::error("pack-file-missing", &pack.file(), place, message));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, pack};

    #[test]
    fn good() {
        let manifest = pack("<script file=\"scripts/a.rhai\"/>");
        assert!(found(check, &[("shared/p/pack.xml", &manifest), ("shared/p/scripts/a.rhai", "1")]).is_empty());
    }

    #[test]
    fn bad() {
        let manifest = pack("<form id=\"a\" file=\"forms/a.json\" layout=\"forms/a.layout.json\"/>");
        let files = [("shared/p/pack.xml", manifest.as_str()), ("shared/p/forms/a.json", "{}")];
        assert_eq!(found(check, &files), ["pack-file-missing shared/p/pack.xml:2"]);
    }
}
