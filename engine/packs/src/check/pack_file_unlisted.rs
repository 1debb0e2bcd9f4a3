//! `pack-file-unlisted`: a file in a pack's folder that its manifest does not name.

use std::collections::BTreeSet;

use crate::kinds::pack_folder;
use crate::load::Content;
use crate::problem::{Place, Problem};

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    let listed: BTreeSet<String> = content
        .release
        .packs
        .values()
        .flat_map(|pack| pack.files().map(|(file, _)| file).collect::<Vec<_>>())
        .collect();
    for name in content.release.files.keys() {
        let Some(folder) = pack_folder(name) else { continue };
        let known = content.release.packs.values().any(|pack| pack.folder == folder);
        if known && !listed.contains(name) && !name.ends_with(".md") {
            let message = "pack.xml 没有列出这个文件，它不会被使用";
            let hint = format!("在 {folder}/pack.xml 中列出，或者删除");
            problems.push(Problem::error("pack-file-unlisted", name, Place { line: 1, column: 1 }, message).hint(hint));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, pack};

    #[test]
    fn good() {
        let manifest = pack("<form id=\"a\" file=\"forms/a.json\"/>");
        assert!(found(check, &[("shared/p/pack.xml", &manifest), ("shared/p/forms/a.json", "{}")]).is_empty());
    }

    #[test]
    fn bad() {
        let manifest = pack("");
        let files = [("shared/p/pack.xml", manifest.as_str()), ("shared/p/forms/a.json", "{}")];
        assert_eq!(found(check, &files), ["pack-file-unlisted shared/p/forms/a.json:1"]);
    }
}
