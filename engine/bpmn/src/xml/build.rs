//! Elements one by one to a tree; prefixes to namespaces.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use quick_xml::events::attributes::AttrError;

use super::{DIAGRAM_NAMESPACES, XmlError, at_most, fail, limits, start_of};
use crate::tag::Tag;
use crate::tree::{Attribute, Element, Mark, NO_ID, NONE, Namespaces, Span, Tree};

const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";

/// The text of an open element: nothing yet, a piece of the file or of what goes behind it, or pieces put together.
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

pub(super) struct Builder<'a> {
    source: &'a str,
    /// What goes behind the file's text.
    made: String,
    elements: Vec<Element>,
    attributes: Vec<Attribute>,
    open: Vec<Open>,
    /// Depth inside a dropped diagram subtree; 0 outside.
    dropped: usize,
    /// Prefixes and their namespaces in force, and how many were before each open element.
    bindings: Vec<(Span, u32)>,
    declared: Vec<usize>,
    /// Attributes of the element at hand that have a prefix.
    prefixed: Vec<(usize, Span)>,
    /// Which attribute of the element at hand is its id.
    id: u16,
    namespaces: Namespaces,
    prefixes: HashMap<String, crate::process::Name>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str) -> Builder<'a> {
        let (elements, attributes) = at_most(source);
        Builder {
            source,
            made: String::new(),
            elements: Vec::with_capacity(elements),
            attributes: Vec::with_capacity(attributes),
            open: Vec::new(),
            dropped: 0,
            bindings: Vec::new(),
            declared: Vec::new(),
            prefixed: Vec::new(),
            id: NO_ID,
            namespaces: Namespaces::new(),
            prefixes: HashMap::new(),
        }
    }

    /// Where a text stands in the file, if it is a piece of it; else it goes behind the file's text.
    fn span(&mut self, text: &str) -> Span {
        let span = self.span_of(text);
        if span.end as usize - span.start as usize == text.len() { span } else { self.keep(text) }
    }

    /// Where a piece of the file stands; an empty span for what is none.
    fn span_of(&self, text: &str) -> Span {
        let start = (text.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        if start <= self.source.len() && text.len() <= self.source.len() - start {
            return Span { start: start as u32, end: (start + text.len()) as u32 };
        }
        Span::default()
    }

    fn keep(&mut self, text: &str) -> Span {
        let start = (self.source.len() + self.made.len()) as u32;
        self.made.push_str(text);
        Span { start, end: start + text.len() as u32 }
    }

    pub(super) fn open(&mut self, start: &BytesStart, at: usize) -> Result<(), XmlError> {
        if self.open.len() + self.dropped >= limits::DEPTH {
            return fail("xml-too-deep", at, format!("嵌套超过 {} 层", limits::DEPTH));
        }
        if self.open.is_empty() && !self.elements.is_empty() {
            return fail("xml-two-roots", at, "根元素只能有一个");
        }
        if self.elements.len() >= limits::ELEMENTS {
            return fail("file-too-large", at, format!("元素超过 {} 个", limits::ELEMENTS));
        }
        let first = self.attributes.len();
        self.declared.push(self.bindings.len());
        self.attributes(start, at)?;
        let qualified = start.name();
        let (prefix, local) = split(qualified.0);
        let Some(namespace) = self.bound(prefix) else { return undeclared(prefix, at) };
        if self.dropped > 0 || DIAGRAM_NAMESPACES.contains(&&**self.namespaces.name(namespace)) {
            self.attributes.truncate(first);
            self.dropped += 1;
            return Ok(());
        }
        let tag = if namespace == Namespaces::BPMN { Tag::of(local) } else { Tag::Foreign };
        let name = self.span(local);
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
            id: self.id,
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

    fn attributes(&mut self, start: &BytesStart, at: usize) -> Result<(), XmlError> {
        let first = self.attributes.len();
        self.prefixed.clear();
        self.id = NO_ID;
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
            let (prefix, local) = split(attribute.key.0);
            // Declarations are no attributes.
            if prefix == "xmlns" || (prefix.is_empty() && local == "xmlns") {
                self.declare(if prefix.is_empty() { "" } else { local }, &value, at)?;
                continue;
            }
            if !prefix.is_empty() {
                self.prefixed.push((self.attributes.len(), self.span_of(prefix)));
            } else if local == "id" {
                self.id = (self.attributes.len() - first) as u16;
            }
            let (mark, name) = (Mark::of(local), self.span(local));
            let value = match value {
                Cow::Borrowed(value) => self.span(value),
                Cow::Owned(value) => self.keep(&value),
            };
            self.attributes.push(Attribute { namespace: 0, target: NONE, mark, name, value });
        }
        // A prefix may be declared behind its use.
        for at_prefixed in 0..self.prefixed.len() {
            let (attribute, prefix) = self.prefixed[at_prefixed];
            let prefix = prefix.of(self.source);
            let Some(namespace) = self.bound(prefix) else { return undeclared(prefix, at) };
            self.attributes[attribute].namespace = namespace;
        }
        Ok(())
    }

    /// The namespace that a prefix stands for here; the empty prefix is that of elements without one.
    fn bound(&mut self, prefix: &str) -> Option<u32> {
        match self.bindings.iter().rev().find(|(bound, _)| bound.of(self.source) == prefix) {
            Some((_, 0)) if !prefix.is_empty() => None,
            Some((_, namespace)) => Some(*namespace),
            None if prefix.is_empty() => Some(0),
            None => (prefix == "xml").then(|| self.namespaces.number(XML_NAMESPACE)),
        }
    }

    /// A declaration of a namespace; the one nearest to the root stands for the file.
    fn declare(&mut self, prefix: &str, namespace: &str, at: usize) -> Result<(), XmlError> {
        let reserved = namespace == XML_NAMESPACE || namespace == XMLNS_NAMESPACE;
        if prefix == "xmlns" || (prefix == "xml") != (namespace == XML_NAMESPACE) || (reserved && prefix != "xml") {
            return fail("xml-malformed", at, "前缀 xml 和 xmlns 不能另作声明");
        }
        let number = self.namespaces.number(namespace);
        let known = self.bindings.iter().any(|(bound, _)| bound.of(self.source) == prefix);
        self.bindings.push((self.span_of(prefix), number));
        if !known && !self.prefixes.contains_key(prefix) {
            self.prefixes.insert(prefix.to_string(), self.namespaces.name(number).clone());
        }
        let many = self.prefixes.len() > limits::NAMESPACES || self.namespaces.len() > limits::NAMESPACES;
        if many || self.bindings.len() > limits::DECLARATIONS {
            return fail("xml-namespaces", at, "命名空间声明太多");
        }
        Ok(())
    }

    pub(super) fn close(&mut self) {
        self.bindings.truncate(self.declared.pop().unwrap_or(0));
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

    pub(super) fn text(&mut self, text: &str, at: usize) -> Result<(), XmlError> {
        if self.dropped > 0 {
            return Ok(());
        }
        let Some(open) = self.open.last_mut() else {
            return if text.trim().is_empty() { Ok(()) } else { fail("xml-malformed", at, "根元素之外有文字") };
        };
        let ix = open.ix as usize;
        let content = match std::mem::replace(&mut open.content, Content::Nothing) {
            Content::Nothing => {
                // White space between children is no text.
                let begins = text.trim_start();
                if begins.is_empty() {
                    return Ok(());
                }
                let text_at = at + (text.len() - begins.len());
                self.elements[ix].text_at = text_at as u32;
                let end = text_at + begins.len();
                let same = self.source.get(text_at..end) == Some(begins);
                let piece = Span { start: text_at as u32, end: end as u32 };
                Content::Piece(if same { piece } else { self.keep(begins) })
            }
            // The last of what was made grows where it stands.
            Content::Piece(Span { start, end })
                if start as usize >= self.source.len() && end as usize == self.source.len() + self.made.len() =>
            {
                self.made.push_str(text);
                Content::Piece(Span { start, end: end + text.len() as u32 })
            }
            Content::Piece(piece) => Content::Pieces([self.piece(piece), text].concat()),
            Content::Pieces(mut pieces) => {
                pieces.push_str(text);
                Content::Pieces(pieces)
            }
        };
        if let Some(open) = self.open.last_mut() {
            open.content = content;
        }
        Ok(())
    }

    /// A piece of the file, or of what goes behind it.
    fn piece(&self, span: Span) -> &str {
        match (span.start as usize).checked_sub(self.source.len()) {
            Some(start) => &self.made[start..span.end as usize - self.source.len()],
            None => span.of(self.source),
        }
    }

    pub(super) fn finish(self) -> Result<Tree, XmlError> {
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

/// Prefix and local name of a qualified name.
fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}
