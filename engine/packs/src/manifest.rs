//! `pack.xml` (namespace `urn:xiezhi:pack:1`, `definitions/schema/pack.xsd`). What it does not name does not exist.

use domain::law::ActName;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use crate::problem::{Place, Problem};
use crate::tree::{end_of, utf8};

/// Namespace of manifests.
pub const PACK_NAMESPACE: &str = "urn:xiezhi:pack:1";

/// A file or id that the manifest names, with the place where it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub place: Place,
}

/// `<form id file layout/>`; file names are relative to the pack's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFile {
    pub id: String,
    pub file: String,
    pub layout: Option<String>,
    pub place: Place,
}

/// What a pack uses from outside its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Used {
    Pack,
    Document,
    Limit,
}

/// `<starts on="record.make(investigation_report)"/>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Starts {
    pub act: ActName,
    pub kind: Option<String>,
    pub place: Place,
}

/// A manifest as the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// `shared/notice`, without a slash at the end.
    pub folder: String,
    pub id: String,
    /// `shared` or `procedure`.
    pub kind: String,
    /// Number in the law's list: P07, SP05.
    pub law: Option<String>,
    pub name: String,
    pub processes: Vec<Named>,
    pub forms: Vec<FormFile>,
    pub scripts: Vec<Named>,
    pub uses: Vec<(Used, Named)>,
    pub starts: Vec<Starts>,
    pub scenarios: Vec<Named>,
}

impl Manifest {
    /// Name of the manifest's file inside `definitions/`.
    pub fn file(&self) -> String {
        format!("{}/pack.xml", self.folder)
    }
    /// A file of the pack as a name inside `definitions/`.
    pub fn path(&self, file: &str) -> String {
        format!("{}/{file}", self.folder)
    }
    /// Every file that the manifest names, as names inside `definitions/`, itself included.
    pub fn files(&self) -> impl Iterator<Item = (String, Place)> {
        let plain = self.processes.iter().chain(&self.scripts).chain(&self.scenarios);
        let plain = plain.map(|named| (self.path(&named.name), named.place));
        let forms = self
            .forms
            .iter()
            .flat_map(|form| std::iter::once(&form.file).chain(&form.layout).map(|file| (self.path(file), form.place)));
        std::iter::once((self.file(), Place { line: 1, column: 1 })).chain(plain).chain(forms)
    }
}

/// Reads a manifest. Problems: `manifest-syntax`, `manifest-unknown`, `manifest-missing`, `act-unknown`.
pub fn read(folder: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Manifest> {
    let file = format!("{folder}/pack.xml");
    let text = utf8(&file, bytes, problems)?;
    let mut reader = NsReader::from_str(text);
    let mut parse = Parse { file: &file, problems, manifest: None };
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
        let place = end_of(&text[..before]);
        match reader.read_resolved_event() {
            Ok((namespace, Event::Start(element) | Event::Empty(element))) => {
                let ours = matches!(namespace, ResolveResult::Bound(ns) if ns.as_ref() == PACK_NAMESPACE);
                parse.element(folder, &element, ours, place);
            }
            Ok((_, Event::DocType(_))) => {
                parse.say("manifest-syntax", place, "不允许 DOCTYPE".to_owned());
                return None;
            }
            Ok((_, Event::Eof)) => break,
            Ok(_) => {}
            Err(error) => {
                parse.say("manifest-syntax", place, format!("不是合法的 XML：{error}"));
                return None;
            }
        }
    }
    if parse.manifest.is_none() {
        parse.say(
            "manifest-syntax",
            Place { line: 1, column: 1 },
            format!("缺少根元素 pack（命名空间 {PACK_NAMESPACE}）"),
        );
    }
    parse.manifest
}

struct Parse<'a> {
    file: &'a str,
    problems: &'a mut Vec<Problem>,
    manifest: Option<Manifest>,
}

impl Parse<'_> {
    fn say(&mut self, code: &str, place: Place, message: String) {
        self.problems.push(Problem::error(code, self.file, place, message));
    }

    /// The attributes asked for; others are a problem, a missing required one too.
    fn attributes(
        &mut self,
        element: &BytesStart<'_>,
        place: Place,
        known: &[&str],
        required: &[&str],
    ) -> Vec<Option<String>> {
        let name = element.local_name().as_ref().to_owned();
        let mut found = vec![None; known.len()];
        for attribute in element.attributes() {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => {
                    self.say("manifest-syntax", place, format!("{name} 的属性写法不对：{error}"));
                    continue;
                }
            };
            let key = attribute.key.as_ref().to_owned();
            if key == "xmlns" || key.starts_with("xmlns:") {
                continue;
            }
            match known.iter().position(|known| *known == key) {
                Some(at) => {
                    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                    found[at] = value.ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
                }
                None => self.say("manifest-unknown", place, format!("{name} 没有属性 {key}")),
            }
        }
        for name_of in required {
            if known.iter().zip(&found).any(|(known, value)| known == name_of && value.is_none()) {
                self.say("manifest-missing", place, format!("{name} 缺少属性 {name_of}"));
            }
        }
        found
    }

    fn element(&mut self, folder: &str, element: &BytesStart<'_>, ours: bool, place: Place) {
        let name = element.local_name().as_ref().to_owned();
        if !ours {
            return self.say("manifest-unknown", place, format!("元素 {name} 不属于命名空间 {PACK_NAMESPACE}"));
        }
        if name == "pack" && self.manifest.is_none() {
            let known = ["id", "kind", "law", "name"];
            let [id, kind, law, title] =
                self.attributes(element, place, &known, &["id", "kind", "name"]).try_into().unwrap_or_default();
            if kind.as_deref().is_some_and(|kind| kind != "shared" && kind != "procedure") {
                self.say("manifest-unknown", place, "kind 只能是 shared 或者 procedure".to_owned());
            }
            self.manifest = Some(Manifest {
                folder: folder.to_owned(),
                id: id.unwrap_or_default(),
                kind: kind.unwrap_or_default(),
                law,
                name: title.unwrap_or_default(),
                processes: Vec::new(),
                forms: Vec::new(),
                scripts: Vec::new(),
                uses: Vec::new(),
                starts: Vec::new(),
                scenarios: Vec::new(),
            });
            return;
        }
        if self.manifest.is_none() {
            return self.say("manifest-syntax", place, format!("根元素应当是 pack，不是 {name}"));
        }
        match name.as_str() {
            "process" | "script" | "scenario" => self.file(&name, element, place),
            "form" => self.form(element, place),
            "uses" => self.uses(element, place),
            "starts" => self.starts(element, place),
            _ => self.say("manifest-unknown", place, format!("不认识的元素 {name}")),
        }
    }

    fn file(&mut self, name: &str, element: &BytesStart<'_>, place: Place) {
        let found = self.attributes(element, place, &["file"], &["file"]).swap_remove(0);
        if let (Some(manifest), Some(file)) = (&mut self.manifest, found) {
            let list = match name {
                "process" => &mut manifest.processes,
                "script" => &mut manifest.scripts,
                _ => &mut manifest.scenarios,
            };
            list.push(Named { name: file, place });
        }
    }

    fn form(&mut self, element: &BytesStart<'_>, place: Place) {
        let [id, file, layout] =
            self.attributes(element, place, &["id", "file", "layout"], &["id", "file"]).try_into().unwrap_or_default();
        if let (Some(manifest), Some(id), Some(file)) = (&mut self.manifest, id, file) {
            manifest.forms.push(FormFile { id, file, layout, place });
        }
    }

    fn uses(&mut self, element: &BytesStart<'_>, place: Place) {
        let found = self.attributes(element, place, &["pack", "document", "limit"], &[]);
        let kinds = [Used::Pack, Used::Document, Used::Limit];
        let mut any = false;
        for (kind, name) in kinds.into_iter().zip(found) {
            if let (Some(manifest), Some(name)) = (&mut self.manifest, name) {
                any = true;
                manifest.uses.push((kind, Named { name, place }));
            }
        }
        if !any {
            self.say("manifest-missing", place, "uses 需要 pack、document 或者 limit".to_owned());
        }
    }

    fn starts(&mut self, element: &BytesStart<'_>, place: Place) {
        let Some(on) = self.attributes(element, place, &["on"], &["on"]).swap_remove(0) else { return };
        let (act, kind) = match on.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
            Some((act, kind)) => (act.to_owned(), Some(kind.to_owned())),
            None => (on, None),
        };
        match act.parse::<ActName>() {
            Ok(act) => {
                if let Some(manifest) = &mut self.manifest {
                    manifest.starts.push(Starts { act, kind, place });
                }
            }
            Err(_) => self.say("act-unknown", place, format!("没有名为 {act} 的行为")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- note -->
<pack xmlns="urn:xiezhi:pack:1" id="notice" kind="shared" law="SP05" name="事先告知">
  <process file="process.bpmn"/>
  <starts on="record.make(investigation_report)"/>
  <form id="a" file="forms/a.json" layout="forms/a.layout.json"/>
  <uses pack="service"/> <uses document="W45"/>
</pack>"#;

    #[test]
    fn a_manifest_is_read_with_places() {
        let mut problems = Vec::new();
        let manifest = read("shared/notice", GOOD.as_bytes(), &mut problems).unwrap();
        assert_eq!(problems, []);
        assert_eq!((manifest.id.as_str(), manifest.law.as_deref()), ("notice", Some("SP05")));
        assert_eq!(manifest.forms[0].place, Place { line: 6, column: 3 });
        assert_eq!(manifest.starts[0].kind.as_deref(), Some("investigation_report"));
        assert_eq!(manifest.uses.len(), 2);
        assert_eq!(manifest.files().count(), 4);
    }

    #[test]
    fn what_a_manifest_does_not_know_is_named_with_its_place() {
        let bad =
            GOOD.replace("<uses pack=\"service\"/>", "<use pack=\"service\"/>").replace("record.make", "record.do");
        let mut problems = Vec::new();
        read("shared/notice", bad.as_bytes(), &mut problems);
        let seen: Vec<_> = problems.iter().map(|p| (p.code.as_str(), p.line)).collect();
        assert_eq!(seen, [("act-unknown", 5), ("manifest-unknown", 7)]);
        problems.clear();
        assert!(
            read("shared/notice", b"<pack xmlns=\"urn:xiezhi:pack:1\" id=\"a\">\n<form></pack>", &mut problems)
                .is_none()
        );
        assert!(problems.iter().any(|p| p.code == "manifest-syntax" && p.line == 2), "{problems:?}");
    }
}
