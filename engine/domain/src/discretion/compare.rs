//! 从旧兼从轻 (行政处罚法 37; evidence-and-discretion.md 6.10): conduct under the old law, decision under the new one.

use super::{Compared, Comparison, Sheet, SheetInput};
use crate::law::{CauseEntry, Law};
use std::cmp::Ordering;

const BASIS: &str = "行政处罚法37";

/// The entry of the law in force on the day of the decision, if it is another one.
pub(super) fn other_law(entry: &CauseEntry, input: &SheetInput, law: &Law) -> Option<String> {
    if entry.valid.covers(input.decision_date) {
        return None;
    }
    let mut next = entry.successor.clone();
    for _ in 0..8 {
        let successor = law.causes.get(&next?)?;
        if successor.valid.covers(input.decision_date) {
            return Some(successor.id.clone());
        }
        next = successor.successor.clone();
    }
    None
}

/// Applies the law that is lighter for the party; where both bring the same, the old one. One law as a whole, never parts of both.
pub(super) fn lighter(old: Sheet, new: Sheet) -> Sheet {
    let by_range = new.range.max.cmp(&old.range.max).then(new.range.min.cmp(&old.range.min));
    let by_fine = new.fine.cmp(&old.fine);
    let conflict = by_range != Ordering::Equal && by_fine != Ordering::Equal && by_range != by_fine;
    let (mut applied, other, name) = if by_fine == Ordering::Less { (new, old, "new") } else { (old, new, "old") };
    let result = match other.fine.cmp(&applied.fine) {
        Ordering::Equal => Comparison::Equal,
        Ordering::Greater => Comparison::Heavier,
        Ordering::Less => Comparison::Lighter,
    };
    applied.compared = Some(Compared {
        entry: other.entry,
        fine: other.fine,
        result,
        applied: name.to_owned(),
        basis: BASIS.to_owned(),
        conflict,
        mark: None,
    });
    applied
}
