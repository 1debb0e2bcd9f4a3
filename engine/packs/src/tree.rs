//! JSON and YAML with places: the value, and for every pointer (RFC 6901) where it stands in the file.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::Spanned;

use crate::problem::{Place, Problem};

/// A parsed file.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub file: String,
    pub value: Value,
    places: BTreeMap<String, Place>,
}

impl Tree {
    /// Where the value of a pointer stands; for a pointer that is absent, the nearest enclosing value.
    pub fn place(&self, pointer: &str) -> Place {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.places.get(pointer) {
                return *place;
            }
            let Some(cut) = pointer.rfind('/') else { return Place { line: 1, column: 1 } };
            pointer = &pointer[..cut];
        }
    }
    /// An error about the value of a pointer.
    pub fn problem(&self, code: &str, pointer: &str, message: impl Into<String>) -> Problem {
        Problem::error(code, &self.file, self.place(pointer), message).at(pointer)
    }
    /// Entries of a file that is an array, with their pointers; nothing for other files.
    pub fn entries(&self) -> impl Iterator<Item = (String, &Value)> {
        self.value.as_array().into_iter().flatten().enumerate().map(|(n, value)| (format!("/{n}"), value))
    }
}

/// One step deeper, escaped.
pub fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// Reads JSON. Problems: `json-syntax`, `json-duplicate-key`, `file-encoding`.
pub fn json(file: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Tree> {
    let text = utf8(file, bytes, problems)?;
    let value = match serde_json::from_str::<Value>(text) {
        Ok(value) => value,
        Err(error) => {
            let place = Place { line: as_u32(error.line()), column: as_u32(error.column()) };
            problems.push(Problem::error("json-syntax", file, place, format!("不是合法的 JSON：{error}")));
            return None;
        }
    };
    let mut scan = Scan { rest: text, at: Place { line: 1, column: 1 }, places: BTreeMap::new(), twice: Vec::new() };
    scan.value("");
    for (pointer, place) in scan.twice {
        problems.push(Problem::error("json-duplicate-key", file, place, "同一个对象里键重复").at(pointer));
    }
    Some(Tree { file: file.to_owned(), value, places: scan.places })
}

/// Reads YAML. Problems: `yaml-syntax`, `file-encoding`.
pub fn yaml(file: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Tree> {
    let text = utf8(file, bytes, problems)?;
    match serde_saphyr::from_str::<Spanned<Yaml>>(text) {
        Ok(root) => {
            let mut places = BTreeMap::new();
            let value = flatten(root, "", &mut places);
            Some(Tree { file: file.to_owned(), value, places })
        }
        Err(error) => {
            let place = error.location().map_or(Place { line: 1, column: 1 }, place_of);
            problems.push(Problem::error("yaml-syntax", file, place, format!("不是合法的 YAML：{error}")));
            None
        }
    }
}

/// The text of a file, or the problem `file-encoding`.
pub fn utf8<'a>(file: &str, bytes: &'a [u8], problems: &mut Vec<Problem>) -> Option<&'a str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
            problems.push(Problem::error("file-encoding", file, end_of(&before), "文件不是 UTF-8 编码"));
            None
        }
    }
}

/// The place right after a text.
pub fn end_of(text: &str) -> Place {
    let mut at = Place { line: 1, column: 1 };
    for c in text.chars() {
        advance(&mut at, c);
    }
    at
}

fn advance(at: &mut Place, c: char) {
    if c == '\n' {
        at.line += 1;
        at.column = 1;
    } else {
        at.column += 1;
    }
}

fn as_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Walks a text that serde_json has accepted; so it is bounded in depth and needs no errors of its own.
struct Scan<'a> {
    rest: &'a str,
    at: Place,
    places: BTreeMap<String, Place>,
    twice: Vec<(String, Place)>,
}

impl Scan<'_> {
    fn take(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        advance(&mut self.at, c);
        Some(c)
    }
    fn space(&mut self) {
        while self.rest.starts_with([' ', '\t', '\n', '\r', ',', ':']) {
            self.take();
        }
    }
    fn text(&mut self) -> String {
        let from = self.rest;
        self.take();
        while let Some(c) = self.take() {
            match c {
                '\\' => {
                    self.take();
                }
                '"' => break,
                _ => {}
            }
        }
        serde_json::from_str(&from[..from.len() - self.rest.len()]).unwrap_or_default()
    }
    fn value(&mut self, pointer: &str) {
        self.space();
        self.places.insert(pointer.to_owned(), self.at);
        match self.rest.chars().next() {
            Some('{') => {
                self.take();
                loop {
                    self.space();
                    if self.rest.starts_with('}') || self.rest.is_empty() {
                        self.take();
                        return;
                    }
                    let at = self.at;
                    let key = child(pointer, &self.text());
                    if self.places.contains_key(&key) {
                        self.twice.push((key.clone(), at));
                    }
                    self.value(&key);
                }
            }
            Some('[') => {
                self.take();
                for n in 0.. {
                    self.space();
                    if self.rest.starts_with(']') || self.rest.is_empty() {
                        self.take();
                        return;
                    }
                    self.value(&format!("{pointer}/{n}"));
                }
            }
            Some('"') => {
                self.text();
            }
            _ => {
                while !self.rest.is_empty() && !self.rest.starts_with([',', '}', ']', ' ', '\n', '\r', '\t']) {
                    self.take();
                }
            }
        }
    }
}

fn place_of(location: serde_saphyr::Location) -> Place {
    let narrow = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Place { line: narrow(location.line()), column: narrow(location.column()) }
}

fn flatten(node: Spanned<Yaml>, pointer: &str, places: &mut BTreeMap<String, Place>) -> Value {
    places.insert(pointer.to_owned(), place_of(node.referenced));
    match node.value {
        Yaml::Plain(value) => value,
        Yaml::List(items) => Value::Array(
            items.into_iter().enumerate().map(|(n, item)| flatten(item, &format!("{pointer}/{n}"), places)).collect(),
        ),
        Yaml::Map(items) => {
            let mut map = Map::new();
            for (key, item) in items {
                let value = flatten(item, &child(pointer, &key), places);
                map.insert(key, value);
            }
            Value::Object(map)
        }
    }
}

enum Yaml {
    Plain(Value),
    List(Vec<Spanned<Yaml>>),
    Map(Vec<(String, Spanned<Yaml>)>),
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = Yaml;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }
    fn visit_bool<E>(self, v: bool) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Value::Bool(v)))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Value::Number(v.into())))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Value::Number(v.into())))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Number::from_f64(v).map_or(Value::Null, Value::Number)))
    }
    fn visit_str<E>(self, v: &str) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Value::String(v.to_owned())))
    }
    fn visit_unit<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Value::Null))
    }
    fn visit_none<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Value::Null))
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Yaml, D::Error> {
        Yaml::deserialize(deserializer)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Yaml, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Yaml::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Yaml, A::Error> {
        let mut items = Vec::new();
        while let Some(entry) = map.next_entry()? {
            items.push(entry);
        }
        Ok(Yaml::Map(items))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_places_are_line_and_column_in_characters() {
        let mut problems = Vec::new();
        let tree = json("a.json", "[\n  {\"名\": \"值\", \"b\": [1, 22]},\n 3]".as_bytes(), &mut problems).unwrap();
        assert!(problems.is_empty());
        assert_eq!(tree.place("/0"), Place { line: 2, column: 3 });
        assert_eq!(tree.place("/0/b"), Place { line: 2, column: 19 });
        assert_eq!(tree.place("/0/b/1"), Place { line: 2, column: 23 });
        assert_eq!(tree.place("/1"), Place { line: 3, column: 2 });
        assert_eq!(tree.place("/0/absent"), tree.place("/0"));
    }

    #[test]
    fn broken_json_and_a_repeated_key_are_named_with_their_place() {
        let mut problems = Vec::new();
        assert!(json("a.json", b"{\n \"a\": }", &mut problems).is_none());
        json("a.json", b"{\"a\": 1,\n \"a\": 2}", &mut problems);
        let seen: Vec<_> = problems.iter().map(|p| (p.code.as_str(), p.line, p.column)).collect();
        assert_eq!(seen, [("json-syntax", 2, 7), ("json-duplicate-key", 2, 2)]);
    }

    #[test]
    fn yaml_places_and_values() {
        let mut problems = Vec::new();
        let text = "scenario: x\nsteps:\n  - {do: SP05.01, with: {fine: \"10000\"}}\n  - clock: 2026-09-01\n";
        let tree = yaml("a.yaml", text.as_bytes(), &mut problems).unwrap();
        assert_eq!(tree.value.pointer("/steps/0/with/fine"), Some(&Value::String("10000".into())));
        assert_eq!(tree.place("/steps/1/clock").line, 4);
        assert_eq!(tree.place("/steps/0"), Place { line: 3, column: 5 });
        yaml("a.yaml", b"a: [1\nb: 2", &mut problems);
        assert_eq!(problems[0].code, "yaml-syntax");
    }
}
