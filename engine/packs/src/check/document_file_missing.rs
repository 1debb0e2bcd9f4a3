//! `document-file-missing`: template or sample of a document is not there, or the folder is named otherwise than the kind.

use serde_json::Value;

use crate::kinds::FileKind;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for tree in content.of_kind(FileKind::DocumentEntry) {
        let text = |key: &str| tree.value.get(key).and_then(Value::as_str).unwrap_or_default();
        if tree.file != format!("documents/{}/document.json", text("id")) {
            problems.push(tree.problem("document-file-missing", "/id", "文件夹名应当等于文书的 id"));
        }
        for key in ["template", "sample"] {
            let name = format!("documents/{}", text(key));
            if tree.value.get(key).is_some() && !content.release.files.contains_key(&name) {
                problems.push(tree.problem("document-file-missing", &format!("/{key}"), format!("文件不存在：{name}")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::found;

    fn with(template: &str) -> Vec<String> {
        let entry = format!(
            "{{\"id\": \"W45\", \"name\": \"告知书\",\n\"template\": \"{template}\", \"sample\": \"W45/s.json\", \"seal\": \"none\", \
             \"serve\": \"none\", \"disclose\": \"no\", \"needs\": [], \"mark\": \"S\"}}"
        );
        let files = [
            ("documents/W45/document.json", entry.as_str()),
            ("documents/W45/t.typ", ""),
            ("documents/W45/s.json", "{}"),
        ];
        found(check, &files)
    }

    #[test]
    fn good() {
        assert!(with("W45/t.typ").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(with("W45/x.typ"), ["document-file-missing documents/W45/document.json:2"]);
    }
}
