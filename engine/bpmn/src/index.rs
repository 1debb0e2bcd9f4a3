//! What several rules ask about a whole file, found out once: without it a file of many equal parts would take time that
//! grows with the square of its size.

use std::collections::{HashMap, HashSet};

use crate::definition::{Definition, ElementIx};
use crate::process::Name;
use crate::tag::Tag;

/// A holder with more references than this gets them noted.
const FEW: usize = 16;

#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// Levels with a start event, levels with an end event.
    starts: HashSet<ElementIx>,
    ends: HashSet<ElementIx>,
    /// Compensation boundary event → the activity that an association joins to it.
    handlers: HashMap<ElementIx, ElementIx>,
    /// Level and name → the first catching link event of that name.
    links: HashMap<(ElementIx, Name), ElementIx>,
    /// Process → its participants.
    participants: HashMap<ElementIx, Vec<ElementIx>>,
    /// Holders of many references by text, and what they refer to by which element.
    holders: HashSet<ElementIx>,
    listed: HashSet<(ElementIx, Tag, ElementIx)>,
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
        for catch in model.all(Tag::IntermediateCatchEvent) {
            let Some(level) = model.parent(*catch) else { continue };
            for each in model.event_definitions(*catch) {
                if let (Tag::LinkEventDefinition, Some(name)) = (model.tag(each), model.name(each)) {
                    index.links.entry((level, name.into())).or_insert(*catch);
                }
            }
        }
        for participant in model.all(Tag::Participant) {
            if let Some(process) = model.refers(*participant, "processRef") {
                index.participants.entry(process).or_default().push(*participant);
            }
        }
        index.note_references(model);
        index
    }

    fn note_references(&mut self, model: &Definition) {
        let mut counts: HashMap<ElementIx, usize> = HashMap::new();
        let entries = || model.every(Tag::refers_by_text).filter_map(|entry| Some((model.parent(entry)?, entry)));
        for (holder, _) in entries() {
            let count = counts.entry(holder).or_default();
            *count += 1;
            if *count > FEW {
                self.holders.insert(holder);
            }
        }
        if self.holders.is_empty() {
            return;
        }
        for (holder, entry) in entries().filter(|(holder, _)| self.holders.contains(holder)) {
            if let Some(target) = model.referred_by_text(entry) {
                self.listed.insert((holder, model.tag(entry), target));
            }
        }
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
    /// The first catching link event of a name on a level.
    pub(crate) fn link_catch(&self, level: ElementIx, name: &str) -> Option<ElementIx> {
        self.index.links.get(&(level, Name::from(name))).copied()
    }
    /// Participants that a process belongs to.
    pub(crate) fn participants(&self, process: ElementIx) -> &[ElementIx] {
        self.index.participants.get(&process).map_or(&[], Vec::as_slice)
    }
    /// Whether a child element of a kind refers to `target` by its text.
    pub(crate) fn lists(&self, holder: ElementIx, tag: Tag, target: ElementIx) -> bool {
        if self.index.holders.contains(&holder) {
            return self.index.listed.contains(&(holder, tag, target));
        }
        self.children_of(holder, tag).any(|entry| self.referred_by_text(entry) == Some(target))
    }
}
