//! What the author wrote: every element of a BPMN file (and of the files it imports) with its place, and the questions
//! that checks and compilation ask of it.
//!
//! The whole model of the standard is kept as one tree in an arena; [`Definition`] adds the indices: by id, by kind,
//! flows in and out of a node, event definitions of an event with references followed. Diagrams are dropped.

mod assemble;

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use hashbrown::HashTable;

use crate::extension::Foreign;
use crate::index::Index;
use crate::position::{Places, Position};
use crate::process::Name;
use crate::tag::Tag;
use crate::tree::{Attribute, Element, NONE, Namespaces, find};
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
    by_tag: Vec<Vec<ElementIx>>,
    incoming: Lists,
    outgoing: Lists,
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

/// A list for each element, all in one piece.
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
        &self.by_tag[tag as usize]
    }
    /// Elements whose kind fulfils `test`, in the order of the files.
    pub fn every(&self, test: impl Fn(Tag) -> bool) -> impl Iterator<Item = ElementIx> {
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
        self.attribute(ix, "id")
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
    pub fn children(&self, ix: ElementIx) -> impl Iterator<Item = ElementIx> {
        std::iter::successors(some(self.element(ix).first_child), |child| some(self.element(*child).next_sibling))
    }
    pub fn children_of(&self, ix: ElementIx, tag: Tag) -> impl Iterator<Item = ElementIx> {
        self.children(ix).filter(move |child| self.tag(*child) == tag)
    }
    pub fn child(&self, ix: ElementIx, tag: Tag) -> Option<ElementIx> {
        self.children_of(ix, tag).next()
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

    /// The element that a reference written at `from` means: a plain id of the same file, or a qualified name of an
    /// imported one.
    pub fn resolve(&self, from: ElementIx, reference: &str) -> Option<ElementIx> {
        let reference = reference.trim();
        let own = self.file(from);
        if let Some(found) = self.by_id(own, reference) {
            return Some(found);
        }
        let (prefix, local) = reference.split_once(':')?;
        let namespace = own.prefixes.get(prefix)?;
        self.files.iter().filter(|file| file.target == *namespace).find_map(|file| self.by_id(file, local))
    }
    fn by_id(&self, file: &File, id: &str) -> Option<ElementIx> {
        file.ids.table.find(file.ids.hasher.hash_one(id), |ix| self.id(*ix) == Some(id)).copied()
    }
    /// Whether a qualified name leads outside of the files at hand (a type of XML Schema, a WSDL operation): nothing can
    /// be said about it here.
    pub fn is_external(&self, from: ElementIx, reference: &str) -> bool {
        let own = self.file(from);
        match reference.trim().split_once(':') {
            Some((prefix, _)) => match own.prefixes.get(prefix) {
                Some(namespace) => !self.files.iter().any(|file| file.target == *namespace),
                None => false,
            },
            None => false,
        }
    }
    /// The element that an attribute refers to.
    pub fn refers(&self, ix: ElementIx, attribute: &str) -> Option<ElementIx> {
        let found = self.find(ix, attribute)?;
        if found.target != NONE {
            return some(found.target);
        }
        if REFERRING.contains(&attribute) && self.tag(ix) != Tag::Foreign {
            return None;
        }
        self.resolve(ix, found.value.of(&self.file(ix).text))
    }
    /// The element that the text of an element refers to (`incoming`, `sourceRef` as an element, …).
    pub fn referred_by_text(&self, ix: ElementIx) -> Option<ElementIx> {
        match self.element(ix).target {
            NONE if !self.tag(ix).refers_by_text() => self.resolve(ix, self.text(ix)),
            target => some(target),
        }
    }
    /// The elements that child elements of a kind refer to by their text.
    pub fn referred(&self, ix: ElementIx, tag: Tag) -> Vec<ElementIx> {
        self.children_of(ix, tag).filter_map(|child| self.referred_by_text(child)).collect()
    }

    /// Sequence flows that lead to it.
    pub fn incoming(&self, ix: ElementIx) -> &[ElementIx] {
        self.incoming.get(ix)
    }
    /// Sequence flows that start at it, in the order of the file.
    pub fn outgoing(&self, ix: ElementIx) -> &[ElementIx] {
        self.outgoing.get(ix)
    }
    /// Event definitions of an event, inline and by reference, in the order of the file.
    pub fn event_definitions(&self, event: ElementIx) -> Vec<ElementIx> {
        let each = self.children(event).filter_map(|child| match self.tag(child) {
            Tag::EventDefinitionRef => self.referred_by_text(child),
            tag if tag.is_event_definition() => Some(child),
            _ => None,
        });
        each.filter(|found| self.tag(*found).is_event_definition()).collect()
    }
    /// Whether one of its event definitions is of the kind.
    pub fn has_definition(&self, event: ElementIx, tag: Tag) -> bool {
        self.event_definitions(event).iter().any(|found| self.tag(*found) == tag)
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

    /// Elements of other namespaces carried by an element, directly or in its `extensionElements`.
    pub fn foreign(&self, ix: ElementIx) -> Arc<[Foreign]> {
        let direct = self.children(ix).flat_map(|child| {
            let inside = (self.tag(child) == Tag::ExtensionElements).then(|| self.children(child));
            std::iter::once(child).chain(inside.into_iter().flatten())
        });
        let mut found = direct.filter(|child| self.tag(*child) == Tag::Foreign).peekable();
        if found.peek().is_none() {
            return Arc::default();
        }
        found.map(|child| self.foreign_tree(child)).collect()
    }

    fn foreign_tree(&self, ix: ElementIx) -> Foreign {
        let (element, file) = (self.element(ix), self.file(ix));
        let attributes = self.attributes_of(ix).iter().map(|attribute| {
            let name = attribute.name.of(&file.text);
            let key: Name = match attribute.namespace {
                0 => name.into(),
                namespace => format!("{{{}}}{name}", file.namespaces.name(namespace)).into(),
            };
            (key, attribute.value.of(&file.text).into())
        });
        Foreign {
            namespace: file.namespaces.name(element.namespace).clone(),
            name: self.local_name(ix).into(),
            attributes: attributes.collect(),
            children: self.children(ix).map(|child| self.foreign_tree(child)).collect(),
            text: self.text(ix).into(),
            position: self.position(ix),
        }
    }

    /// Foreign elements by id of the BPMN element that carries them, for a whole subtree.
    pub fn foreign_by_id(&self, root: ElementIx) -> BTreeMap<Name, Arc<[Foreign]>> {
        let mut map = BTreeMap::new();
        let mut stack = vec![root];
        while let Some(at) = stack.pop() {
            if let Some(id) = self.id(at) {
                let foreign = self.foreign(at);
                if !foreign.is_empty() {
                    map.insert(id.into(), foreign);
                }
            }
            stack.extend(self.children(at).filter(|child| self.tag(*child) != Tag::Foreign));
        }
        map
    }
}

fn some(ix: u32) -> Option<ElementIx> {
    (ix != NONE).then_some(ElementIx(ix))
}
