//! `content-file-unknown`: a file that no part of a release reads.

use crate::kinds::{FileKind, pack_folder};
use crate::load::Content;
use crate::problem::{Place, Problem};

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for name in content.release.files.keys() {
        let orphan =
            pack_folder(name).is_some_and(|folder| !content.release.files.contains_key(&format!("{folder}/pack.xml")));
        if FileKind::of(name) == FileKind::Unknown || orphan {
            let message = if orphan {
                "所在文件夹没有 pack.xml，这个文件不会被读取"
            } else {
                "没有这样的内容，这个文件不会被读取"
            };
            problems.push(
                Problem::error("content-file-unknown", name, Place { line: 1, column: 1 }, message)
                    .hint("内容放在 facts.json、gates、limits、causes、discretion、laws、calendars、agency、documents、shared、procedures 之下"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::found;

    #[test]
    fn good() {
        assert!(found(check, &[("facts.json", "[]"), ("README.md", ""), ("schema/x.json", "{}")]).is_empty());
    }

    #[test]
    fn bad() {
        let files = [("gates/notes.txt", ""), ("shared/p/process.bpmn", "")];
        assert_eq!(
            found(check, &files),
            ["content-file-unknown gates/notes.txt:1", "content-file-unknown shared/p/process.bpmn:1"]
        );
    }
}
