//! What several rules ask about a whole file, found out once: without it a file of many equal parts would take time that
//! grows with the square of its size.

use std::collections::HashMap;

use crate::definition::{Definition, ElementIx};
use crate::quick::{Map, Set};
use crate::tag::Tag;

#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// Levels with a start event, levels with an end event.
    starts: Set<ElementIx>,
    ends: Set<ElementIx>,
    /// Compensation boundary event → the activity that an association joins to it.
    handlers: Map<ElementIx, ElementIx>,
    /// Link event definition → the first of the same name.
    names: Map<ElementIx, ElementIx>,
    /// Level and the first link of a name → the first catching link event of that name there.
    links: Map<(ElementIx, ElementIx), ElementIx>,
    /// Item definition → the first of the same structure.
    structures: Map<ElementIx, ElementIx>,
    /// What elements with many children refer to by the text of a child of a kind: everything, and the first.
    listed: Set<(ElementIx, Tag, ElementIx)>,
    first: Map<(ElementIx, Tag), ElementIx>,
}

/// Elements with the first that has an equal text.
fn equal<'a>(texts: impl Iterator<Item = (ElementIx, &'a str)>) -> Map<ElementIx, ElementIx> {
    let mut known: HashMap<&str, ElementIx> = HashMap::new();
    texts.map(|(ix, text)| (ix, *known.entry(text).or_insert(ix))).collect()
}

impl Index {
    pub fn of(model: &Definition) -> Index {
        let parents = |tag: Tag| model.all(tag).iter().filter_map(|ix| model.parent(*ix)).collect();
        let mut index = Index { starts: parents(Tag::StartEvent), ends: parents(Tag::EndEvent), ..Index::default() };
        for association in model.all(Tag::Association) {
            let end = |name: &str| model.refers(*association, name);
            let (Some(source), Some(target)) = (end("sourceRef"), end("targetRef")) else { continue };
            for (event, activity) in [(source, target), (target, source)] {
                if model.tag(event) == Tag::BoundaryEvent && model.tag(activity).is_activity() {
                    index.handlers.entry(event).or_insert(activity);
                }
            }
        }
        let links = model.all(Tag::LinkEventDefinition).iter();
        index.names = equal(links.filter_map(|link| Some((*link, model.name(*link)?))));
        for catch in model.all(Tag::IntermediateCatchEvent) {
            let Some(level) = model.parent(*catch) else { continue };
            for name in model.event_definitions(*catch).iter().filter_map(|each| index.names.get(each)) {
                index.links.entry((level, *name)).or_insert(*catch);
            }
        }
        let items = model.all(Tag::ItemDefinition).iter();
        let structures = items.filter_map(|item| Some((*item, model.attribute(*item, "structureRef")?.trim())));
        index.structures = equal(structures.filter(|(_, text)| !text.is_empty()));
        index.note_references(model);
        index
    }

    fn note_references(&mut self, model: &Definition) {
        for holder in model.crowds() {
            for entry in model.children(holder).filter(|entry| model.tag(*entry).refers_by_text()) {
                if let Some(target) = model.referred_by_text(entry) {
                    self.listed.insert((holder, model.tag(entry), target));
                    self.first.entry((holder, model.tag(entry))).or_insert(target);
                }
            }
        }
    }

    /// The first element that children of a kind of a crowd refer to.
    pub fn first_listed(&self, holder: ElementIx, tag: Tag) -> Option<ElementIx> {
        self.first.get(&(holder, tag)).copied()
    }
}

impl Definition {
    pub(crate) fn has_start(&self, level: ElementIx) -> bool {
        self.index.starts.contains(&level)
    }
    pub(crate) fn has_end(&self, level: ElementIx) -> bool {
        self.index.ends.contains(&level)
    }
    /// The activity that an association joins to a boundary event.
    pub(crate) fn joined_activity(&self, boundary: ElementIx) -> Option<ElementIx> {
        self.index.handlers.get(&boundary).copied()
    }
    /// The first catching link event on a level that is named like a link.
    pub(crate) fn link_catch(&self, level: ElementIx, link: ElementIx) -> Option<ElementIx> {
        self.index.links.get(&(level, *self.index.names.get(&link)?)).copied()
    }
    /// Whether two links have one name, or both none.
    pub(crate) fn equal_names(&self, a: ElementIx, b: ElementIx) -> bool {
        self.index.names.get(&a) == self.index.names.get(&b)
    }
    /// What an item definition describes: itself, or the first item definition of the same structure.
    pub(crate) fn described(&self, item: ElementIx) -> ElementIx {
        self.index.structures.get(&item).copied().unwrap_or(item)
    }
    /// Whether a child element of a kind refers to `target` by its text.
    pub(crate) fn lists(&self, holder: ElementIx, tag: Tag, target: ElementIx) -> bool {
        if self.is_crowd(holder) {
            return self.index.listed.contains(&(holder, tag, target));
        }
        self.children_of(holder, tag).any(|entry| self.referred_by_text(entry) == Some(target))
    }
}
