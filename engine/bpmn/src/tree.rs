//! A file as a tree in few flat pieces of memory: elements, attributes, and one text that both point into.
//!
//! Nothing is copied that stands in the file as it is meant: a [`Span`] points at the author's own bytes. What had to be
//! made from them (entities, line ends, text in several pieces) is appended behind the file's text.

use std::collections::HashMap;
use std::sync::Arc;

use crate::process::Name;
use crate::tag::Tag;

/// A piece of the text of a file, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// No element.
pub(crate) const NONE: u32 = u32::MAX;

/// No attribute is the id.
pub(crate) const NO_ID: u16 = u16::MAX;

/// An element; indices are those of its file until the files are put together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    pub tag: Tag,
    /// Which file it is from.
    pub file: u8,
    pub attribute_count: u16,
    /// Which of its attributes is the id.
    pub id: u16,
    /// The first of its attributes.
    pub attributes: u32,
    /// In the namespaces of its file.
    pub namespace: u32,
    pub parent: u32,
    pub first_child: u32,
    pub next_sibling: u32,
    /// What its text refers to, when it is an element that refers by its text.
    pub target: u32,
    /// Offset of `<` in bytes.
    pub at: u32,
    /// Offset of the first byte of text inside, for places within expressions.
    pub text_at: u32,
    /// Local name.
    pub name: Span,
    /// All text directly inside, without white space before it.
    pub text: Span,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute {
    /// In the namespaces of its file; 0 for attributes without prefix.
    pub namespace: u32,
    /// The element that the value refers to, when it is an attribute that refers.
    pub target: u32,
    pub mark: Mark,
    pub name: Span,
    pub value: Span,
}

/// The namespaces of a file, each once. The first is none, the second BPMN's own.
#[derive(Clone, Debug)]
pub(crate) struct Namespaces {
    names: Vec<Name>,
    known: HashMap<Name, u32>,
}

impl Namespaces {
    pub const BPMN: u32 = 1;

    pub fn new() -> Namespaces {
        let mut namespaces = Namespaces { names: Vec::new(), known: HashMap::new() };
        namespaces.number("");
        namespaces.number(crate::xml::BPMN_NAMESPACE);
        namespaces
    }
    pub fn number(&mut self, namespace: &str) -> u32 {
        if namespace.is_empty() && !self.names.is_empty() {
            return 0;
        }
        if let Some(number) = self.known.get(namespace) {
            return *number;
        }
        let (number, name): (u32, Name) = (self.names.len() as u32, Arc::from(namespace));
        self.names.push(name.clone());
        self.known.insert(name, number);
        number
    }
    pub fn len(&self) -> usize {
        self.names.len()
    }
    pub fn name(&self, number: u32) -> &Name {
        &self.names[number as usize]
    }
}

/// What one file gave.
pub(crate) struct Tree {
    /// The text of the file, and behind it what was made from it.
    pub text: String,
    /// How much of the text is the file.
    pub length: u32,
    pub elements: Vec<Element>,
    pub attributes: Vec<Attribute>,
    pub namespaces: Namespaces,
    /// Prefix → namespace, that of the declaration nearest to the root.
    pub prefixes: HashMap<String, Name>,
}

impl Tree {
    pub fn attributes(&self, element: &Element) -> &[Attribute] {
        &self.attributes[element.attributes as usize..][..usize::from(element.attribute_count)]
    }
    /// Value of an attribute without prefix.
    pub fn attribute(&self, element: &Element, name: &str) -> Option<&str> {
        let found = find(self.attributes(element), &self.text, name)?;
        Some(found.value.of(&self.text))
    }
}

/// Length and first letters of a name: most names are told apart by it without a look at the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark([u8; 4]);

impl Mark {
    pub fn of(name: &str) -> Mark {
        let letter = |at: usize| name.as_bytes().get(at).copied().unwrap_or(0);
        Mark([name.len().min(255) as u8, letter(0), letter(1), letter(2)])
    }
    /// How long the name is; 255 stands for more.
    pub fn len(self) -> usize {
        usize::from(self.0[0])
    }
}

/// An attribute without prefix, by its name.
pub(crate) fn find<'a>(attributes: &'a [Attribute], text: &str, name: &str) -> Option<&'a Attribute> {
    let mark = Mark::of(name);
    let same = |each: &Attribute| name.len() <= 3 || each.name.of(text) == name;
    attributes.iter().find(|each| each.mark == mark && each.namespace == 0 && same(each))
}
