//! Children of an element by kind. Those of an element with many children are kept sorted by kind too: what many elements
//! refer to is asked often, and must not be walked through each time.

use super::{Definition, ElementIx, some};
use crate::tag::Tag;
use crate::tree::{Element, NONE};

/// An element with more children than this is a crowd.
const FEW: u8 = 16;

/// Elements with many children.
#[derive(Clone, Debug, Default)]
pub(super) struct Crowds {
    /// Holders in the order of the files, each with the end of its list.
    holders: Vec<(ElementIx, u32)>,
    /// Their children, by kind and then in the order of the file.
    children: Vec<ElementIx>,
}

impl Crowds {
    pub(super) fn of(elements: &[Element], tags: &[Tag]) -> Crowds {
        let mut counts = vec![0_u8; elements.len()];
        for element in elements.iter().filter(|element| element.parent != NONE) {
            let count = &mut counts[element.parent as usize];
            *count = count.saturating_add(1);
        }
        let mut crowds = Crowds::default();
        for (holder, _) in (0..).zip(counts).filter(|(_, count)| *count > FEW) {
            let from = crowds.children.len();
            let first = some(elements[holder as usize].first_child);
            let all = std::iter::successors(first, |child| some(elements[child.0 as usize].next_sibling));
            crowds.children.extend(all);
            crowds.children[from..].sort_unstable_by_key(|child| (tags[child.0 as usize], *child));
            crowds.holders.push((ElementIx(holder), crowds.children.len() as u32));
        }
        crowds
    }

    fn get(&self, holder: ElementIx) -> Option<&[ElementIx]> {
        let at = self.holders.binary_search_by_key(&holder, |(holder, _)| *holder).ok()?;
        let from = if at == 0 { 0 } else { self.holders[at - 1].1 };
        Some(&self.children[from as usize..self.holders[at].1 as usize])
    }
}

impl Definition {
    pub fn children(&self, ix: ElementIx) -> impl Iterator<Item = ElementIx> {
        self.row(some(self.element(ix).first_child))
    }
    /// Children of a kind, in the order of the file.
    pub fn children_of(&self, ix: ElementIx, tag: Tag) -> impl Iterator<Item = ElementIx> {
        let crowd = self.crowds.get(ix);
        let listed = crowd.map_or(&[][..], |crowd| {
            let from = crowd.partition_point(|child| self.tag(*child) < tag);
            let many = crowd[from..].partition_point(|child| self.tag(*child) == tag);
            &crowd[from..from + many]
        });
        let first = if crowd.is_some() { None } else { some(self.element(ix).first_child) };
        listed.iter().copied().chain(self.row(first).filter(move |child| self.tag(*child) == tag))
    }
    pub fn child(&self, ix: ElementIx, tag: Tag) -> Option<ElementIx> {
        self.children_of(ix, tag).next()
    }
    /// Whether the element has many children.
    pub(crate) fn is_crowd(&self, ix: ElementIx) -> bool {
        self.crowds.get(ix).is_some()
    }
    /// Elements with many children.
    pub(crate) fn crowds(&self) -> impl Iterator<Item = ElementIx> {
        self.crowds.holders.iter().map(|(holder, _)| *holder)
    }
    /// An element and those behind it of the same parent.
    fn row(&self, first: Option<ElementIx>) -> impl Iterator<Item = ElementIx> {
        std::iter::successors(first, |child| some(self.element(*child).next_sibling))
    }
}
