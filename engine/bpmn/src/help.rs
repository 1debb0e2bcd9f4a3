//! Help for every code that a finding can have: what it means and what to do. The page `docs/checks.md` is written from it.

use crate::check::rules;
use crate::soundness;

/// Help for one code. Texts are Chinese, for authors of diagrams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Help {
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub title: &'static str,
    /// What to do.
    pub hint: &'static str,
    /// Section of the BPMN 2.0 standard; empty for what this engine asks.
    pub section: &'static str,
    /// Numbers of the rule in the catalogue of BPMN constraints.
    pub numbers: &'static [u16],
}

/// Codes of reading, importing and compiling, which no rule of the catalogue stands for: code, meaning, what to do.
const OTHERS: [(&str, &str, &str); 25] = [
    ("file-too-large", "文件超过 4 MiB 或元素、属性太多", "拆成几个文件，用调用活动相连"),
    ("xml-attributes", "一个元素的属性超过 256 个，或同一属性写了两次", "删去重复的属性"),
    ("xml-character", "含有 XML 不允许的控制字符", "删去这个字符"),
    ("xml-doctype", "不允许 DOCTYPE 声明", "删去 DOCTYPE；实体展开是攻击的常用手段，一律拒绝"),
    ("xml-encoding", "文件不是 UTF-8 编码", "用 UTF-8 重新保存"),
    ("xml-entity", "引用了没有定义的实体", "只用 &amp;lt; &amp;gt; &amp;amp; &amp;quot; &amp;apos; 和字符编号"),
    ("xml-malformed", "不是格式良好的 XML", "用建模工具重新导出，或按提示的行列修改"),
    ("model-too-large", "模型大到不能安全地编译", "拆成几个文件，用调用活动相连"),
    ("xml-namespaces", "命名空间声明太多", "把声明集中写在根元素上，删去不用的"),
    ("xml-prefix", "用了没有声明的命名空间前缀", "在根元素上声明 xmlns:前缀"),
    ("xml-too-deep", "嵌套超过 64 层", "减少子流程的层数，改用调用活动"),
    ("xml-two-roots", "根元素不止一个", "一个文件只写一个 definitions"),
    ("not-bpmn", "根元素不是 BPMN 2.0 的 definitions", "导出为 BPMN 2.0 XML"),
    ("import-missing", "找不到导入的文件，或位置在文件夹之外", "把文件放进同一文件夹；不从网络取文件"),
    ("import-namespace", "导入写的命名空间与文件的 targetNamespace 不同", "两处写成一样"),
    ("import-remote", "不从网络取导入的文件", "把文件放进同一文件夹"),
    ("import-type", "导入类型不是 BPMN、XML Schema 或 WSDL", "改正 importType"),
    ("import-unreadable", "导入的文件读不出", "先修好那个文件"),
    ("expression-invalid", "表达式写错了", "条件用 rhai 书写，例如 outcome == \"agree\""),
    ("expression-language", "表达式用了别的语言", "本引擎只运行 rhai；运行到此处会停在异常待处理"),
    ("script-invalid", "脚本写错了", "脚本用 rhai 书写"),
    ("script-language", "脚本用了别的语言", "本引擎只运行 rhai；运行到此处会停在异常待处理"),
    ("extension-unknown", "没有这个扩展元素", "扩展元素的写法见 docs/formats/bpmn-extensions.md"),
    ("extension-attribute", "扩展元素的属性不对", "扩展元素的写法见 docs/formats/bpmn-extensions.md"),
    ("extension-reference", "扩展元素引用了不在本文件中的元素", "改正引用的 id"),
];

/// Help for every code, in the order of codes.
pub fn all() -> Vec<Help> {
    let of_rule = |rule: &&'static crate::Rule| Help {
        code: rule.code,
        title: rule.title,
        hint: rule.hint,
        section: rule.section,
        numbers: rule.numbers,
    };
    let plain = |code, title, hint| Help { code, title, hint, section: "", numbers: &[] };
    let mut all: Vec<Help> = rules().iter().map(of_rule).collect();
    all.extend(OTHERS.iter().map(|(code, title, hint)| plain(code, title, hint)));
    all.extend(soundness::CODES.iter().map(|(code, title)| plain(code, title, "检查流程图的走向")));
    all.sort_by_key(|help| help.code);
    all
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn the_page_is_written_from_the_rules() {
        let mut page = String::from(
            "# 流程图检查：每个代码的说明\n\n由 `engine/bpmn` 的规则生成（`WRITE_HELP=1 cargo test -p bpmn help` 重新生成，测试会比较）。\
             “标准”是 BPMN 2.0（formal/2011-01-03）的章节，“编号”是约束目录 EXT 的号。\n\n",
        );
        for help in all() {
            let _ = writeln!(page, "## {}\n\n{}。{}。", help.code, help.title, help.hint);
            let numbers: Vec<String> = help.numbers.iter().map(|number| format!("EXT.{number:03}")).collect();
            let source = match (help.section, numbers.join("、")) {
                ("", _) => String::from("本引擎的要求"),
                (section, numbers) if numbers.is_empty() => format!("标准 {section}"),
                (section, numbers) => format!("标准 {section}，编号 {numbers}"),
            };
            let _ = writeln!(page, "\n{source}。\n");
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/checks.md");
        if std::env::var_os("WRITE_HELP").is_some() {
            std::fs::write(path, &page).unwrap();
        }
        assert!(std::fs::read_to_string(path).unwrap_or_default() == page, "docs/checks.md is out of date");
    }

    fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("check") {
                sources(&path, files);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                files.push(path);
            }
        }
    }

    #[test]
    fn every_code_has_help_and_no_code_has_two() {
        let all = all();
        let codes: std::collections::BTreeSet<&str> = all.iter().map(|help| help.code).collect();
        assert_eq!(codes.len(), all.len());
        let mut files = Vec::new();
        sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
        for file in files.iter().filter(|file| !file.ends_with("help.rs")) {
            let text = std::fs::read_to_string(file).unwrap();
            // Codes stand in quotes after `fail(`, `problem(`, `wrong(ix, element,` or `warn(`.
            for call in ["fail(", "problem(", "wrong(ix, element, ", ".warn("] {
                for after in text.split(call).skip(1) {
                    let Some(code) = after.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
                    else {
                        continue;
                    };
                    if code.contains('-') && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
                        assert!(codes.contains(code), "{}: `{code}` has no help", file.display());
                    }
                }
            }
        }
    }
}
