//! Valid twins of files that must be refused: the same file with little repaired. A twin that is accepted shows that the file
//! was refused for that, and that the rest of it is taken.
//!
//! Nothing is known here about single files. Every small repair is tried, the smallest first: an attribute left out or turned
//! to its opposite, a text, an id or a trigger put in, a reference turned to something else, a flow drawn, an element left out
//! together with whatever refers to it. Where one repair is not enough but makes fewer errors, the next begins from there.

use std::collections::BTreeSet;

use super::tree::{Child, Tree};

/// An element with more elements inside than this is no small repair.
const SMALL: usize = 10;
/// So many repairs at most.
const STEPS: usize = 4;

/// Where an element is: which child element at each level.
type Path = Vec<usize>;
/// A repair in words, and the tree with it.
type Repair = (String, Tree);

/// The repairs that make the file acceptable, in words. `errors` counts what a file is refused for.
pub fn twin(text: &str, errors: impl Fn(&[u8]) -> usize) -> Option<String> {
    let mut tree = bare(Tree::read(text)?);
    let mut left = errors(&tree.write());
    let mut done = vec!["bare".to_owned()];
    while left > 0 {
        if done.len() > STEPS {
            return None;
        }
        let (mut best, mut at) = (left, None);
        for (what, repaired) in repairs(&tree) {
            let count = errors(&repaired.write());
            if count < best {
                (best, at) = (count, Some((what, repaired)));
            }
            if best == 0 {
                break;
            }
        }
        let (what, repaired) = at?;
        done.push(what);
        (tree, left) = (repaired, best);
    }
    Some(done.join(", "))
}

/// Every small repair.
fn repairs(tree: &Tree) -> impl Iterator<Item = Repair> {
    attributes(tree)
        .chain(contents(tree))
        .chain(triggers(tree))
        .chain(turned(tree))
        .chain(left_out(tree))
        .chain(flows(tree))
}

/// The file without what the schema lets be left out: the lists of flows at nodes, and the diagram. Then one thing stands in
/// one place.
fn bare(mut tree: Tree) -> Tree {
    tree.visit(&mut |element| {
        element.children.retain(|child| match child {
            Child::Element(inner) => !matches!(inner.local(), "incoming" | "outgoing" | "BPMNDiagram"),
            Child::Text(text) => !text.trim().is_empty(),
        });
    });
    tree
}

/// Paths of all elements below the root.
fn paths(tree: &Tree) -> Vec<Path> {
    fn walk(tree: &Tree, at: &mut Path, found: &mut Vec<Path>) {
        for (ix, child) in tree.elements().enumerate() {
            at.push(ix);
            found.push(at.clone());
            walk(child, at, found);
            at.pop();
        }
    }
    let mut found = Vec::new();
    walk(tree, &mut Vec::new(), &mut found);
    found
}

fn get<'t>(tree: &'t Tree, path: &[usize]) -> Option<&'t Tree> {
    path.iter().try_fold(tree, |at, ix| at.elements().nth(*ix))
}

/// The tree with one element changed.
fn with(tree: &Tree, path: &[usize], change: impl FnOnce(&mut Tree)) -> Option<Tree> {
    let mut copy = tree.clone();
    let at = path.iter().try_fold(&mut copy, |at, ix| at.elements_mut().nth(*ix))?;
    change(at);
    Some(copy)
}

/// The other values an attribute may well have.
fn others(value: &str) -> Vec<&'static str> {
    let all = match value.trim() {
        "true" | "1" => ["false", ""],
        "false" | "0" => ["true", ""],
        number if number.parse::<i64>().is_ok() => ["1", "2"],
        _ => ["text/plain", ""],
    };
    all.into_iter().filter(|other| !other.is_empty()).collect()
}

/// One attribute left out, or turned.
fn attributes(tree: &Tree) -> impl Iterator<Item = Repair> {
    let every = std::iter::once(Vec::new()).chain(paths(tree));
    every.flat_map(move |path| {
        let element = get(tree, &path).cloned().unwrap_or_default();
        let mut made = Vec::new();
        for (at, (key, value)) in element.attributes.iter().enumerate() {
            if key == "id" || key.starts_with("xmlns") {
                continue;
            }
            for other in others(value) {
                let changed = with(tree, &path, |element| element.attributes[at].1 = other.to_owned());
                made.extend(changed.map(|tree| (format!("{} {key}=\"{other}\"", element.local()), tree)));
            }
            let changed = with(tree, &path, |element| drop(element.attributes.remove(at)));
            made.extend(changed.map(|tree| (format!("{} without {key}", element.local()), tree)));
        }
        made
    })
}

/// All ids of the file.
fn ids(tree: &Tree) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    tree.clone().visit(&mut |element| ids.extend(element.attribute("id").map(str::to_owned)));
    ids
}

/// Another text, another id, or a reference to something else.
fn contents(tree: &Tree) -> impl Iterator<Item = Repair> {
    const TEXTS: [&str; 5] = ["true", "PT1S", "R3/PT1S", "1", "2026-01-01T00:00:00Z"];
    let ids = ids(tree);
    paths(tree).into_iter().enumerate().flat_map(move |(number, path)| {
        let element = get(tree, &path).cloned().unwrap_or_default();
        let (name, mut made) = (element.local().to_owned(), Vec::new());
        if element.elements().next().is_none() {
            let references = name.ends_with("Ref") || name.ends_with("Refs");
            let own = TEXTS.iter().copied().filter(|_| !references);
            for text in own.chain(ids.iter().map(String::as_str).filter(|_| references)) {
                let changed = with(tree, &path, |element| element.children = vec![Child::Text(text.to_owned())]);
                made.extend(changed.map(|tree| (format!("{name} holds {text}"), tree)));
            }
        }
        let fresh = format!("twin_{number}");
        let changed = with(tree, &path, |element| {
            element.attributes.retain(|(key, _)| key != "id");
            element.attributes.push(("id".to_owned(), fresh));
        });
        made.extend(changed.map(|tree| (format!("{name} with an id of its own"), tree)));
        for (at, (key, _)) in element.attributes.iter().enumerate().filter(|(_, (key, _))| key.ends_with("Ref")) {
            for id in &ids {
                let changed = with(tree, &path, |element| element.attributes[at].1.clone_from(id));
                made.extend(changed.map(|tree| (format!("{name} {key}=\"{id}\""), tree)));
            }
        }
        made
    })
}

/// A throwing event that catches, or the other way round.
fn turned(tree: &Tree) -> impl Iterator<Item = Repair> {
    paths(tree).into_iter().filter_map(move |path| {
        let element = get(tree, &path)?;
        let other = match element.local() {
            "intermediateThrowEvent" => "intermediateCatchEvent",
            "intermediateCatchEvent" => "intermediateThrowEvent",
            _ => return None,
        };
        let name = format!("{}{other}", element.prefix());
        Some((format!("{} as {other}", element.local()), with(tree, &path, |element| element.name = name)?))
    })
}

/// Another trigger for an event, or one where there is none.
fn triggers(tree: &Tree) -> impl Iterator<Item = Repair> {
    let kinds = ["error", "escalation", "signal", "terminate", "timer"];
    let made = move |prefix: &str, kind: &str| {
        let mut made = Tree { name: format!("{prefix}{kind}EventDefinition"), ..Tree::default() };
        if kind == "timer" {
            let time = Tree {
                name: format!("{prefix}timeDuration"),
                children: vec![Child::Text("PT1S".into())],
                ..Tree::default()
            };
            made.children.push(Child::Element(time));
        }
        made
    };
    paths(tree).into_iter().flat_map(move |path| {
        let element = get(tree, &path).cloned().unwrap_or_default();
        let (name, prefix) = (element.local().to_owned(), element.prefix().to_owned());
        let each = kinds.into_iter().filter_map(move |kind| {
            let trigger = made(&prefix, kind);
            let changed = if name.ends_with("EventDefinition") {
                with(tree, &path, |element| *element = trigger)
            } else if name.ends_with("Event")
                && !element.elements().any(|child| child.local().ends_with("EventDefinition"))
            {
                with(tree, &path, |element| element.children.push(Child::Element(trigger)))
            } else {
                None
            };
            Some((format!("{name} triggered by {kind}"), changed?))
        });
        each.collect::<Vec<_>>()
    })
}

/// One more flow between two elements of a level.
fn flows(tree: &Tree) -> impl Iterator<Item = Repair> {
    let levels = paths(tree).into_iter().filter(|path| {
        get(tree, path)
            .is_some_and(|level| matches!(level.local(), "process" | "subProcess" | "transaction" | "adHocSubProcess"))
    });
    levels.flat_map(move |path| {
        let level = get(tree, &path).cloned().unwrap_or_default();
        let nodes: Vec<&Tree> = level.elements().filter(|child| is_node(child)).collect();
        let ids: Vec<&str> = nodes.iter().filter_map(|node| node.attribute("id")).collect();
        let mut made = Vec::new();
        for source in &ids {
            for target in ids.iter().filter(|target| *target != source) {
                let mut flow = Tree { name: format!("{}sequenceFlow", level.prefix()), ..Tree::default() };
                for (key, value) in [("id", "twin_flow"), ("sourceRef", source), ("targetRef", target)] {
                    flow.attributes.push((key.to_owned(), value.to_owned()));
                }
                let changed = with(tree, &path, |level| level.children.push(Child::Element(flow)));
                made.extend(changed.map(|tree| (format!("a flow from {source} to {target}"), tree)));
            }
        }
        made
    })
}

fn is_node(element: &Tree) -> bool {
    let name = element.local();
    ["ask", "Gateway", "Event", "ubProcess", "transaction", "callActivity"].iter().any(|end| name.ends_with(end))
}

/// One small element left out, and whatever refers to it; the smallest first.
fn left_out(tree: &Tree) -> impl Iterator<Item = Repair> {
    fn size(tree: &Tree) -> usize {
        1 + tree.elements().map(size).sum::<usize>()
    }
    let mut sized: Vec<(usize, Path)> = paths(tree)
        .into_iter()
        .filter_map(|path| {
            let element = get(tree, &path)?;
            let whole = matches!(element.local(), "process" | "collaboration" | "choreography");
            let size = size(element);
            (size <= SMALL && !whole).then_some((size, path))
        })
        .collect();
    sized.sort();
    let each = sized.into_iter().filter_map(move |(_, path)| {
        let element = get(tree, &path)?;
        let mut gone = BTreeSet::new();
        element.clone().visit(&mut |inner| gone.extend(inner.attribute("id").map(str::to_owned)));
        let (last, parents) = path.split_last()?;
        let mut changed = with(tree, parents, |parent| {
            let mut seen = 0;
            parent.children.retain(|child| {
                let element = matches!(child, Child::Element(_));
                seen += usize::from(element);
                !element || seen != last + 1
            });
        })?;
        let mut bridged = changed.clone();
        bridge(tree, &mut bridged, element);
        while forget(&mut changed, &mut gone.clone()) {}
        while forget(&mut bridged, &mut gone) {}
        let what = element.local();
        Some([(format!("without {what} and what refers to it"), changed), (format!("past {what}"), bridged)])
    });
    each.flatten()
}

/// Lets the flows into an element that is left out lead to where its first flow led.
fn bridge(before: &Tree, after: &mut Tree, element: &Tree) {
    let Some(id) = element.attribute("id") else { return };
    let mut next = None;
    before.clone().visit(&mut |flow| {
        if flow.local() == "sequenceFlow" && flow.attribute("sourceRef") == Some(id) && next.is_none() {
            next = flow.attribute("targetRef").map(str::to_owned);
        }
    });
    let Some(next) = next else { return };
    after.visit(&mut |flow| {
        for (key, value) in &mut flow.attributes {
            if key == "targetRef" && value == id {
                value.clone_from(&next);
            }
        }
    });
}

/// Leaves out what refers to something that is gone: references, and flows and events that cannot be without.
fn forget(tree: &mut Tree, gone: &mut BTreeSet<String>) -> bool {
    const NEEDED: [&str; 3] = ["sourceRef", "targetRef", "attachedToRef"];
    let before = gone.len();
    let mut lost = Vec::new();
    tree.visit(&mut |element| {
        element.children.retain(|child| {
            let Child::Element(child) = child else { return true };
            let text = child.text();
            let by_text = child.elements().next().is_none() && gone.contains(text.trim());
            let by_need = NEEDED.iter().any(|key| child.attribute(key).is_some_and(|value| gone.contains(value)));
            let by_need = by_need || loses(child, gone);
            if by_need {
                child.clone().visit(&mut |inner| lost.extend(inner.attribute("id").map(str::to_owned)));
            }
            !by_text && !by_need
        });
        element.attributes.retain(|(key, value)| key == "id" || !gone.contains(value));
    });
    gone.extend(lost);
    gone.len() > before
}

/// Whether an association or an event loses what it is about.
fn loses(element: &Tree, gone: &BTreeSet<String>) -> bool {
    const ABOUT: [&str; 4] = ["sourceRef", "targetRef", "source", "target"];
    let about = |inner: &Tree| ABOUT.contains(&inner.local()) && gone.contains(inner.text().trim());
    let name = element.local();
    (name.ends_with("Association") && element.elements().any(about))
        || (name.ends_with("Event") && element.elements().flat_map(Tree::elements).any(about))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_repair_is_found() {
        let text = "<d xmlns=\"x\"><p><a id=\"a\"/><f id=\"f\" sourceRef=\"a\"/><n bad=\"true\"/></p></d>";
        let holds = |bytes: &[u8], what: &str| usize::from(String::from_utf8_lossy(bytes).contains(what));
        let turned = twin(text, |bytes| holds(bytes, "bad=\"true\"")).unwrap();
        assert_eq!(turned, "bare, n bad=\"false\"");
        let without = twin(text, |bytes| holds(bytes, "<a")).unwrap();
        assert_eq!(without, "bare, without a and what refers to it");
        // What holds both may not go.
        let kept = |bytes: &[u8]| 1 - holds(bytes, "<p");
        let two = twin(text, |bytes| holds(bytes, "<a") + holds(bytes, "bad=\"true\"") + 2 * kept(bytes)).unwrap();
        assert_eq!(two, "bare, n bad=\"false\", without a and what refers to it");
        assert!(twin(text, |_| 1).is_none());
    }
}
