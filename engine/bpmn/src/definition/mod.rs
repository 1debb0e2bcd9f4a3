//! What the author wrote: every element of a BPMN file (and of the files it imports) with its place, and the questions
//! that checks and compilation ask of it.
//!
//! The whole model of the standard is kept as one tree in an arena; [`Definition`] adds the indices: by id, by kind,
//! flows in and out of a node, event definitions of an event with references followed. Diagrams are dropped.

mod assemble;
mod children;
mod foreign;
mod references;

use std::collections::HashMap;
use std::hash::RandomState;

use hashbrown::HashTable;

use children::Crowds;

use crate::index::Index;
use crate::position::{Places, Position};
use crate::process::Name;
use crate::tag::Tag;
use crate::tree::{Attribute, Element, NO_ID, NONE, Namespaces, find};
use crate::xml::XSI_NAMESPACE;

/// An element in a [`Definition`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementIx(pub u32);

/// A BPMN file with its imports.
#[derive(Clone, Debug)]
pub struct Definition {
    elements: Vec<Element>,
    /// Kinds of the elements, side by side: what rules ask for most.
    tags: Vec<Tag>,
    attributes: Vec<Attribute>,
    files: Vec<File>,
    by_tag: Lists,
    incoming: Lists,
    outgoing: Lists,
    /// Event definitions of an event, references followed, and their kinds as bits.
    definitions: Lists,
    triggers: Vec<u16>,
    crowds: Crowds,
    /// Ids met a second time: the later element.
    pub(crate) duplicates: Vec<ElementIx>,
    pub(crate) index: Index,
}

/// One file of a [`Definition`]; the first is the author's, the others are imported.
#[derive(Clone, Debug)]
struct File {
    name: Name,
    root: ElementIx,
    /// `targetNamespace`.
    target: Name,
    namespaces: Namespaces,
    prefixes: HashMap<String, Name>,
    ids: Ids,
    /// The text of the file, and behind it what was made from it.
    text: String,
    places: Places,
    /// Whether it declares the namespace of the engine's extensions.
    engine_dialect: bool,
    /// Whether its nodes list their flows (`incoming`, `outgoing`).
    lists_flows: bool,
}

/// Elements of a file by id.
#[derive(Clone, Debug, Default)]
struct Ids {
    table: HashTable<ElementIx>,
    hasher: RandomState,
}

/// A list for each element (or each kind), all in one piece.
#[derive(Clone, Debug, Default)]
struct Lists {
    /// Where the list of an element begins; one more at the end.
    starts: Vec<u32>,
    items: Vec<ElementIx>,
}

/// Attributes whose value names an element.
const REFERRING: [&str; 14] = [
    "sourceRef",
    "targetRef",
    "default",
    "attachedToRef",
    "messageRef",
    "itemRef",
    "itemSubjectRef",
    "signalRef",
    "errorRef",
    "escalationRef",
    "operationRef",
    "processRef",
    "dataObjectRef",
    "calledElement",
];

impl Definition {
    fn element(&self, ix: ElementIx) -> &Element {
        &self.elements[ix.0 as usize]
    }
    fn file(&self, ix: ElementIx) -> &File {
        &self.files[usize::from(self.element(ix).file)]
    }
    /// The `definitions` element of the author's file.
    pub fn root(&self) -> ElementIx {
        self.files[0].root
    }
    /// Name of the author's file.
    pub fn file_name(&self) -> &str {
        &self.files[0].name
    }
    pub fn tag(&self, ix: ElementIx) -> Tag {
        self.tags[ix.0 as usize]
    }
    /// Elements of a kind, in the order of the files.
    pub fn all(&self, tag: Tag) -> &[ElementIx] {
        self.by_tag.at(tag as usize)
    }
    /// Elements whose kind fulfils `test`, in the order of the files.
    pub fn every(&self, test: impl Fn(Tag) -> bool + Clone) -> impl Iterator<Item = ElementIx> + Clone {
        (0..).zip(&self.tags).filter(move |(_, tag)| test(**tag)).map(|(ix, _)| ElementIx(ix))
    }
    /// Whether the element is from the author's file, not from an imported one.
    pub fn is_own(&self, ix: ElementIx) -> bool {
        self.element(ix).file == 0
    }

    fn attributes_of(&self, ix: ElementIx) -> &[Attribute] {
        let element = self.element(ix);
        &self.attributes[element.attributes as usize..][..usize::from(element.attribute_count)]
    }
    fn find(&self, ix: ElementIx, name: &str) -> Option<&Attribute> {
        find(self.attributes_of(ix), &self.file(ix).text, name)
    }
    /// Names and values of the attributes without prefix.
    pub fn attributes(&self, ix: ElementIx) -> impl Iterator<Item = (&str, &str)> {
        let text = self.file(ix).text.as_str();
        let plain = self.attributes_of(ix).iter().filter(|each| each.namespace == 0);
        plain.map(move |each| (each.name.of(text), each.value.of(text)))
    }
    /// Value of an attribute without prefix.
    pub fn attribute(&self, ix: ElementIx, name: &str) -> Option<&str> {
        Some(self.find(ix, name)?.value.of(&self.file(ix).text))
    }
    /// Local name, as it is written.
    pub fn local_name(&self, ix: ElementIx) -> &str {
        self.element(ix).name.of(&self.file(ix).text)
    }
    pub fn id(&self, ix: ElementIx) -> Option<&str> {
        let element = self.element(ix);
        let id =
            (element.id != NO_ID).then(|| &self.attributes[(element.attributes + u32::from(element.id)) as usize])?;
        Some(id.value.of(&self.file(ix).text))
    }
    pub fn name(&self, ix: ElementIx) -> Option<&str> {
        self.attribute(ix, "name").filter(|name| !name.is_empty())
    }
    /// A boolean attribute with its default.
    pub fn flag(&self, ix: ElementIx, name: &str, default: bool) -> bool {
        match self.attribute(ix, name).map(|value| value.trim()) {
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            _ => default,
        }
    }
    /// An integer attribute; `Err` with the text when it is none.
    pub fn integer(&self, ix: ElementIx, name: &str) -> Option<Result<i64, &str>> {
        self.attribute(ix, name).map(|value| value.trim().parse().map_err(|_| value))
    }
    /// All text directly inside, trimmed.
    pub fn text(&self, ix: ElementIx) -> &str {
        self.text_as_written(ix).trim_end()
    }
    /// All text directly inside, from its first character that is no white space.
    pub fn text_as_written(&self, ix: ElementIx) -> &str {
        self.element(ix).text.of(&self.file(ix).text)
    }
    /// `xsi:type` without its prefix.
    pub fn xsi_type(&self, ix: ElementIx) -> Option<&str> {
        let file = self.file(ix);
        let xsi = |each: &&Attribute| {
            each.namespace != 0
                && each.name.of(&file.text) == "type"
                && &**file.namespaces.name(each.namespace) == XSI_NAMESPACE
        };
        let found = self.attributes_of(ix).iter().find(xsi)?;
        Some(found.value.of(&file.text).rsplit(':').next().unwrap_or("").trim())
    }

    pub fn parent(&self, ix: ElementIx) -> Option<ElementIx> {
        some(self.element(ix).parent)
    }
    /// Elements around it, from the inside out.
    pub fn ancestors(&self, ix: ElementIx) -> impl Iterator<Item = ElementIx> {
        std::iter::successors(self.parent(ix), |at| self.parent(*at))
    }
    /// The process or sub-process that directly holds it.
    pub fn level(&self, ix: ElementIx) -> Option<ElementIx> {
        self.ancestors(ix).find(|at| self.tag(*at).is_level())
    }
    pub fn process(&self, ix: ElementIx) -> Option<ElementIx> {
        std::iter::once(ix).chain(self.ancestors(ix)).find(|at| self.tag(*at) == Tag::Process)
    }
    /// Whether it is inside (or is) a process with `isExecutable="true"`: then stricter rules of the standard hold.
    pub fn executable(&self, ix: ElementIx) -> bool {
        self.process(ix).is_some_and(|process| self.flag(process, "isExecutable", false))
    }
    /// Whether the file was written for this engine: it declares the namespace of the engine's extensions. Such files
    /// may leave out what the standard demands only for the exchange between tools (`incoming` and `outgoing`,
    /// `xsi:type` of expressions, interfaces behind messages).
    pub fn engine_dialect(&self, ix: ElementIx) -> bool {
        self.file(ix).engine_dialect
    }

    /// Whether the nodes of its file list their flows (`incoming`, `outgoing`).
    pub fn lists_flows(&self, ix: ElementIx) -> bool {
        self.file(ix).lists_flows
    }
    /// `targetNamespace` of its file.
    pub fn target_namespace(&self, ix: ElementIx) -> &Name {
        &self.file(ix).target
    }

    /// An event sub-process.
    pub fn is_event_subprocess(&self, ix: ElementIx) -> bool {
        self.tag(ix).is_subprocess() && self.flag(ix, "triggeredByEvent", false)
    }
    pub fn is_for_compensation(&self, ix: ElementIx) -> bool {
        self.tag(ix).is_activity() && self.flag(ix, "isForCompensation", false)
    }
    /// Flow nodes directly inside a process or sub-process.
    pub fn nodes(&self, level: ElementIx) -> impl Iterator<Item = ElementIx> {
        self.children(level).filter(|child| self.tag(*child).is_flow_node())
    }

    pub fn position(&self, ix: ElementIx) -> Position {
        let file = self.file(ix);
        file.places.at(&file.text, self.element(ix).at)
    }
    /// Place of a character within the text of an element, lines and columns counted from 1 in that text.
    pub fn text_position(&self, ix: ElementIx, line: u32, column: u32) -> Position {
        let file = self.file(ix);
        let start = file.places.at(&file.text, self.element(ix).text_at);
        match (line, column) {
            (0, _) => self.position(ix),
            (1, column) => Position { line: start.line, column: start.column + column.saturating_sub(1) },
            (line, column) => Position { line: start.line + line - 1, column: column.max(1) },
        }
    }
    pub fn file_of(&self, ix: ElementIx) -> &Name {
        &self.file(ix).name
    }
}

fn some(ix: u32) -> Option<ElementIx> {
    (ix != NONE).then_some(ElementIx(ix))
}
