//! The way out of a refusal: who can supply what a gate misses, and where.

use crate::spine::{self, Eyes};
use crate::view::words::GotoKind;
use crate::view::{Goto, Missing};
use domain::law::{ActDone, NodeAct, NodeLaw, Requirement};
use domain::view::MissingItem;

/// What a gate misses, as the pages show it, with the way there for this person.
pub fn missing(eyes: &Eyes<'_>, act: &NodeAct) -> Vec<Missing> {
    let kind = act.kind.as_deref().filter(|kind| !kind.starts_with('='));
    let items = domain::view::missing_before(eyes.case, act.name, kind);
    let name = domain::words::act(act.name, kind);
    items.into_iter().map(|item| shown(eyes, &name, item)).collect()
}

fn shown(eyes: &Eyes<'_>, act: &str, item: MissingItem<'_>) -> Missing {
    let gate = item.gate;
    let unknown = gate.open.iter().flat_map(|open| &open.facts).find_map(|path| writer(eyes, path));
    let way = unknown.or_else(|| item.requires.iter().find_map(|part| supplier(eyes, part))).unwrap_or_default();
    Missing {
        gate: Some(gate.id.clone()),
        text: format!("还不能{act}：{}", item.text),
        what: item.what,
        who: way.who,
        goto: way.goto,
        basis: gate.basis.iter().map(|basis| crate::limits::basis_of(eyes.case.law, basis)).collect(),
        statutory: gate.mark != domain::law::Mark::C,
    }
}

#[derive(Default)]
struct Way {
    who: Option<String>,
    goto: Option<Goto>,
}

/// Nothing where no page helps: a predicate about other cases, a thing that must not have happened.
fn supplier(eyes: &Eyes<'_>, part: &Requirement) -> Option<Way> {
    match part {
        Requirement::All(parts) | Requirement::Any(parts) => parts.iter().find_map(|part| supplier(eyes, part)),
        Requirement::ActDone(wanted) => duty(eyes, |_, node| node.acts.iter().any(|act| does(act, wanted))),
        Requirement::Complete(paths) => paths.iter().find_map(|path| writer(eyes, path)),
        Requirement::Equal(paths) => paths.iter().find_map(|path| writer(eyes, path)),
        Requirement::LimitOver(id) => Some(to(GotoKind::Limits, Some(id.clone()))),
        Requirement::Predicate(name) if name == "evidence_complete" => Some(to(GotoKind::Evidence, None)),
        _ => None,
    }
}

fn does(act: &NodeAct, wanted: &ActDone) -> bool {
    let any = |kind: &String| kind.starts_with('=') || wanted.kind.as_ref().is_none_or(|wanted| wanted == kind);
    act.name == wanted.act && act.kind.as_ref().is_none_or(any)
}

/// Whoever fills in the form that writes a fact which is still unknown, or leads to the rule or the paper that gives it.
fn writer(eyes: &Eyes<'_>, path: &str) -> Option<Way> {
    if eyes.case.value(path).is_some() {
        return None;
    }
    let law = eyes.case.law;
    duty(eyes, |process, node| {
        let written = law.form_of(process, node).is_some_and(|form| form.facts.values().any(|fact| fact == path));
        let gives = |into: &str| path.strip_prefix(into).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let ruled = node.ruling.as_ref().is_some_and(|ruling| gives(&ruling.into));
        written || ruled || node.documents.iter().any(|paper| gives(&format!("document.{}", paper.kind)))
    })
}

/// The open task at a node that helps; else one in the same process, which leads there; else the role of the first such node.
fn duty(eyes: &Eyes<'_>, helps: impl Fn(&str, &NodeLaw) -> bool) -> Option<Way> {
    let nodes = eyes.case.law.nodes.iter().filter(|((process, _), node)| helps(process, node));
    let nodes: Vec<_> = nodes.collect();
    let open = &eyes.loaded.state.tasks;
    let at = |task: &exec::state::Task| {
        nodes
            .iter()
            .any(|((process, element), _)| task.element.process() == process && task.element.element() == element)
    };
    let near = |task: &exec::state::Task| nodes.iter().any(|((process, _), _)| task.element.process() == process);
    let task = open.iter().find(|(_, task)| at(task)).or_else(|| open.iter().find(|(_, task)| near(task)));
    if let Some((id, task)) = task {
        let (assignee, mine) = spine::holder(eyes, task);
        let who = assignee.map_or_else(|| spine::role_title(eyes, task.role.as_deref()), |person| person.name);
        let goto = mine.then(|| Goto { kind: GotoKind::Task, id: Some(id.to_string()) });
        return Some(Way { who: Some(who), goto });
    }
    let role = nodes.iter().find_map(|(_, node)| node.role.as_deref())?;
    let named = eyes.loaded.file.person(role).and_then(|id| eyes.names.get(id).cloned());
    Some(Way { who: Some(named.unwrap_or_else(|| spine::role_title(eyes, Some(role)))), goto: None })
}

fn to(kind: GotoKind, id: Option<String>) -> Way {
    Way { who: None, goto: Some(Goto { kind, id }) }
}
