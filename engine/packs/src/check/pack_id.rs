//! `pack-id`: folder, id of the pack and id of its process are one name; a procedure stands in `procedures`.

use crate::load::Content;
use crate::problem::{Place, Problem};

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for pack in content.release.packs.values() {
        let mut say = |message: String| {
            problems.push(Problem::error("pack-id", &pack.file(), Place { line: 1, column: 1 }, message));
        };
        let (top, folder) = pack.folder.split_once('/').unwrap_or_default();
        if folder != pack.id {
            say(format!("流程包 id 是 {}，文件夹名是 {folder}，应当相同", pack.id));
        }
        if (top == "procedures") != (pack.kind == "procedure") {
            say(format!("kind 为 {} 的流程包不应放在 {top} 之下", pack.kind));
        }
        let own: Vec<&String> = content
            .release
            .pack_of
            .iter()
            .filter(|(_, owner)| **owner == pack.id)
            .map(|(process, _)| process)
            .collect();
        if !own.is_empty() && !own.contains(&&pack.id) {
            say(format!("流程包 {} 中没有同名的过程", pack.id));
        }
        if pack.processes.is_empty() {
            say("流程包没有过程".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{around, found, pack, process, user_task};

    #[test]
    fn good() {
        let (manifest, bpmn) = (pack("<process file=\"process.bpmn\"/>"), process(&around(&user_task(""))));
        assert!(found(check, &[("shared/p/pack.xml", &manifest), ("shared/p/process.bpmn", &bpmn)]).is_empty());
    }

    #[test]
    fn bad() {
        let manifest = pack("");
        let found = found(check, &[("procedures/q/pack.xml", &manifest)]);
        assert_eq!(found, ["pack-id procedures/q/pack.xml:1"; 3]);
    }
}
