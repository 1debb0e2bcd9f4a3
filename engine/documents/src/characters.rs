//! Characters that must not get into a paper: those no font can draw, and those no reader can see.

use std::collections::BTreeSet;

use serde_json::Value;
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

use crate::problem::Problem;

/// Calls `visit` with every text of the data and its path (`party.name`, `service[0].receiver`). Keys are not values.
pub(crate) fn texts<'a>(value: &'a Value, path: &mut String, visit: &mut dyn FnMut(&str, &'a str)) {
    match value {
        Value::String(text) => visit(path, text),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let length = path.len();
                path.push_str(&format!("[{index}]"));
                texts(item, path, visit);
                path.truncate(length);
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields {
                let length = path.len();
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
                texts(item, path, visit);
                path.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Invisible, direction-turning and undefined characters in the data, each path and character once.
pub(crate) fn forbidden(data: &Value) -> Vec<Problem> {
    let mut found = BTreeSet::new();
    texts(data, &mut String::new(), &mut |path, text| {
        for character in text.chars() {
            if let Some(name) = forbidden_name(character) {
                found.insert((path.to_owned(), character, name));
            }
        }
    });
    found.into_iter().map(|(path, character, name)| Problem::ForbiddenCharacter { path, character, name }).collect()
}

/// The Chinese name of a character that a paper must not contain; line feed and tab are allowed.
fn forbidden_name(character: char) -> Option<&'static str> {
    Some(match character {
        '\n' | '\r' | '\t' => return None,
        '\u{061C}' | '\u{200E}' | '\u{200F}' => "书写方向标记",
        '\u{202A}'..='\u{202E}' => "双向文字控制符",
        '\u{2066}'..='\u{2069}' => "双向文字隔离符",
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => "零宽字符",
        '\u{00AD}' => "软连字符",
        '\u{2028}' | '\u{2029}' => "行段分隔符",
        '\u{2061}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{180E}' | '\u{3164}' | '\u{115F}' | '\u{1160}' => {
            "不可见字符"
        }
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => "异体字选择符",
        '\u{E0000}'..='\u{E007F}' => "标签字符",
        '\u{FFFD}' => "乱码替换符",
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' => "自造字",
        c if c.is_control() => "控制字符",
        _ => return None,
    })
}

/// Characters that were laid out as the empty glyph, in the order of their code.
pub(crate) fn missing_glyphs(document: &PagedDocument) -> BTreeSet<char> {
    let mut missing = BTreeSet::new();
    for page in document.pages() {
        walk(&page.frame, &mut missing);
    }
    missing
}

fn walk(frame: &Frame, missing: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => walk(&group.frame, missing),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    missing.extend(text.text[glyph.range()].chars().filter(|c| !c.is_whitespace()));
                }
            }
            _ => {}
        }
    }
}

/// The problem for each missing character: every path whose value holds it; without one the template itself holds it.
pub(crate) fn name_missing(missing: &BTreeSet<char>, data: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    for &character in missing {
        let mut paths = BTreeSet::new();
        texts(data, &mut String::new(), &mut |path, text| {
            if text.contains(character) {
                paths.insert(path.to_owned());
            }
        });
        if paths.is_empty() {
            problems.push(Problem::MissingGlyph { path: None, character });
        }
        problems.extend(paths.into_iter().map(|path| Problem::MissingGlyph { path: Some(path), character }));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn invisible_characters_are_named_with_their_path() {
        let data = json!({"party": {"name": "甲\u{202E}公司"}, "service": [{"receiver": "正常\n第二行"}, {"receiver": "乙\u{200B}"}]});
        let problems = forbidden(&data);
        assert_eq!(
            problems,
            [
                Problem::ForbiddenCharacter {
                    path: "party.name".into(),
                    character: '\u{202E}',
                    name: "双向文字控制符"
                },
                Problem::ForbiddenCharacter {
                    path: "service[1].receiver".into(),
                    character: '\u{200B}',
                    name: "零宽字符"
                },
            ]
        );
    }

    #[test]
    fn ordinary_rare_and_latin_text_passes() {
        assert_eq!(forbidden(&json!({"a": "䶮𠮷 ABC-12 “引”〔2026〕 ㎡\t℃"})), []);
    }
}
