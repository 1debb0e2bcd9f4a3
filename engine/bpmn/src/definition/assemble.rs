//! Putting files together: indices, ids, references followed once, flows at their nodes.

use std::hash::BuildHasher;

use hashbrown::hash_table::Entry;

use super::references::trigger;
use super::{Crowds, Definition, ElementIx, File, Ids, Lists, REFERRING};
use crate::extension::ENGINE_NAMESPACE;
use crate::index::Index;
use crate::position::Places;
use crate::process::Name;
use crate::tag::Tag;
use crate::tree::{NONE, Tree};

impl Lists {
    /// From pairs of owner and item, in order.
    fn of(owners: usize, pairs: impl Iterator<Item = (u32, ElementIx)> + Clone) -> Lists {
        // `starts[owner + 1]` is where the next item of the owner goes, and in the end where the next list begins.
        let mut starts = vec![0; owners + 2];
        pairs.clone().for_each(|(owner, _)| starts[owner as usize + 2] += 1);
        for at in 3..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut items = vec![ElementIx(0); starts[owners + 1] as usize];
        for (owner, item) in pairs {
            let slot = &mut starts[owner as usize + 1];
            items[*slot as usize] = item;
            *slot += 1;
        }
        Lists { starts, items }
    }
    pub(super) fn get(&self, owner: ElementIx) -> &[ElementIx] {
        self.at(owner.0 as usize)
    }
    pub(super) fn at(&self, owner: usize) -> &[ElementIx] {
        &self.items[self.starts[owner] as usize..self.starts[owner + 1] as usize]
    }
}

impl Definition {
    /// From parsed files, the author's first.
    pub(crate) fn new(parsed: Vec<(Name, Tree)>) -> Definition {
        let mut definition = Definition {
            elements: Vec::new(),
            tags: Vec::new(),
            attributes: Vec::new(),
            files: Vec::new(),
            by_tag: Lists::default(),
            incoming: Lists::default(),
            outgoing: Lists::default(),
            definitions: Lists::default(),
            triggers: Vec::new(),
            crowds: Crowds::default(),
            duplicates: Vec::new(),
            index: Index::default(),
        };
        for (name, tree) in parsed {
            definition.add(name, tree);
        }
        definition.by_tag =
            Lists::of(Tag::COUNT, (0..).map(ElementIx).zip(&definition.tags).map(|(ix, tag)| (*tag as u32, ix)));
        definition.crowds = Crowds::of(&definition.elements, &definition.tags);
        definition.resolve_all();
        definition.connect();
        definition.index = Index::of(&definition);
        definition
    }

    /// Puts a file behind those at hand; its indices are moved along.
    fn add(&mut self, name: Name, tree: Tree) {
        let (base, attributes, number) =
            (self.elements.len() as u32, self.attributes.len() as u32, self.files.len() as u8);
        let target = tree.attribute(&tree.elements[0], "targetNamespace").unwrap_or("").into();
        let places = Places::of(&tree.text[..tree.length as usize]);
        let moved = |ix: u32| if ix == NONE { NONE } else { ix + base };
        let (mut elements, mut all) = (tree.elements, tree.attributes);
        if base == 0 {
            (self.elements, self.attributes) = (std::mem::take(&mut elements), std::mem::take(&mut all));
        }
        for mut element in elements {
            element.file = number;
            element.attributes += attributes;
            element.parent = moved(element.parent);
            element.first_child = moved(element.first_child);
            element.next_sibling = moved(element.next_sibling);
            self.elements.push(element);
        }
        self.attributes.append(&mut all);
        let engine_dialect = tree.prefixes.values().any(|namespace| &**namespace == ENGINE_NAMESPACE);
        self.files.push(File {
            name,
            root: ElementIx(base),
            target,
            namespaces: tree.namespaces,
            prefixes: tree.prefixes,
            ids: Ids::default(),
            text: tree.text,
            places,
            engine_dialect,
            lists_flows: false,
        });
        let mut ids = Ids::default();
        for ix in (base..self.elements.len() as u32).map(ElementIx) {
            let tag = self.element(ix).tag;
            self.tags.push(tag);
            if matches!(tag, Tag::Incoming | Tag::Outgoing) {
                self.files[usize::from(number)].lists_flows = true;
            }
            if tag != Tag::Foreign && self.note_id(&mut ids, ix) {
                self.duplicates.push(ix);
            }
        }
        self.files[usize::from(number)].ids = ids;
    }

    /// Whether the id was there already; the later element takes it.
    fn note_id(&self, ids: &mut Ids, ix: ElementIx) -> bool {
        let Some(id) = self.id(ix) else { return false };
        let hash = |ix: &ElementIx| ids.hasher.hash_one(self.id(*ix).unwrap_or(""));
        match ids.table.entry(ids.hasher.hash_one(id), |other| self.id(*other) == Some(id), hash) {
            Entry::Occupied(mut there) => {
                *there.get_mut() = ix;
                true
            }
            Entry::Vacant(place) => {
                place.insert(ix);
                false
            }
        }
    }

    /// Follows every reference once.
    fn resolve_all(&mut self) {
        for at in 0..self.elements.len() {
            let (ix, element) = (ElementIx(at as u32), self.elements[at]);
            if element.tag == Tag::Foreign {
                continue;
            }
            for at in element.attributes..element.attributes + u32::from(element.attribute_count) {
                let attribute = &self.attributes[at as usize];
                // The shortest of the names has seven letters: most attributes end here.
                if attribute.namespace != 0 || attribute.mark.len() < 7 {
                    continue;
                }
                let text = &self.file(ix).text;
                if REFERRING.contains(&attribute.name.of(text)) {
                    let target = self.resolve(ix, attribute.value.of(text)).map_or(NONE, |found| found.0);
                    self.attributes[at as usize].target = target;
                }
            }
            if element.tag.refers_by_text() {
                self.elements[at].target = self.resolve(ix, self.text(ix)).map_or(NONE, |found| found.0);
            }
        }
    }

    fn connect(&mut self) {
        let model = &*self;
        let ends = |name: &'static str| {
            let flows = model.all(Tag::SequenceFlow).iter();
            flows.filter_map(move |flow| Some((model.refers(*flow, name)?.0, *flow)))
        };
        let count = model.elements.len();
        let (outgoing, incoming) = (Lists::of(count, ends("sourceRef")), Lists::of(count, ends("targetRef")));
        let kinds = |tag: Tag| tag == Tag::EventDefinitionRef || tag.is_event_definition();
        let used = model.every(kinds).filter_map(|ix| {
            let meant = if model.tag(ix) == Tag::EventDefinitionRef { model.referred_by_text(ix)? } else { ix };
            model.tag(meant).is_event_definition().then_some((model.parent(ix)?.0, meant))
        });
        let mut triggers = vec![0; count];
        used.clone().for_each(|(event, meant)| triggers[event as usize] |= trigger(model.tag(meant)));
        let definitions = Lists::of(count, used);
        (self.outgoing, self.incoming, self.definitions, self.triggers) = (outgoing, incoming, definitions, triggers);
    }
}
