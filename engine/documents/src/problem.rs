//! What keeps a paper from being made, in English for logs and in Chinese for people.

use std::fmt;

/// One reason why a paper cannot be made. All reasons are reported together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The template is wrong: author's work, found by `check` with the sample.
    Template { file: String, line: usize, column: usize, message: String, hints: Vec<String> },
    /// No font draws this character, so it would print as a box. `path` is the fact that holds it; none: the template itself.
    MissingGlyph { path: Option<String>, character: char },
    /// A character that is invisible or turns the reading direction: the paper would not say what it seems to say.
    ForbiddenCharacter { path: String, character: char, name: &'static str },
    /// A field that the paper's entry needs is not known.
    EmptyField { path: String },
    /// A signature or picture that cannot be read.
    Image { path: String, reason: String },
}

impl Problem {
    /// Stable code for the API and for message tables.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Template { .. } => "document-template",
            Self::MissingGlyph { .. } => "document-missing-glyph",
            Self::ForbiddenCharacter { .. } => "document-forbidden-character",
            Self::EmptyField { .. } => "document-empty-field",
            Self::Image { .. } => "document-image",
        }
    }

    /// The sentence for officers (wording 21 of the UX guide). `paper` is the document's name; `title` gives the Chinese title
    /// of a fact path as declared (`service[].receiver`).
    pub fn chinese(&self, paper: &str, title: &dyn Fn(&str) -> Option<String>) -> String {
        let of = |path: &str| title(&declared(path)).unwrap_or_else(|| path.to_owned());
        match self {
            Self::Template { file, line, column, message, .. } => {
                format!(
                    "不能生成{paper}：模板 {file} 第 {line} 行第 {column} 列有错误（{message}）。请通知管理员修改模板。"
                )
            }
            Self::MissingGlyph { path: Some(path), character } => format!(
                "不能生成{paper}：{}中的“{character}”在公文字体里没有字形。请通知管理员安装补充字库；文书没有编号，也没有作废号。",
                of(path)
            ),
            Self::MissingGlyph { path: None, character } => format!(
                "不能生成{paper}：模板中的“{character}”在公文字体里没有字形。请通知管理员安装补充字库；文书没有编号，也没有作废号。"
            ),
            Self::ForbiddenCharacter { path, character, name } => format!(
                "不能生成{paper}：{}中有看不见的字符“{name}”（U+{:04X}）。请重新填写这一项；文书没有编号，也没有作废号。",
                of(path),
                u32::from(*character)
            ),
            Self::EmptyField { path } => {
                format!("不能生成{paper}：没有填“{}”。请先补齐；文书没有编号，也没有作废号。", of(path))
            }
            Self::Image { path, .. } => format!("不能生成{paper}：{}的图片读不出来。请重新签名或者上传。", of(path)),
        }
    }
}

/// `service[0].receiver` → `service[].receiver`: the path as `facts.json` declares it.
fn declared(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => {
                inside = true;
                out.push_str("[]");
            }
            ']' => inside = false,
            _ if inside => {}
            _ => out.push(c),
        }
    }
    out
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Template { file, line, column, message, hints } => {
                write!(f, "{file}:{line}:{column}: {message}")?;
                hints.iter().try_for_each(|hint| write!(f, " (hint: {hint})"))
            }
            Self::MissingGlyph { path, character } => write!(
                f,
                "no font draws U+{:04X} in {}",
                u32::from(*character),
                path.as_deref().unwrap_or("the template")
            ),
            Self::ForbiddenCharacter { path, character, .. } => {
                write!(f, "forbidden character U+{:04X} in {path}", u32::from(*character))
            }
            Self::EmptyField { path } => write!(f, "needed field {path} is empty"),
            Self::Image { path, reason } => write!(f, "image {path}: {reason}"),
        }
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wording_21_names_the_fact_and_the_character() {
        let problem = Problem::MissingGlyph { path: Some("party.name".into()), character: '𰀀' };
        let text = problem.chinese("决定书", &|path| (path == "party.name").then(|| "当事人名称".to_owned()));
        assert_eq!(
            text,
            "不能生成决定书：当事人名称中的“𰀀”在公文字体里没有字形。请通知管理员安装补充字库；文书没有编号，也没有作废号。"
        );
    }

    #[test]
    fn list_paths_are_looked_up_as_declared() {
        let problem = Problem::EmptyField { path: "service[12].receiver".into() };
        let text =
            problem.chinese("送达回证", &|path| (path == "service[].receiver").then(|| "受送达人".to_owned()));
        assert!(text.contains("没有填“受送达人”"), "{text}");
    }
}
