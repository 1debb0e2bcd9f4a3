//! What a scenario expects, compared group by group: a listed group must be complete.

use super::Rehearsed;
use super::play::Play;
use crate::head::shown;
use domain::case::Case;
use domain::case_file::DocumentState;
use domain::limit::LimitRun;
use domain::view;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Compares groups and notes each difference with its place.
pub fn compare(play: &mut Play, place: &str, groups: &Map<String, Value>) {
    let mut found = Vec::new();
    for (group, wanted) in groups {
        let differs = match group.as_str() {
            "fine" => differ(wanted, &json!(fine(play))),
            "applied" => differ(wanted, &json!(applied(play))),
            "documents" => differ(&sorted(wanted), &json!(documents(play))),
            "drafts" => differ(&sorted(wanted), &json!(drafts(play))),
            "limits" => limits_differ(wanted, play),
            "open_tasks" => open_differ(wanted, play),
            "incidents" => differ(&sorted(wanted), &json!(incidents(play))),
            "facts" => facts_differ(wanted, play),
            "status" => differ(wanted, &json!(status(play))),
            "numbers" => numbers_differ(wanted, play),
            "limit" => limit_differs(wanted, groups, play),
            "fact" => fact_differs(wanted, groups, play),
            _ => None,
        };
        if let Some(text) = differs {
            found.push(format!("{place} {group}：{text}"));
        }
    }
    play.differences.extend(found);
}

fn differ(wanted: &Value, found: &Value) -> Option<String> {
    (wanted != found).then(|| format!("应当是 {wanted}，但是 {found}"))
}

fn sorted(value: &Value) -> Value {
    let texts: BTreeSet<&str> = value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    json!(texts)
}

fn fine(play: &Play) -> Option<String> {
    play.loaded.file.sheet().map(|s| domain::money::text(s.fine))
}

fn value(play: &Play, path: &str) -> Option<Value> {
    let facts = play.facts(None);
    Case::new(&play.loaded.file, &play.loaded.release.law, &facts).value(path)
}

fn applied(play: &Play) -> Option<String> {
    value(play, "sheet.applied").map(|v| shown(&v))
}

fn documents(play: &Play) -> BTreeSet<String> {
    let made =
        play.loaded.file.documents.iter().filter(|(id, paper)| !play.papers_before.contains(&(**id, paper.version)));
    made.map(|(_, d)| d.kind.clone()).collect()
}

/// Kinds of papers that can still be changed, of the whole case.
fn drafts(play: &Play) -> BTreeSet<String> {
    let papers = play.loaded.file.documents.values();
    papers.filter(|paper| paper.state == DocumentState::Draft).map(|paper| paper.kind.clone()).collect()
}

fn incidents(play: &Play) -> Vec<String> {
    let mut codes: Vec<String> = play.loaded.state.incidents.values().map(|i| i.incident.code().to_string()).collect();
    codes.sort();
    codes
}

fn status(play: &Play) -> String {
    let facts = play.facts(None);
    let case = Case::new(&play.loaded.file, &play.loaded.release.law, &facts);
    view::status(&case).as_str().to_string()
}

/// Limits that started, moved or changed since the scenario began.
fn limits(play: &Play) -> BTreeMap<String, LimitRun> {
    let changed = play.loaded.file.limits.iter().filter(|(id, runs)| play.limits_before.get(*id) != Some(runs));
    changed.filter_map(|(id, runs)| Some((id.clone(), runs.last()?.clone()))).collect()
}

fn run_differs(wanted: &Value, run: &LimitRun) -> Option<String> {
    let found = json!({ "state": run.state.as_str(), "due": run.due.map(|d| d.to_string()) });
    match wanted {
        Value::String(state) => (found["state"] != *state).then(|| format!("应当是 {state}，但是 {found}")),
        Value::Object(keys) => {
            keys.iter().any(|(key, v)| found[key] != *v).then(|| format!("应当是 {wanted}，但是 {found}"))
        }
        other => Some(format!("expected a state or an object, but {other}")),
    }
}

fn limits_differ(wanted: &Value, play: &Play) -> Option<String> {
    let found = limits(play);
    let mut texts = Vec::new();
    let wanted = wanted.as_object().cloned().unwrap_or_default();
    for (id, wanted) in &wanted {
        match found.get(id) {
            None => texts.push(format!("{id} 没有变化")),
            Some(run) => texts.extend(run_differs(wanted, run).map(|t| format!("{id} {t}"))),
        }
    }
    texts.extend(
        found
            .iter()
            .filter(|(id, _)| !wanted.contains_key(*id))
            .map(|(id, run)| format!("多出 {id}（{}，{:?}）", run.state.as_str(), run.due.map(|d| d.to_string()))),
    );
    (!texts.is_empty()).then(|| texts.join("；"))
}

fn limit_differs(wanted: &Value, groups: &Map<String, Value>, play: &Play) -> Option<String> {
    let id = wanted.as_str()?;
    let Some(run) = play.loaded.file.run(id) else { return Some(format!("{id} 没有开始")) };
    let keys: Map<String, Value> = groups
        .iter()
        .filter(|(k, _)| matches!(k.as_str(), "due" | "state"))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    run_differs(&Value::Object(keys), run).map(|t| format!("{id} {t}"))
}

fn fact_differs(wanted: &Value, groups: &Map<String, Value>, play: &Play) -> Option<String> {
    let path = wanted.as_str()?;
    let found = value(play, path).unwrap_or(Value::Null);
    differ(groups.get("is").unwrap_or(&Value::Null), &found).map(|t| format!("{path} {t}"))
}

fn facts_differ(wanted: &Value, play: &Play) -> Option<String> {
    let texts: Vec<String> = wanted
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(path, wanted)| {
            differ(wanted, &value(play, path).unwrap_or(Value::Null)).map(|t| format!("{path} {t}"))
        })
        .collect();
    (!texts.is_empty()).then(|| texts.join("；"))
}

fn numbers_differ(wanted: &Value, play: &Play) -> Option<String> {
    let drawn = |kind: &str| play.loaded.file.latest(kind).is_some_and(|(_, d)| d.number.is_some());
    let texts: Vec<String> = wanted
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(kind, wanted)| wanted.as_bool() != Some(drawn(kind)))
        .map(|(kind, _)| format!("{kind} 的编号不符"))
        .collect();
    (!texts.is_empty()).then(|| texts.join("；"))
}

/// Statutory steps of all open tasks and of people's events, each `STEP:element`.
pub fn open(play: &Play) -> Vec<String> {
    let law = &play.loaded.release.law;
    let step = |element: &exec::ElementPath| {
        let node = law.node(element.process(), element.element());
        let id = node.and_then(|n| n.steps.first().cloned().or_else(|| n.unavailable.clone())).unwrap_or_default();
        (!id.is_empty()).then(|| format!("{id}:{}", element.element()))
    };
    let tasks = play.loaded.state.tasks.values().filter_map(|t| step(&t.element));
    let events = play.loaded.state.subscriptions.values().filter(|w| w.role.is_some()).filter_map(|w| step(&w.element));
    let mut open: Vec<String> = tasks.chain(events).collect();
    open.sort();
    open
}

/// `STEP` matches any element of the step, `STEP:element` only that one; each open task is used once.
fn open_differ(wanted: &Value, play: &Play) -> Option<String> {
    let mut found = open(play);
    let mut missing = Vec::new();
    for wanted in wanted.as_array().into_iter().flatten().filter_map(Value::as_str) {
        let fits = |text: &String| text == wanted || text.split_once(':').is_some_and(|(step, _)| step == wanted);
        match found.iter().position(fits) {
            Some(at) => drop(found.remove(at)),
            None => missing.push(wanted.to_string()),
        }
    }
    (!missing.is_empty() || !found.is_empty()).then(|| format!("缺 {missing:?}，多 {found:?}"))
}

/// The result of a played scenario.
pub fn result(key: &str, play: &Play) -> Rehearsed {
    let limits = limits(play)
        .into_iter()
        .map(|(id, run)| (id, json!({ "state": run.state.as_str(), "due": run.due.map(|d| d.to_string()) })));
    Rehearsed {
        scenario: key.to_string(),
        ok: play.differences.is_empty(),
        fine: fine(play),
        applied: applied(play),
        documents: documents(play).into_iter().collect(),
        limits: limits.collect(),
        incidents: incidents(play),
        differences: play.differences.clone(),
        papers: Vec::new(),
    }
}
