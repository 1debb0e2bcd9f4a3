//! The spine of the case page: each handling method with its steps. A step is an element of the method's process: a task, a
//! ruling or a call; what runs inside a call belongs to it.

use crate::case::Loaded;
use crate::people::Person;
use crate::rows;
use crate::view::case::{EventRef, MethodView, PaperRef, StepView, TaskRef};
use crate::view::words::StepState;
use crate::view::{Missing, Who};
use domain::case::Case;
use domain::law::{ActName, NodeAct, ProcessElement, ProcessLaw};
use exec::state::Task;
use exec::state::view::Scope;
use exec::{ElementPath, TokenId};
use std::collections::BTreeMap;

/// What a view of the case needs at hand: the case, and who looks when.
pub struct Eyes<'a> {
    pub loaded: &'a Loaded,
    pub case: &'a Case<'a>,
    pub person: &'a Person,
    pub names: &'a BTreeMap<String, String>,
    /// Milliseconds UTC.
    pub now: i64,
}

/// All methods of a case: the first instance of every case, then the handling methods in the order of their ids.
pub fn methods(eyes: &Eyes<'_>) -> Vec<MethodView> {
    let loaded = eyes.loaded;
    let law = &loaded.release.law;
    let mut ids: Vec<&String> = loaded.file.started.iter().collect();
    ids.extend(loaded.state.instances.values().filter(|i| i.caller.is_none()).map(|i| &i.process));
    ids.extend(
        loaded
            .file
            .completed
            .keys()
            .filter_map(|k| k.split_once('/'))
            .filter_map(|(p, _)| law.processes.get(p))
            .filter(|p| first_process(law) == Some(&p.id))
            .map(|p| &p.id),
    );
    ids.sort();
    ids.dedup();
    let mut found: Vec<&ProcessLaw> = ids.into_iter().filter_map(|id| law.processes.get(id)).collect();
    found.sort_by_key(|p| (Some(&p.id) != first_process(law), p.law.clone().map(std::cmp::Reverse)));
    found.into_iter().map(|process| method(eyes, process)).collect()
}

/// The process that every case starts with: the one that records the clue.
pub fn first_process(law: &domain::law::Law) -> Option<&String> {
    first_node(law).map(|(process, _)| process)
}

/// Process and element that register a clue.
pub fn first_node(law: &domain::law::Law) -> Option<(&String, &String)> {
    let registers = |act: &NodeAct| act.name == ActName::RecordMake && act.kind.as_deref() == Some("clue");
    law.nodes.iter().find(|(_, node)| node.acts.iter().any(registers)).map(|((p, e), _)| (p, e))
}

/// What stands at a step that an incident holds; why stands above the steps.
const STUCK: &str = "在这里停住，等管理员处理";

fn method(eyes: &Eyes<'_>, process: &ProcessLaw) -> MethodView {
    let mut steps: Vec<StepView> = Vec::new();
    for element in process.elements.iter().filter(|e| is_step(eyes, process, e)) {
        steps.push(step(eyes, process, element));
    }
    settle(eyes, process, &mut steps);
    let done = steps.iter().filter(|s| s.state == StepState::Done).count();
    let total = steps.iter().filter(|s| s.state != StepState::NotRequired).count();
    MethodView { id: process.id.clone(), title: process.name.clone(), done, total, steps }
}

/// Tasks, rulings, jobs and calls are steps; a step that is not built shows only where the case stands on it.
fn is_step(eyes: &Eyes<'_>, process: &ProcessLaw, element: &ProcessElement) -> bool {
    let shown = matches!(
        element.kind.as_str(),
        "userTask" | "businessRuleTask" | "serviceTask" | "callActivity" | "receiveTask"
    );
    let node = eyes.loaded.release.law.node(&process.id, &element.id);
    let built = node.is_none_or(|n| n.unavailable.is_none());
    shown && (built || !tokens_of(eyes, &ElementPath::new(&process.id, &element.id)).is_empty())
}

/// Tokens that stand on an element or run inside it.
fn tokens_of(eyes: &Eyes<'_>, step: &ElementPath) -> Vec<TokenId> {
    let state = &eyes.loaded.state;
    state.tokens.keys().copied().filter(|token| step_of(eyes, *token).as_ref() == Some(step)).collect()
}

/// The element of the outermost process that a token stands on or runs inside.
fn step_of(eyes: &Eyes<'_>, token: TokenId) -> Option<ElementPath> {
    let scope = Scope::of_token(&eyes.loaded.state, token, None);
    let chain = scope.instances();
    match chain.len() {
        0 => None,
        1 => scope.element().cloned(),
        n => chain[n - 2].caller.cloned(),
    }
}

fn step(eyes: &Eyes<'_>, process: &ProcessLaw, element: &ProcessElement) -> StepView {
    let path = ElementPath::new(&process.id, &element.id);
    let law = &eyes.loaded.release.law;
    let live = tokens_of(eyes, &path);
    let completion = eyes.loaded.file.completed.get(path.as_str()).or_else(|| inner_completion(eyes, &path));
    let (tasks, events) = (tasks(eyes, &live), events(eyes, &live));
    let stuck = is_stuck(eyes, &live);
    let state = match (live.is_empty(), completion.is_some()) {
        (false, _) if stuck => StepState::Blocked,
        (false, _) if tasks.is_empty() && events.is_empty() => StepState::Waiting,
        (false, _) => StepState::Now,
        (true, true) => StepState::Done,
        (true, false) => StepState::Later,
    };
    let who = completion.and_then(|c| c.by.as_ref()).map(|id| name(eyes, id));
    StepView {
        id: law
            .node(&process.id, &element.id)
            .and_then(|n| n.steps.first().cloned())
            .unwrap_or_else(|| element.id.clone()),
        title: element.name.clone(),
        state,
        who: if state == StepState::Done { who } else { None },
        when: if state == StepState::Done { completion.map(|c| crate::time::text_of(c.at)) } else { None },
        // A sub-procedure may have run elsewhere in the case: a step to come has no papers of its own yet.
        papers: if state == StepState::Later { Vec::new() } else { papers(eyes, &path, element) },
        text: if stuck { Some(STUCK.into()) } else { waiting_text(eyes, &live, state) },
        rule: None,
        tasks,
        events,
        missing: Vec::new(),
    }
}

/// A call is done when its process has ended; the last thing done inside names person and time.
fn inner_completion<'a>(eyes: &'a Eyes<'_>, path: &ElementPath) -> Option<&'a domain::case_file::Completion> {
    let inside = eyes.loaded.file.completed.iter().filter(|(place, _)| is_inside(place, path));
    inside.map(|(_, c)| c).max_by_key(|c| c.at)
}

/// Whether a place (`view::place`) lies within the process that a call activity calls.
fn is_inside(place: &str, call: &ElementPath) -> bool {
    place.strip_prefix(call.as_str()).is_some_and(|rest| rest.starts_with('>'))
}

/// Whether an incident holds one of these tokens: nothing goes on here before an operator repairs it.
fn is_stuck(eyes: &Eyes<'_>, live: &[TokenId]) -> bool {
    eyes.loaded.state.incidents.values().any(|open| open.token.is_some_and(|token| live.contains(&token)))
}

fn waiting_text(eyes: &Eyes<'_>, live: &[TokenId], state: StepState) -> Option<String> {
    if state != StepState::Waiting {
        return None;
    }
    let timers = eyes.loaded.state.timers.values();
    let mine = timers.filter(|t| matches!(t.holder, exec::state::Holder::Token(token) if live.contains(&token)));
    let due = mine.filter_map(|t| t.due).min();
    Some(match due {
        Some(due) => format!("等到 {}", crate::time::clock_of(due.0)),
        None => "系统正在办理，或者等待外部回复".into(),
    })
}

fn papers(eyes: &Eyes<'_>, path: &ElementPath, element: &ProcessElement) -> Vec<PaperRef> {
    let law = &eyes.loaded.release.law;
    let called = element.calls.as_deref();
    let made = eyes.loaded.file.documents.iter().filter(|(_, d)| {
        let plain = || called.is_some_and(|c| d.element.split_once('/').is_some_and(|(p, _)| p == c));
        d.element == path.as_str() || is_inside(&d.element, path) || (!d.element.contains('>') && plain())
    });
    let papers = made.map(|(id, d)| PaperRef {
        id: id.to_string(),
        kind: d.kind.clone(),
        name: law.documents.get(&d.kind).map_or_else(|| d.kind.clone(), |e| e.name.clone()),
    });
    papers.collect()
}

fn name(eyes: &Eyes<'_>, id: &str) -> String {
    eyes.names.get(id).cloned().unwrap_or_else(|| id.to_string())
}

/// Whether a role in this case is the person's own: named for it, or not named yet and of the role.
fn mine(eyes: &Eyes<'_>, role: Option<&str>) -> bool {
    let Some(role) = role else { return false };
    match eyes.loaded.file.person(role) {
        Some(named) => named == eyes.person.id,
        None => eyes.person.roles.iter().any(|r| r == role),
    }
}

pub fn role_title(eyes: &Eyes<'_>, role: Option<&str>) -> String {
    let role = role.unwrap_or_default();
    eyes.loaded.release.law.roles.get(role).map_or_else(|| role.to_string(), |r| r.title.clone())
}

fn tasks(eyes: &Eyes<'_>, live: &[TokenId]) -> Vec<TaskRef> {
    let law = &eyes.loaded.release.law;
    let open = eyes.loaded.state.tasks.iter().filter(|(_, task)| live.contains(&task.token));
    let pressing = crate::limits::pressing(law, &eyes.loaded.file);
    let views = open.map(|(id, task)| {
        let (assignee, mine) = holder(eyes, task);
        let node = law.node(task.element.process(), task.element.element());
        TaskRef {
            task: id.to_string(),
            title: rows::title(law, &task.element),
            role_title: role_title(eyes, task.role.as_deref()),
            mine,
            assignee,
            unavailable: node.is_some_and(|n| n.unavailable.is_some()),
            limit: pressing
                .as_ref()
                .and_then(|(id, due)| crate::limits::row_view(law, id, Some(&due.to_string()), eyes.now)),
        }
    });
    views.collect()
}

/// Whom a task waits for, and whether that is the person who looks; nobody: whoever has the role.
pub fn holder(eyes: &Eyes<'_>, task: &Task) -> (Option<Who>, bool) {
    let assignee = rows::assignee(&eyes.loaded.file, task);
    let mine = assignee.as_ref().map_or_else(|| mine(eyes, task.role.as_deref()), |id| *id == eyes.person.id);
    (assignee.map(|id| Who { name: name(eyes, &id), id }), mine)
}

fn events(eyes: &Eyes<'_>, live: &[TokenId]) -> Vec<EventRef> {
    let law = &eyes.loaded.release.law;
    let waits =
        eyes.loaded.state.subscriptions.values().filter(|w| {
            w.role.is_some() && matches!(w.holder, exec::state::Holder::Token(token) if live.contains(&token))
        });
    let views = waits.map(|wait| EventRef {
        element: wait.element.to_string(),
        title: rows::title(law, &wait.element),
        role_title: role_title(eyes, wait.role.as_deref()),
        mine: mine(eyes, wait.role.as_deref()),
    });
    views.collect()
}

/// Whether no instance of a process runs any more.
fn ended(eyes: &Eyes<'_>, process: &ProcessLaw) -> bool {
    !eyes.loaded.state.tokens.keys().any(|token| step_of(eyes, *token).is_some_and(|path| path.process() == process.id))
}

/// What was passed by is not required; the first step to come whose act a gate would refuse is blocked, with what is missing.
fn settle(eyes: &Eyes<'_>, process: &ProcessLaw, steps: &mut [StepView]) {
    let furthest = steps.iter().rposition(|s| s.state != StepState::Later);
    let ended = furthest.is_some()
        && steps.iter().all(|s| matches!(s.state, StepState::Done | StepState::Later))
        && ended(eyes, process);
    for (at, step) in steps.iter_mut().enumerate() {
        if step.state == StepState::Later && (ended || furthest.is_some_and(|f| at < f)) {
            step.state = StepState::NotRequired;
            step.rule = Some("按规则不经过".into());
        }
    }
    let elements: Vec<&ProcessElement> = process.elements.iter().filter(|e| is_step(eyes, process, e)).collect();
    for (step, element) in steps.iter_mut().zip(elements) {
        if step.state != StepState::Later {
            continue;
        }
        let missing = missing_for(eyes, process, element);
        if !missing.is_empty() {
            step.state = StepState::Blocked;
            step.missing = missing;
            return;
        }
    }
}

/// What gates would miss for the acts of a step, as far as it does not depend on who signs.
fn missing_for(eyes: &Eyes<'_>, process: &ProcessLaw, element: &ProcessElement) -> Vec<Missing> {
    let law = &eyes.loaded.release.law;
    let inside = element.calls.as_deref().unwrap_or(&process.id);
    let nodes = law.nodes.iter().filter(|((p, e), _)| p == inside && (element.calls.is_some() || *e == element.id));
    let mut found: Vec<Missing> = Vec::new();
    for act in nodes.flat_map(|(_, node)| &node.acts) {
        found.extend(crate::way::missing(eyes, act));
    }
    found.sort_by(|a, b| a.gate.cmp(&b.gate));
    found.dedup();
    found
}
