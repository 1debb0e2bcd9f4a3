//! XML bytes to a tree of elements with positions.
//!
//! Refused on sight: more than 4 MiB, deeper than 64, more than 256 attributes, DOCTYPE, unknown entities, undeclared
//! prefixes, a second root, another encoding than UTF-8. Nothing is ever expanded or fetched. Subtrees of the diagram
//! namespaces are read for form and dropped.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use quick_xml::XmlVersion;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::process::Name;
use crate::tag::Tag;

/// Namespace of the BPMN 2.0 model.
pub const BPMN_NAMESPACE: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// Namespace of `xsi:type`.
pub const XSI_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema-instance";
const DIAGRAM_NAMESPACES: [&str; 3] = [
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DC",
];

/// Limits of a file.
pub mod limits {
    pub const BYTES: usize = 4 * 1024 * 1024;
    pub const DEPTH: usize = 64;
    pub const ATTRIBUTES: usize = 256;
    /// Elements of one file: far above what 4 MiB of useful BPMN hold.
    pub const ELEMENTS: usize = 200_000;
}

/// An element, before references are looked at.
#[derive(Clone, Debug)]
pub struct Element {
    pub tag: Tag,
    /// Local name.
    pub name: Name,
    /// Namespace; empty when unbound.
    pub namespace: Name,
    pub attributes: Vec<Attribute>,
    pub children: Vec<u32>,
    pub parent: Option<u32>,
    /// All text directly inside.
    pub text: String,
    /// Which file it is from.
    pub file: u32,
    /// Offset of `<` in bytes.
    pub at: u32,
    /// Offset of the first byte of text inside, for places within expressions.
    pub text_at: u32,
}

#[derive(Clone, Debug)]
pub struct Attribute {
    /// Empty for attributes without prefix.
    pub namespace: Name,
    pub name: Name,
    pub value: Name,
}

/// What one file gave.
pub(crate) struct Parsed {
    pub elements: Vec<Element>,
    /// Prefix → namespace as declared on the root.
    pub prefixes: HashMap<String, Name>,
}

/// Why a file is no readable XML, and where (byte offset).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct XmlError {
    pub code: &'static str,
    pub at: usize,
    pub message: String,
}

fn fail<T>(code: &'static str, at: usize, message: impl Into<String>) -> Result<T, XmlError> {
    Err(XmlError { code, at, message: message.into() })
}

/// Checks size and encoding; gives the text without byte order mark.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, XmlError> {
    if bytes.len() > limits::BYTES {
        return fail("file-too-large", 0, format!("文件超过 {} 字节", limits::BYTES));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text =
        std::str::from_utf8(bytes).or_else(|error| fail("xml-encoding", error.valid_up_to(), "文件不是 UTF-8 编码"))?;
    let control = text.bytes().position(|byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'));
    if let Some(bad) = control.or_else(|| text.find(['\u{FFFE}', '\u{FFFF}'])) {
        return fail("xml-character", bad, "含有 XML 不允许的控制字符");
    }
    Ok(text)
}

/// Reads one file.
pub(crate) fn read(text: &str, file: u32) -> Result<Parsed, XmlError> {
    let mut reader = NsReader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = true;
    let mut tree = Builder::new(file);
    loop {
        let at = reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return fail("xml-malformed", reader.error_position() as usize, format!("XML 有误：{error}")),
        };
        match event {
            Event::Start(start) => tree.open(&reader, &start, at)?,
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.text(&text.xml10_content(), at)?,
            Event::CData(data) => tree.text(&data.xml10_content(), at)?,
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    Ok(None) => quick_xml::escape::resolve_predefined_entity(&name).map(str::to_string),
                    Err(_) => None,
                };
                match resolved {
                    Some(text) => tree.text(&text, at)?,
                    None => return fail("xml-entity", at, format!("实体 &{name}; 未定义")),
                }
            }
            Event::Decl(declaration) => {
                if let Some(Ok(encoding)) = declaration.encoding()
                    && !encoding.eq_ignore_ascii_case("utf-8")
                    // In ASCII every encoding that tools declare means the same.
                    && !text.is_ascii()
                {
                    return fail("xml-encoding", at, format!("声明的编码是 {encoding}，只接受 UTF-8"));
                }
            }
            Event::DocType(_) => return fail("xml-doctype", at, "不允许 DOCTYPE 声明"),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) => {}
        }
    }
    tree.finish(text.len())
}

struct Builder {
    file: u32,
    elements: Vec<Element>,
    open: Vec<u32>,
    /// Depth inside a dropped diagram subtree; 0 outside.
    dropped: usize,
    finished: bool,
    names: HashSet<Name>,
    prefixes: HashMap<String, Name>,
    empty: Name,
    bpmn: Name,
}

impl Builder {
    fn new(file: u32) -> Builder {
        Builder {
            file,
            elements: Vec::new(),
            open: Vec::new(),
            dropped: 0,
            finished: false,
            names: HashSet::new(),
            prefixes: HashMap::new(),
            empty: Arc::from(""),
            bpmn: Arc::from(BPMN_NAMESPACE),
        }
    }

    fn intern(&mut self, text: &str) -> Name {
        if let Some(name) = self.names.get(text) {
            return name.clone();
        }
        let name: Name = Arc::from(text);
        self.names.insert(name.clone());
        name
    }

    fn open(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart, at: usize) -> Result<(), XmlError> {
        if self.open.len() + self.dropped >= limits::DEPTH {
            return fail("xml-too-deep", at, format!("嵌套超过 {} 层", limits::DEPTH));
        }
        if self.finished {
            return fail("xml-two-roots", at, "根元素只能有一个");
        }
        if self.elements.len() >= limits::ELEMENTS {
            return fail("file-too-large", at, format!("元素超过 {} 个", limits::ELEMENTS));
        }
        let qname = start.name();
        let (resolved, local) = reader.resolver().resolve_element(qname);
        let namespace = match resolved {
            ResolveResult::Bound(namespace) => namespace.0,
            ResolveResult::Unbound => "",
            ResolveResult::Unknown(prefix) => return fail("xml-prefix", at, format!("前缀 {prefix} 没有声明")),
        };
        if self.dropped > 0 || DIAGRAM_NAMESPACES.contains(&namespace) {
            self.attributes(reader, start, at)?;
            self.dropped += 1;
            return Ok(());
        }
        let (tag, namespace) = if namespace == BPMN_NAMESPACE {
            (Tag::of(local.as_ref()), self.bpmn.clone())
        } else {
            (Tag::Foreign, self.intern(namespace))
        };
        let name = self.intern(local.as_ref());
        let attributes = self.attributes(reader, start, at)?;
        let ix = self.elements.len() as u32;
        let parent = self.open.last().copied();
        if let Some(parent) = parent {
            self.elements[parent as usize].children.push(ix);
        }
        self.open.push(ix);
        let file = self.file;
        self.elements.push(Element {
            tag,
            name,
            namespace,
            attributes,
            children: Vec::new(),
            parent,
            text: String::new(),
            file,
            at: at as u32,
            text_at: 0,
        });
        Ok(())
    }

    fn attributes(
        &mut self,
        reader: &NsReader<&[u8]>,
        start: &BytesStart,
        at: usize,
    ) -> Result<Vec<Attribute>, XmlError> {
        let mut list = Vec::with_capacity(4);
        for attribute in start.attributes() {
            if list.len() >= limits::ATTRIBUTES {
                return fail("xml-attributes", at, format!("一个元素的属性超过 {} 个", limits::ATTRIBUTES));
            }
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(AttrError::Duplicated(..)) => return fail("xml-attributes", at, "属性重复"),
                Err(error) => return fail("xml-malformed", at, format!("XML 有误：{error}")),
            };
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
                return fail("xml-entity", at, "属性值里的实体未定义");
            };
            let key: &str = attribute.key.as_ref();
            if key == "xmlns" || key.starts_with("xmlns:") {
                let prefix = key.strip_prefix("xmlns").unwrap_or("").trim_start_matches(':').to_string();
                // The declaration nearest to the root stands for the file.
                if !self.prefixes.contains_key(&prefix) {
                    let value = self.intern(&value);
                    self.prefixes.insert(prefix, value);
                }
                // Declarations count towards the limit, but are no attributes.
                continue;
            }
            let (resolved, local) = reader.resolver().resolve_attribute(attribute.key);
            let namespace = match resolved {
                ResolveResult::Bound(namespace) => self.intern(namespace.0),
                ResolveResult::Unbound => self.empty.clone(),
                ResolveResult::Unknown(prefix) => return fail("xml-prefix", at, format!("前缀 {prefix} 没有声明")),
            };
            let name = self.intern(local.as_ref());
            let value = self.intern(&value);
            list.push(Attribute { namespace, name, value });
        }
        Ok(list)
    }

    fn close(&mut self) {
        if self.dropped > 0 {
            self.dropped -= 1;
            return;
        }
        self.open.pop();
        self.finished = self.open.is_empty();
    }

    fn text(&mut self, text: &str, at: usize) -> Result<(), XmlError> {
        if self.dropped > 0 {
            return Ok(());
        }
        match self.open.last() {
            Some(open) => {
                let element = &mut self.elements[*open as usize];
                if element.text.is_empty() {
                    element.text_at = at as u32;
                }
                // White space between children is no text.
                if !element.text.is_empty() || !text.trim().is_empty() {
                    if element.text.is_empty() {
                        element.text_at = (at + (text.len() - text.trim_start().len())) as u32;
                        element.text.push_str(text.trim_start());
                    } else {
                        element.text.push_str(text);
                    }
                }
                Ok(())
            }
            None if text.trim().is_empty() => Ok(()),
            None => fail("xml-malformed", at, "根元素之外有文字"),
        }
    }

    fn finish(self, end: usize) -> Result<Parsed, XmlError> {
        if !self.finished {
            let message = if self.elements.is_empty() { "文件里没有元素" } else { "有元素没有结束" };
            return fail("xml-malformed", end, message);
        }
        Ok(Parsed { elements: self.elements, prefixes: self.prefixes })
    }
}
