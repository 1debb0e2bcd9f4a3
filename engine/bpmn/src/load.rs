//! From bytes to everything: the entry points.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::definition::Definition;
use crate::position::{Places, Position};
use crate::problem::{Problem, Severity};
use crate::process::{Name, Process};
use crate::tag::Tag;
use crate::tree::{Element, Tree};
use crate::xml;

/// Where imported files come from: names relative to the folder of the importing file, `/` between parts.
pub trait Imports {
    fn bytes(&self, name: &str) -> Option<&[u8]>;
}

/// A file that may import nothing.
pub struct NoImports;

impl Imports for NoImports {
    fn bytes(&self, _: &str) -> Option<&[u8]> {
        None
    }
}

impl Imports for BTreeMap<String, Vec<u8>> {
    fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.get(name).map(Vec::as_slice)
    }
}

/// What became of a file.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Absent when the file is no XML at all.
    pub definition: Option<Definition>,
    /// Empty when a problem is an error.
    pub processes: Vec<Process>,
    /// All findings, in the order of their places.
    pub problems: Vec<Problem>,
}

impl Loaded {
    pub fn refused(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }
}

/// Reads, checks and compiles a file. `name` is used in messages only.
pub fn load(name: &str, bytes: &[u8], imports: &dyn Imports) -> Loaded {
    let (definition, mut problems) = parse(name, bytes, imports);
    let Some(definition) = definition else {
        return Loaded { definition: None, processes: Vec::new(), problems };
    };
    problems.extend(crate::check::check(&definition));
    let structure_holds = !problems.iter().any(Problem::is_error);
    let (processes, found) = crate::compile::expressions_and_processes(&definition, structure_holds);
    problems.extend(found);
    problems.sort_by(|a, b| (&a.file, a.position, a.code).cmp(&(&b.file, b.position, b.code)));
    problems.dedup();
    let processes = if problems.iter().any(Problem::is_error) { Vec::new() } else { processes };
    Loaded { definition: Some(definition), processes, problems }
}

/// Reads a file and the BPMN files it imports.
pub fn parse(name: &str, bytes: &[u8], imports: &dyn Imports) -> (Option<Definition>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut files = Vec::new();
    let mut seen = BTreeMap::new();
    let mut waiting: Vec<(String, &[u8])> = vec![(name.to_string(), bytes)];
    while let Some((name, bytes)) = waiting.pop() {
        let file: Name = Arc::from(name.as_str());
        let text = match xml::text(bytes) {
            Ok(text) => text,
            Err(error) => {
                let shown = String::from_utf8_lossy(&bytes[..error.at.min(bytes.len())]).into_owned();
                problems.push(unreadable(file, &shown, error));
                continue;
            }
        };
        let parsed = match xml::read(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                problems.push(unreadable(file, text, error));
                continue;
            }
        };
        seen.insert((name, true), Imported::Bpmn(target(&parsed)));
        let mut importing = Importing { tree: &parsed, file: &file, places: None, problems: Vec::new(), more: 0 };
        for element in parsed.elements.iter().filter(|element| element.tag == Tag::Import) {
            importing.look(element, imports, &mut seen, &mut waiting);
        }
        problems.extend(importing.finish());
        if parsed.elements[0].tag != Tag::Definitions {
            let message = format!("根元素是 {}，应为 BPMN 2.0 的 definitions", parsed.elements[0].name.of(text));
            problems.push(unreadable(file, text, xml::XmlError { code: "not-bpmn", at: 0, message }));
            continue;
        }
        files.push((file, parsed));
        if files.len() > 32 {
            break;
        }
    }
    // Without the author's own file there is nothing to look at.
    if files.first().is_none_or(|(file, ..)| &**file != name) {
        return (None, problems);
    }
    (Some(Definition::new(files)), problems)
}

/// So many findings about the imports of a file are kept; the last one says how many more there are.
const KEPT: usize = 200;

/// What has been found out about an imported file, which may be imported often.
enum Imported {
    /// A BPMN file with its `targetNamespace`, when it can be read.
    Bpmn(Option<String>),
    /// Another file, with what is wrong with it.
    Other(Option<String>),
}

/// The imports of one file.
struct Importing<'a> {
    tree: &'a Tree,
    file: &'a Name,
    places: Option<Places>,
    problems: Vec<Problem>,
    more: usize,
}

impl Importing<'_> {
    fn problem(&mut self, code: &'static str, severity: Severity, at: &Element, message: &dyn fmt::Display) {
        if self.problems.len() >= KEPT && (severity == Severity::Warning || self.problems[0].is_error()) {
            self.more += 1;
            return;
        }
        let text = &self.tree.text[..self.tree.length as usize];
        let places = self.places.get_or_insert_with(|| Places::of(text));
        let message = crate::check::beginning(message, crate::check::MESSAGE);
        let error = xml::XmlError { code, at: at.at as usize, message };
        let mut found = unreadable_at(self.file.clone(), places.at(text, at.at), error);
        (found.severity, found.rule, found.kind) = (severity, 1, "import");
        self.problems.push(found);
    }

    fn finish(mut self) -> Vec<Problem> {
        if let Some(last) = self.problems.last_mut().filter(|_| self.more > 0) {
            last.message.push_str(&format!("（另有 {} 处）", self.more));
        }
        self.problems
    }

    /// Looks at one `import`; BPMN files are read too.
    fn look<'a>(
        &mut self,
        element: &Element,
        imports: &'a dyn Imports,
        seen: &mut BTreeMap<(String, bool), Imported>,
        waiting: &mut Vec<(String, &'a [u8])>,
    ) {
        let tree = self.tree;
        let value = |name: &str| tree.attribute(element, name).unwrap_or("");
        let (location, kind) = (value("location").trim(), value("importType").trim());
        if location.contains("://") {
            let message = format_args!("不从网络取导入的文件：{location}");
            return self.problem("import-remote", Severity::Warning, element, &message);
        }
        let Some(name) = inside(self.file, location) else {
            let message = format_args!("导入的位置不在本文件夹内：{location}");
            return self.problem("import-missing", Severity::Error, element, &message);
        };
        let Some(bytes) = imports.bytes(&name) else {
            return self.problem(
                "import-missing",
                Severity::Error,
                element,
                &format_args!("找不到导入的文件 {location}"),
            );
        };
        let bpmn = kind == xml::BPMN_NAMESPACE;
        if !bpmn && !KNOWN.contains(&kind) {
            let message = format_args!("导入类型 {kind} 不是 BPMN、XML Schema 或 WSDL");
            return self.problem("import-type", Severity::Error, element, &message);
        }
        let found = seen.entry((name.clone(), bpmn)).or_insert_with(|| {
            let read = xml::text(bytes).and_then(xml::read);
            match bpmn {
                true => {
                    waiting.push((name, bytes));
                    Imported::Bpmn(read.ok().and_then(|read| target(&read)))
                }
                false => Imported::Other(read.err().map(|error| error.message)),
            }
        });
        match found {
            Imported::Bpmn(Some(target)) if target != value("namespace").trim() => {
                let message = format_args!("导入写的命名空间与文件 {location} 的 targetNamespace（{target}）不同");
                self.problem("import-namespace", Severity::Error, element, &message);
            }
            Imported::Other(Some(wrong)) => {
                let message = format_args!("导入的文件 {location} 读不出：{wrong}");
                self.problem("import-unreadable", Severity::Error, element, &message);
            }
            _ => {}
        }
    }
}

/// `targetNamespace` of a file.
fn target(tree: &Tree) -> Option<String> {
    tree.attribute(&tree.elements[0], "targetNamespace").map(|target| target.trim().to_string())
}

/// Kinds of files that may be imported beside BPMN.
const KNOWN: [&str; 4] = [
    "http://www.w3.org/2001/XMLSchema",
    "http://schemas.xmlsoap.org/wsdl/",
    "http://www.w3.org/TR/wsdl20/",
    "http://www.w3.org/ns/wsdl",
];

/// A location relative to the folder of `file`, without leaving the folder at hand.
fn inside(file: &str, location: &str) -> Option<String> {
    if location.is_empty() || location.starts_with('/') || location.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in location.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn unreadable(file: Name, text: &str, error: xml::XmlError) -> Problem {
    let mut at = error.at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let position = Places::of(text).at(text, at as u32);
    unreadable_at(file, position, error)
}

fn unreadable_at(file: Name, position: Position, error: xml::XmlError) -> Problem {
    Problem {
        code: error.code,
        severity: Severity::Error,
        rule: 0,
        file,
        position,
        kind: "xml",
        element: None,
        name: None,
        message: error.message,
        hint: "请用建模工具重新导出，或按提示的行列修改",
    }
}
