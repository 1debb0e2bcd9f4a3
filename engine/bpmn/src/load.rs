//! From bytes to everything: the entry points.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::definition::Definition;
use crate::position::Places;
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
    let mut seen = BTreeSet::from([name.to_string()]);
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
        for element in parsed.elements.iter().filter(|element| element.tag == Tag::Import) {
            import(element, &parsed, &file, imports, &mut seen, &mut waiting, &mut problems);
        }
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

/// Looks at one `import` of a file; BPMN files are read too.
fn import<'a>(
    element: &Element,
    tree: &Tree,
    file: &Name,
    imports: &'a dyn Imports,
    seen: &mut BTreeSet<String>,
    waiting: &mut Vec<(String, &'a [u8])>,
    problems: &mut Vec<Problem>,
) {
    let text = &tree.text[..tree.length as usize];
    let value = |name: &str| tree.attribute(element, name).unwrap_or("");
    let (location, kind) = (value("location").trim(), value("importType").trim());
    let at = element.at as usize;
    let mut problem = |code, severity, message: String| {
        let mut found = unreadable(file.clone(), text, xml::XmlError { code, at, message });
        (found.severity, found.rule, found.kind) = (severity, 1, "import");
        problems.push(found);
    };
    if location.contains("://") {
        problem("import-remote", Severity::Warning, format!("不从网络取导入的文件：{location}"));
        return;
    }
    let Some(name) = inside(file, location) else {
        problem("import-missing", Severity::Error, format!("导入的位置不在本文件夹内：{location}"));
        return;
    };
    match imports.bytes(&name) {
        None => problem("import-missing", Severity::Error, format!("找不到导入的文件 {location}")),
        Some(bytes) if kind == xml::BPMN_NAMESPACE => {
            if let Some(target) = other_namespace(bytes, value("namespace")) {
                let message = format!("导入写的命名空间与文件 {location} 的 targetNamespace（{target}）不同");
                problem("import-namespace", Severity::Error, message);
            }
            if seen.insert(name.clone()) {
                waiting.push((name, bytes));
            }
        }
        Some(bytes) => {
            let known = [
                "http://www.w3.org/2001/XMLSchema",
                "http://schemas.xmlsoap.org/wsdl/",
                "http://www.w3.org/TR/wsdl20/",
            ];
            if !known.contains(&kind) && kind != "http://www.w3.org/ns/wsdl" {
                problem("import-type", Severity::Error, format!("导入类型 {kind} 不是 BPMN、XML Schema 或 WSDL"));
            } else if let Err(error) = xml::text(bytes).and_then(xml::read) {
                problem(
                    "import-unreadable",
                    Severity::Error,
                    format!("导入的文件 {location} 读不出：{}", error.message),
                );
            }
        }
    }
}

/// `targetNamespace` of a file when it is not the expected one.
fn other_namespace(bytes: &[u8], expected: &str) -> Option<String> {
    let parsed = xml::text(bytes).and_then(xml::read).ok()?;
    let target = parsed.attribute(&parsed.elements[0], "targetNamespace")?;
    (target.trim() != expected.trim()).then(|| target.to_string())
}

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
    Problem {
        code: error.code,
        severity: Severity::Error,
        rule: 0,
        file,
        position: Places::of(text).at(text, at as u32),
        kind: "xml",
        element: None,
        name: None,
        message: error.message,
        hint: "请用建模工具重新导出，或按提示的行列修改",
    }
}
