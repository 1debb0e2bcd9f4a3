//! The same model written differently: other ids, other prefixes, another order of elements, no diagram. What it does must not
//! change. This is how the suite is kept from being fitted to.

use std::collections::BTreeSet;

use super::tree::{Child, Tree};

const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// Put before every id that is renamed.
const NEW: &str = "n-";

/// One way to write a model differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twist {
    /// No diagram.
    Diagram,
    /// Another prefix for the BPMN namespace.
    Prefix,
    /// Root elements and flow elements in reverse order.
    Order,
    /// Other ids for everything but data, whose ids are names of variables, and processes, which are started by theirs.
    Ids,
}

pub const ALL: [Twist; 4] = [Twist::Diagram, Twist::Prefix, Twist::Order, Twist::Ids];

/// Writes a file differently.
pub fn twist(root: &mut Tree, how: Twist) {
    match how {
        Twist::Diagram => root.children.retain(|child| !is_diagram(child)),
        Twist::Prefix => prefix(root),
        Twist::Order => order(root),
        Twist::Ids => ids(root),
    }
}

fn is_diagram(child: &Child) -> bool {
    matches!(child, Child::Element(element) if element.local() == "BPMNDiagram")
}

fn prefix(root: &mut Tree) {
    let declared = root.attributes.iter().find(|(key, value)| key.starts_with("xmlns") && value == MODEL);
    let Some((key, _)) = declared.cloned() else { return };
    let old = key.strip_prefix("xmlns:").map_or(String::new(), |prefix| format!("{prefix}:"));
    // A file that declares the namespace twice keeps both.
    root.attributes.iter_mut().filter(|(name, _)| *name == key).for_each(|(name, _)| *name = "xmlns:zz".into());
    root.visit(&mut |element| {
        if element.prefix() == old {
            element.name = format!("zz:{}", element.local());
        }
        for (name, value) in &mut element.attributes {
            let is_type = name.ends_with(":type");
            let local = value.strip_prefix(old.as_str()).map(str::to_owned);
            if let (true, Some(local)) = (is_type, local.filter(|local| !local.contains(':'))) {
                *value = format!("zz:{local}");
            }
        }
    });
}

fn order(root: &mut Tree) {
    // Imports come first and diagrams last, whatever else moves.
    reverse(root, &|element| !matches!(element.local(), "import" | "extension" | "BPMNDiagram" | "documentation"));
    root.visit(&mut |element| {
        if matches!(element.local(), "process" | "subProcess" | "transaction" | "adHocSubProcess") {
            reverse(element, &is_flow_element);
        }
    });
}

fn is_flow_element(element: &Tree) -> bool {
    let name = element.local();
    name.ends_with("Task")
        || name.ends_with("Event")
        || name.ends_with("Gateway")
        || matches!(
            name,
            "task" | "sequenceFlow" | "subProcess" | "transaction" | "adHocSubProcess" | "callActivity" | "dataObject"
        )
}

/// Reverses the children that may move; the others keep their places.
fn reverse(parent: &mut Tree, may_move: &dyn Fn(&Tree) -> bool) {
    let is = |child: &Child| matches!(child, Child::Element(element) if may_move(element));
    let places: Vec<usize> = (0..parent.children.len()).filter(|at| is(&parent.children[*at])).collect();
    for (front, back) in places.iter().zip(places.iter().rev()).take(places.len() / 2) {
        parent.children.swap(*front, *back);
    }
}

fn ids(root: &mut Tree) {
    let mut known = BTreeSet::new();
    root.visit(&mut |element| {
        let keeps = element.local().starts_with("data") || element.local().ends_with("Data");
        let keeps = keeps || matches!(element.local(), "process" | "property" | "definitions");
        let keeps = keeps || element.local().starts_with("inputData") || element.local().starts_with("outputData");
        let keeps = keeps || element.local().starts_with("global");
        if let Some(id) = element.attribute("id").filter(|id| !keeps && !id.is_empty()) {
            known.insert(id.to_owned());
        }
    });
    let renamed = |text: &str| {
        let trimmed = text.trim();
        let (prefix, local) = trimmed.rsplit_once(':').map_or(("", trimmed), |(prefix, local)| (prefix, local));
        known.contains(local).then(|| match prefix {
            "" => format!("{NEW}{local}"),
            prefix => format!("{prefix}:{NEW}{local}"),
        })
    };
    root.visit(&mut |element| {
        for (key, value) in &mut element.attributes {
            if key.starts_with("xmlns") || matches!(key.as_str(), "name" | "errorCode" | "escalationCode") {
                continue;
            }
            if let Some(new) = renamed(value) {
                *value = new;
            }
        }
        let refers = element.local().ends_with("Ref")
            || element.local().ends_with("Refs")
            || matches!(element.local(), "incoming" | "outgoing" | "source" | "target");
        for child in element.children.iter_mut().filter(|_| refers) {
            if let Child::Text(text) = child
                && let Some(new) = renamed(text)
            {
                *text = new;
            }
        }
    });
}
