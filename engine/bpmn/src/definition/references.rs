//! What refers to what: ids, flows of nodes, event definitions of events. Every reference was followed once when the files were
//! put together.

use std::hash::BuildHasher;

use super::{Definition, ElementIx, File, NONE, REFERRING, some};
use crate::tag::Tag;

impl Definition {
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
    /// The first element that a child element of a kind refers to by its text.
    pub fn first_referred(&self, ix: ElementIx, tag: Tag) -> Option<ElementIx> {
        if self.is_crowd(ix) {
            return self.index.first_listed(ix, tag);
        }
        self.children_of(ix, tag).find_map(|child| self.referred_by_text(child))
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
    pub fn event_definitions(&self, event: ElementIx) -> &[ElementIx] {
        self.definitions.get(event)
    }
    /// Whether one of its event definitions is of the kind.
    pub fn has_definition(&self, event: ElementIx, tag: Tag) -> bool {
        self.triggers[event.0 as usize] & trigger(tag) != 0
    }
    /// Whether one of its event definitions is of none of the kinds.
    pub fn has_definition_beside(&self, event: ElementIx, tags: &[Tag]) -> bool {
        let allowed = tags.iter().fold(0, |all, tag| all | trigger(*tag));
        self.triggers[event.0 as usize] & !allowed != 0
    }
}

/// A kind of event definition as a bit; 0 for everything else.
pub(super) fn trigger(tag: Tag) -> u16 {
    match tag {
        Tag::MessageEventDefinition => 1,
        Tag::TimerEventDefinition => 1 << 1,
        Tag::SignalEventDefinition => 1 << 2,
        Tag::ErrorEventDefinition => 1 << 3,
        Tag::EscalationEventDefinition => 1 << 4,
        Tag::ConditionalEventDefinition => 1 << 5,
        Tag::CompensateEventDefinition => 1 << 6,
        Tag::CancelEventDefinition => 1 << 7,
        Tag::TerminateEventDefinition => 1 << 8,
        Tag::LinkEventDefinition => 1 << 9,
        _ => 0,
    }
}
