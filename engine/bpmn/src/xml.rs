//! XML bytes to a tree of elements with positions.
//!
//! Refused on sight: more than 4 MiB, deeper than 64, more than 256 attributes, DOCTYPE, unknown entities, undeclared
//! prefixes, a second root, another encoding than UTF-8. Nothing is ever expanded or fetched. Subtrees of the diagram
//! namespaces are read for form and dropped.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::XmlVersion;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::tag::Tag;
use crate::tree::{Attribute, Element, Mark, NONE, Namespaces, Span, Tree};

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
    /// Elements of one file: above what 4 MiB of useful BPMN hold.
    pub const ELEMENTS: usize = 120_000;
    /// Attributes of all elements of one file together.
    pub const ALL_ATTRIBUTES: usize = 300_000;
    /// Declarations of namespaces in force at one place.
    pub const DECLARATIONS: usize = 128;
    /// Different prefixes, and different namespaces, of one file.
    pub const NAMESPACES: usize = 1_000;
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
    if let Some(bad) = forbidden_character(text) {
        return fail("xml-character", bad, "含有 XML 不允许的控制字符");
    }
    Ok(text)
}

/// Where a character stands that XML 1.0 does not allow: control characters, U+FFFE and U+FFFF.
fn forbidden_character(text: &str) -> Option<usize> {
    let control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    let mut from = 0;
    for part in text.as_bytes().chunks(256) {
        // Only pieces with a suspicious byte are looked at closely; U+FFFE and U+FFFF begin with EF.
        if part.iter().fold(false, |found, byte| found | control(*byte) | (*byte == 0xEF)) {
            let bytes = &text.as_bytes()[from..(from + part.len() + 2).min(text.len())];
            let outside =
                |at: usize| bytes[at..].starts_with(b"\xEF\xBF\xBE") || bytes[at..].starts_with(b"\xEF\xBF\xBF");
            if let Some(at) = (0..part.len()).find(|at| control(bytes[*at]) || outside(*at)) {
                return Some(from + at);
            }
        }
        from += part.len();
    }
    None
}

/// Reads one file.
pub(crate) fn read(text: &str) -> Result<Tree, XmlError> {
    let mut reader = NsReader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = true;
    let mut tree = Builder::new(text);
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
            Event::CData(data) => tree.text(&data.xml10_content(), at + "<![CDATA[".len())?,
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    Ok(None) => quick_xml::escape::resolve_predefined_entity(&name).map(str::to_string),
                    Err(_) => None,
                };
                match resolved {
                    Some(text) => tree.text(&text, at)?,
                    None => return fail("xml-entity", at, format!("实体 &{}; 未定义", start_of(&name))),
                }
            }
            Event::Decl(declaration) => {
                if let Some(Ok(encoding)) = declaration.encoding()
                    && !encoding.eq_ignore_ascii_case("utf-8")
                    // In ASCII every encoding that tools declare means the same.
                    && !text.is_ascii()
                {
                    return fail("xml-encoding", at, format!("声明的编码是 {}，只接受 UTF-8", start_of(&encoding)));
                }
            }
            Event::DocType(_) => return fail("xml-doctype", at, "不允许 DOCTYPE 声明"),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) => {}
        }
    }
    tree.finish()
}

/// How many elements and attributes a text can have at most, so that nothing is copied while it is read.
fn at_most(text: &str) -> (usize, usize) {
    let (mut starts, mut values, mut before) = (0_usize, 0_usize, 0_u8);
    for byte in text.bytes() {
        starts += usize::from(before == b'<' && byte != b'/');
        values += usize::from(before == b'=' && (byte == b'"' || byte == b'\''));
        before = byte;
    }
    (starts.min(limits::ELEMENTS), values.min(limits::ALL_ATTRIBUTES))
}

/// The beginning of a text of any length, for messages.
fn start_of(text: &str) -> &str {
    text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end])
}

/// The text of an open element: nothing yet, a piece of the file, or pieces put together.
enum Content {
    Nothing,
    Piece(Span),
    Pieces(String),
}

struct Open {
    ix: u32,
    last_child: u32,
    content: Content,
}

struct Builder<'a> {
    source: &'a str,
    /// What goes behind the file's text.
    made: String,
    elements: Vec<Element>,
    attributes: Vec<Attribute>,
    open: Vec<Open>,
    /// Depth inside a dropped diagram subtree; 0 outside.
    dropped: usize,
    /// Declarations of namespaces of each open element, and of all of them.
    declared: Vec<usize>,
    in_force: usize,
    namespaces: Namespaces,
    prefixes: HashMap<String, crate::process::Name>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Builder<'a> {
        let (elements, attributes) = at_most(source);
        Builder {
            source,
            made: String::new(),
            elements: Vec::with_capacity(elements),
            attributes: Vec::with_capacity(attributes),
            open: Vec::new(),
            dropped: 0,
            declared: Vec::new(),
            in_force: 0,
            namespaces: Namespaces::new(),
            prefixes: HashMap::new(),
        }
    }

    /// Where a text stands in the file, if it is a piece of it; else it goes behind the file's text.
    fn span(&mut self, text: &str) -> Span {
        let start = (text.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        if start <= self.source.len() && text.len() <= self.source.len() - start {
            return Span { start: start as u32, end: (start + text.len()) as u32 };
        }
        self.keep(text)
    }

    fn keep(&mut self, text: &str) -> Span {
        let start = (self.source.len() + self.made.len()) as u32;
        self.made.push_str(text);
        Span { start, end: start + text.len() as u32 }
    }

    fn open(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart, at: usize) -> Result<(), XmlError> {
        if self.open.len() + self.dropped >= limits::DEPTH {
            return fail("xml-too-deep", at, format!("嵌套超过 {} 层", limits::DEPTH));
        }
        if self.open.is_empty() && !self.elements.is_empty() {
            return fail("xml-two-roots", at, "根元素只能有一个");
        }
        if self.elements.len() >= limits::ELEMENTS {
            return fail("file-too-large", at, format!("元素超过 {} 个", limits::ELEMENTS));
        }
        let (resolved, local) = reader.resolver().resolve_element(start.name());
        let namespace = match resolved {
            ResolveResult::Bound(namespace) => namespace.0,
            ResolveResult::Unbound => "",
            ResolveResult::Unknown(prefix) => return undeclared(&prefix, at),
        };
        let first = self.attributes.len();
        self.declared.push(0);
        if self.dropped > 0 || DIAGRAM_NAMESPACES.contains(&namespace) {
            self.attributes(reader, start, at)?;
            self.attributes.truncate(first);
            self.dropped += 1;
            return Ok(());
        }
        let (tag, namespace) = if namespace == BPMN_NAMESPACE {
            (Tag::of(local.as_ref()), Namespaces::BPMN)
        } else {
            (Tag::Foreign, self.namespaces.number(namespace))
        };
        let name = self.span(local.as_ref());
        self.attributes(reader, start, at)?;
        let ix = self.elements.len() as u32;
        let parent = self.open.last_mut().map_or(NONE, |parent| {
            match std::mem::replace(&mut parent.last_child, ix) {
                NONE => self.elements[parent.ix as usize].first_child = ix,
                before => self.elements[before as usize].next_sibling = ix,
            }
            parent.ix
        });
        self.open.push(Open { ix, last_child: NONE, content: Content::Nothing });
        self.elements.push(Element {
            tag,
            file: 0,
            attribute_count: (self.attributes.len() - first) as u16,
            attributes: first as u32,
            namespace,
            parent,
            first_child: NONE,
            next_sibling: NONE,
            target: NONE,
            at: at as u32,
            text_at: 0,
            name,
            text: Span::default(),
        });
        Ok(())
    }

    fn attributes(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart, at: usize) -> Result<(), XmlError> {
        for (count, attribute) in start.attributes().enumerate() {
            if count >= limits::ATTRIBUTES {
                return fail("xml-attributes", at, format!("一个元素的属性超过 {} 个", limits::ATTRIBUTES));
            }
            if self.attributes.len() >= limits::ALL_ATTRIBUTES {
                return fail("file-too-large", at, format!("属性一共超过 {} 个", limits::ALL_ATTRIBUTES));
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
            if let Some(declared) = key.strip_prefix("xmlns").filter(|rest| rest.is_empty() || rest.starts_with(':')) {
                // Declarations are no attributes.
                self.declare(declared.trim_start_matches(':'), &value, at)?;
                continue;
            }
            let (resolved, local) = reader.resolver().resolve_attribute(attribute.key);
            let namespace = match resolved {
                ResolveResult::Bound(namespace) => self.namespaces.number(namespace.0),
                ResolveResult::Unbound => 0,
                ResolveResult::Unknown(prefix) => return undeclared(&prefix, at),
            };
            if self.dropped > 0 {
                continue;
            }
            let name = self.span(local.as_ref());
            let value = match value {
                Cow::Borrowed(value) => self.span(value),
                Cow::Owned(value) => self.keep(&value),
            };
            let mark = Mark::of(local.as_ref());
            self.attributes.push(Attribute { namespace, target: NONE, mark, name, value });
        }
        Ok(())
    }

    /// A declaration of a namespace; the one nearest to the root stands for the file.
    fn declare(&mut self, prefix: &str, namespace: &str, at: usize) -> Result<(), XmlError> {
        self.in_force += 1;
        if let Some(here) = self.declared.last_mut() {
            *here += 1;
        }
        if !self.prefixes.contains_key(prefix) {
            let number = self.namespaces.number(namespace);
            self.prefixes.insert(prefix.to_string(), self.namespaces.name(number).clone());
        }
        let many = self.prefixes.len() > limits::NAMESPACES || self.namespaces.len() > limits::NAMESPACES;
        if many || self.in_force > limits::DECLARATIONS {
            return fail("xml-namespaces", at, "命名空间声明太多");
        }
        Ok(())
    }

    fn close(&mut self) {
        self.in_force -= self.declared.pop().unwrap_or(0);
        if self.dropped > 0 {
            self.dropped -= 1;
            return;
        }
        let Some(open) = self.open.pop() else { return };
        self.elements[open.ix as usize].text = match open.content {
            Content::Nothing => Span::default(),
            Content::Piece(span) => span,
            Content::Pieces(text) => self.keep(&text),
        };
    }

    fn text(&mut self, text: &str, at: usize) -> Result<(), XmlError> {
        if self.dropped > 0 {
            return Ok(());
        }
        let Some(open) = self.open.last_mut() else {
            return if text.trim().is_empty() { Ok(()) } else { fail("xml-malformed", at, "根元素之外有文字") };
        };
        match &mut open.content {
            Content::Nothing => {
                // White space between children is no text.
                let begins = text.trim_start();
                if !begins.is_empty() {
                    let text_at = at + (text.len() - begins.len());
                    self.elements[open.ix as usize].text_at = text_at as u32;
                    let piece = Span { start: text_at as u32, end: (text_at + begins.len()) as u32 };
                    let same = self.source.get(text_at..text_at + begins.len()) == Some(begins);
                    open.content = if same { Content::Piece(piece) } else { Content::Pieces(begins.to_string()) };
                }
            }
            Content::Piece(piece) => {
                let mut pieces = piece.of(self.source).to_string();
                pieces.push_str(text);
                open.content = Content::Pieces(pieces);
            }
            Content::Pieces(pieces) => pieces.push_str(text),
        }
        Ok(())
    }

    fn finish(self) -> Result<Tree, XmlError> {
        let end = self.source.len();
        if self.elements.is_empty() || !self.open.is_empty() {
            let message = if self.elements.is_empty() { "文件里没有元素" } else { "有元素没有结束" };
            return fail("xml-malformed", end, message);
        }
        let mut text = String::with_capacity(end + self.made.len());
        text.push_str(self.source);
        text.push_str(&self.made);
        let Builder { elements, attributes, namespaces, prefixes, .. } = self;
        Ok(Tree { text, length: end as u32, elements, attributes, namespaces, prefixes })
    }
}

fn undeclared<T>(prefix: &str, at: usize) -> Result<T, XmlError> {
    fail("xml-prefix", at, format!("前缀 {} 没有声明", start_of(prefix)))
}
