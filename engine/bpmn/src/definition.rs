//! What the author wrote: every element of a BPMN file (and of the files it imports) with its place, and the questions
//! that checks and compilation ask of it.
//!
//! The whole model of the standard is kept as one tree in an arena; [`Definition`] adds the indices: by id, by kind,
//! flows in and out of a node, event definitions of an event with references followed. Diagrams are dropped.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::extension::{ENGINE_NAMESPACE, Foreign};
use crate::position::{Places, Position};
use crate::process::Name;
use crate::tag::Tag;
use crate::xml::{Element, Parsed, XSI_NAMESPACE};

/// An element in a [`Definition`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementIx(pub u32);

/// A BPMN file with its imports.
#[derive(Clone, Debug)]
pub struct Definition {
    pub(crate) elements: Vec<Element>,
    pub(crate) files: Vec<File>,
    by_tag: Vec<Vec<ElementIx>>,
    incoming: Vec<Vec<ElementIx>>,
    outgoing: Vec<Vec<ElementIx>>,
    /// Ids met a second time: the later element.
    pub(crate) duplicates: Vec<ElementIx>,
}

/// One file of a [`Definition`]; the first is the author's, the others are imported.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub name: Name,
    pub root: ElementIx,
    /// `targetNamespace`.
    pub target: Name,
    pub prefixes: HashMap<String, Name>,
    pub by_id: HashMap<Name, ElementIx>,
    text: Arc<str>,
    places: Places,
}

impl File {
    fn position(&self, at: u32) -> Position {
        self.places.at(&self.text, at)
    }
}

impl Definition {
    /// From parsed files, the author's first; element indices of each are relative to its own list.
    pub(crate) fn new(parsed: Vec<(Name, Arc<str>, Parsed)>) -> Definition {
        let mut definition = Definition {
            elements: Vec::new(),
            files: Vec::new(),
            by_tag: vec![Vec::new(); Tag::COUNT],
            incoming: Vec::new(),
            outgoing: Vec::new(),
            duplicates: Vec::new(),
        };
        for (name, text, parsed) in parsed {
            definition.add(name, text, parsed);
        }
        definition.connect();
        definition
    }

    fn add(&mut self, name: Name, text: Arc<str>, parsed: Parsed) {
        let (base, file) = (self.elements.len() as u32, self.files.len() as u32);
        let mut by_id = HashMap::new();
        for (at, mut element) in parsed.elements.into_iter().enumerate() {
            let ix = ElementIx(base + at as u32);
            element.children.iter_mut().for_each(|child| *child += base);
            element.parent = element.parent.map(|parent| parent + base);
            element.file = file;
            self.by_tag[element.tag as usize].push(ix);
            if element.tag != Tag::Foreign
                && let Some(id) = attribute(&element, "id")
                && by_id.insert(id.clone(), ix).is_some()
            {
                self.duplicates.push(ix);
            }
            self.elements.push(element);
        }
        let root = ElementIx(base);
        let target = self.attribute(root, "targetNamespace").cloned().unwrap_or_else(|| Arc::from(""));
        let places = Places::of(&text);
        self.files.push(File { name, root, target, prefixes: parsed.prefixes, by_id, text, places });
    }

    fn connect(&mut self) {
        self.incoming = vec![Vec::new(); self.elements.len()];
        self.outgoing = vec![Vec::new(); self.elements.len()];
        for flow in self.all(Tag::SequenceFlow).to_vec() {
            if let Some(source) = self.refers(flow, "sourceRef") {
                self.outgoing[source.0 as usize].push(flow);
            }
            if let Some(target) = self.refers(flow, "targetRef") {
                self.incoming[target.0 as usize].push(flow);
            }
        }
    }

    /// The `definitions` element of the author's file.
    pub fn root(&self) -> ElementIx {
        self.files[0].root
    }
    /// Name of the author's file.
    pub fn file_name(&self) -> &str {
        &self.files[0].name
    }
    pub fn element(&self, ix: ElementIx) -> &Element {
        &self.elements[ix.0 as usize]
    }
    pub fn tag(&self, ix: ElementIx) -> Tag {
        self.element(ix).tag
    }
    /// Elements of a kind, in the order of the files.
    pub fn all(&self, tag: Tag) -> &[ElementIx] {
        &self.by_tag[tag as usize]
    }
    /// Elements whose kind fulfils `test`, in the order of the files.
    pub fn every(&self, test: impl Fn(Tag) -> bool) -> impl Iterator<Item = ElementIx> {
        (0..self.elements.len() as u32).map(ElementIx).filter(move |ix| test(self.tag(*ix)))
    }
    /// Whether the element is from the author's file, not from an imported one.
    pub fn is_own(&self, ix: ElementIx) -> bool {
        self.element(ix).file == 0
    }

    pub fn attribute(&self, ix: ElementIx, name: &str) -> Option<&Name> {
        attribute(self.element(ix), name)
    }
    pub fn id(&self, ix: ElementIx) -> Option<&Name> {
        self.attribute(ix, "id")
    }
    pub fn name(&self, ix: ElementIx) -> Option<&Name> {
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
    pub fn integer(&self, ix: ElementIx, name: &str) -> Option<Result<i64, Name>> {
        self.attribute(ix, name).map(|value| value.trim().parse().map_err(|_| value.clone()))
    }
    pub fn text(&self, ix: ElementIx) -> &str {
        self.element(ix).text.trim()
    }
    /// `xsi:type` without its prefix.
    pub fn xsi_type(&self, ix: ElementIx) -> Option<&str> {
        let found =
            self.element(ix).attributes.iter().find(|a| &*a.namespace == XSI_NAMESPACE && &*a.name == "type")?;
        Some(found.value.rsplit(':').next().unwrap_or("").trim())
    }

    pub fn parent(&self, ix: ElementIx) -> Option<ElementIx> {
        self.element(ix).parent.map(ElementIx)
    }
    pub fn children(&self, ix: ElementIx) -> impl Iterator<Item = ElementIx> {
        self.element(ix).children.iter().map(|child| ElementIx(*child))
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
        let file = &self.files[self.element(ix).file as usize];
        file.prefixes.values().any(|namespace| &**namespace == ENGINE_NAMESPACE)
    }

    /// The element that a reference written at `from` means: a plain id of the same file, or a qualified name of an
    /// imported one.
    pub fn resolve(&self, from: ElementIx, reference: &str) -> Option<ElementIx> {
        let reference = reference.trim();
        let own = &self.files[self.element(from).file as usize];
        if let Some(found) = own.by_id.get(reference) {
            return Some(*found);
        }
        let (prefix, local) = reference.split_once(':')?;
        let namespace = own.prefixes.get(prefix)?;
        let files = self.files.iter().filter(|file| file.target == *namespace);
        files.filter_map(|file| file.by_id.get(local)).next().copied()
    }
    /// Whether a qualified name leads outside of the files at hand (a type of XML Schema, a WSDL operation): nothing can
    /// be said about it here.
    pub fn is_external(&self, from: ElementIx, reference: &str) -> bool {
        let own = &self.files[self.element(from).file as usize];
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
        self.resolve(ix, self.attribute(ix, attribute)?)
    }
    /// The elements that child elements of a kind refer to by their text.
    pub fn referred(&self, ix: ElementIx, tag: Tag) -> Vec<ElementIx> {
        self.children_of(ix, tag).filter_map(|child| self.resolve(child, self.text(child))).collect()
    }

    /// Sequence flows that lead to it.
    pub fn incoming(&self, ix: ElementIx) -> &[ElementIx] {
        self.incoming.get(ix.0 as usize).map_or(&[], Vec::as_slice)
    }
    /// Sequence flows that start at it, in the order of the file.
    pub fn outgoing(&self, ix: ElementIx) -> &[ElementIx] {
        self.outgoing.get(ix.0 as usize).map_or(&[], Vec::as_slice)
    }
    /// Event definitions of an event, inline and by reference, in the order of the file.
    pub fn event_definitions(&self, event: ElementIx) -> Vec<ElementIx> {
        let each = self.children(event).filter_map(|child| match self.tag(child) {
            Tag::EventDefinitionRef => self.resolve(child, self.text(child)),
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
        let element = self.element(ix);
        self.files[element.file as usize].position(element.at)
    }
    /// Place of a character within the text of an element, lines and columns counted from 1 in that text.
    pub fn text_position(&self, ix: ElementIx, line: u32, column: u32) -> Position {
        let element = self.element(ix);
        let start = self.files[element.file as usize].position(element.text_at);
        match (line, column) {
            (0, _) => self.position(ix),
            (1, column) => Position { line: start.line, column: start.column + column.saturating_sub(1) },
            (line, column) => Position { line: start.line + line - 1, column: column.max(1) },
        }
    }
    pub fn file_of(&self, ix: ElementIx) -> &Name {
        &self.files[self.element(ix).file as usize].name
    }

    /// Elements of other namespaces carried by an element, directly or in its `extensionElements`.
    pub fn foreign(&self, ix: ElementIx) -> Vec<Foreign> {
        let mut found = Vec::new();
        for child in self.children(ix) {
            match self.tag(child) {
                Tag::Foreign => found.push(self.foreign_tree(child)),
                Tag::ExtensionElements => {
                    let inner = self.children(child).filter(|inner| self.tag(*inner) == Tag::Foreign);
                    found.extend(inner.map(|inner| self.foreign_tree(inner)));
                }
                _ => {}
            }
        }
        found
    }

    fn foreign_tree(&self, ix: ElementIx) -> Foreign {
        let element = self.element(ix);
        let attributes = element.attributes.iter().map(|attribute| {
            let key = if attribute.namespace.is_empty() {
                attribute.name.clone()
            } else {
                format!("{{{}}}{}", attribute.namespace, attribute.name).into()
            };
            (key, attribute.value.clone())
        });
        Foreign {
            namespace: element.namespace.clone(),
            name: element.name.clone(),
            attributes: attributes.collect(),
            children: self.children(ix).map(|child| self.foreign_tree(child)).collect(),
            text: self.text(ix).into(),
            position: self.position(ix),
        }
    }

    /// Foreign elements by id of the BPMN element that carries them, for a whole subtree.
    pub fn foreign_by_id(&self, root: ElementIx) -> BTreeMap<Name, Vec<Foreign>> {
        let mut map = BTreeMap::new();
        let mut stack = vec![root];
        while let Some(at) = stack.pop() {
            if let Some(id) = self.id(at) {
                let foreign = self.foreign(at);
                if !foreign.is_empty() {
                    map.insert(id.clone(), foreign);
                }
            }
            stack.extend(self.children(at).filter(|child| self.tag(*child) != Tag::Foreign));
        }
        map
    }
}

fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a Name> {
    element.attributes.iter().find(|a| a.namespace.is_empty() && &*a.name == name).map(|a| &a.value)
}
