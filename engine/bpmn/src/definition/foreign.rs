//! Elements of other namespaces.

use std::sync::Arc;

use super::{Definition, ElementIx};
use crate::extension::{Foreign, ForeignAttribute};
use crate::names::Names;
use crate::tag::Tag;

impl Definition {
    /// Elements of other namespaces carried by an element, directly or in its `extensionElements`.
    fn foreign_children(&self, ix: ElementIx) -> impl Iterator<Item = ElementIx> {
        let extensions = self.children_of(ix, Tag::ExtensionElements);
        self.children_of(ix, Tag::Foreign).chain(extensions.flat_map(|each| self.children_of(each, Tag::Foreign)))
    }
    /// The first of them with a name.
    pub fn foreign_child(&self, ix: ElementIx, namespace: &str, name: &str) -> Option<ElementIx> {
        let is = |child: &ElementIx| {
            self.local_name(*child) == name
                && &**self.file(*child).namespaces.name(self.element(*child).namespace) == namespace
        };
        self.foreign_children(ix).find(is)
    }

    /// All of them as trees, with everything inside.
    pub(crate) fn foreign(&self, ix: ElementIx, names: &Names) -> Arc<[Foreign]> {
        let mut found = self.foreign_children(ix).peekable();
        if found.peek().is_none() {
            return Arc::default();
        }
        found.map(|child| self.foreign_tree(child, names)).collect()
    }

    fn foreign_tree(&self, ix: ElementIx, names: &Names) -> Foreign {
        let (element, file) = (self.element(ix), self.file(ix));
        let attributes = self.attributes_of(ix).iter().map(|attribute| ForeignAttribute {
            namespace: file.namespaces.name(attribute.namespace).clone(),
            name: names.word(attribute.name.of(&file.text)),
            value: names.word(attribute.value.of(&file.text)),
        });
        // Counted first: a list that grows by itself takes room for more than it holds.
        let mut children = Vec::with_capacity(self.children(ix).count());
        children.extend(self.children(ix).map(|child| self.foreign_tree(child, names)));
        Foreign {
            namespace: file.namespaces.name(element.namespace).clone(),
            name: names.word(self.local_name(ix)),
            attributes: attributes.collect(),
            children,
            text: names.word(self.text(ix)),
            position: self.position(ix),
        }
    }

    /// Elements of a subtree that have an id and carry foreign elements.
    pub(crate) fn carriers(&self, root: ElementIx) -> Vec<ElementIx> {
        let (mut found, mut stack) = (Vec::new(), vec![root]);
        while let Some(at) = stack.pop() {
            if self.id(at).is_some() && self.foreign_children(at).next().is_some() {
                found.push(at);
            }
            stack.extend(self.children(at).filter(|child| self.tag(*child) != Tag::Foreign));
        }
        found
    }
}
