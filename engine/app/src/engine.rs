//! One decision, pure: the loaded case, what is asked, and what the outside world knows go in; state, file, events and
//! effects come out. The store and the rehearsal share it.

use crate::case::Loaded;
use crate::commands::Step;
use crate::refusal::{Failure, Refusal};
use domain::case::Facts;
use domain::case_file::CaseFile;
use domain::host::CaseHost;
use exec::{By, CaseState, Command, Effect, Event, NotDecided, Timestamp};
use serde_json::{Value, json};
use std::sync::Arc;

/// What is asked, by whom and when.
pub struct Asked<'a> {
    pub by: By,
    /// Milliseconds UTC.
    pub now: i64,
    pub steps: &'a [Step],
}

/// What was decided.
pub struct Decided {
    pub state: CaseState,
    pub file: CaseFile,
    pub events: Vec<Event>,
    pub effects: Vec<Effect>,
}

/// Why nothing was decided.
pub enum Stop {
    Failed(Failure),
    NeedNumber(String),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Failed(failure)
    }
}

/// Decides all steps of an order on one loaded case, each on the state that the one before left.
///
/// # Errors
/// A refusal, or the series of a number that has to be drawn first. Nothing of `loaded` is changed outside.
pub fn decide(loaded: Loaded, asked: Asked<'_>, facts: Facts) -> Result<Decided, Stop> {
    let mut at = loaded;
    let mut events = Vec::new();
    let mut effects = Vec::new();
    for step in asked.steps {
        let what = step(&at)?;
        let law = Arc::clone(&at.release.law);
        let mut host = CaseHost::new(at.file, Arc::clone(&law), facts.clone());
        let command = Command { by: asked.by.clone(), what };
        let decision = exec::decide(&at.release.engine, at.state, &mut host, command, Timestamp(asked.now));
        let decision = decision.map_err(|stop| match stop {
            NotDecided::NeedNumber { series } => Stop::NeedNumber(series),
            NotDecided::Refused(refusal) => Stop::Failed(refusal_of(&law, refusal).into()),
        })?;
        at.state = decision.case;
        at.file = host.file;
        events.extend(decision.events);
        effects.extend(decision.effects);
    }
    Ok(Decided { state: at.state, file: at.file, events, effects })
}

/// A refusal of the core or of the host, with everything the API needs to say it.
pub fn refusal_of(law: &domain::law::Law, refusal: exec::Refusal) -> Refusal {
    let mut out = Refusal::new(refusal.code());
    match refusal {
        exec::Refusal::Host(host) => return host_refusal(law, &host),
        exec::Refusal::TaskNotOpen { task, by } => {
            let state = by.map_or_else(|| "已办结或者已取消".to_string(), |who| format!("已由 {who} 办结"));
            out = out.with("task", task).with("state", state);
        }
        exec::Refusal::TaskClaimed { task, by } => out = out.with("task", task).with("assignee", by),
        exec::Refusal::NotWaiting { element } => out = out.with("element", element),
        exec::Refusal::OperationNotAllowed { operation, .. } => out = out.with("operation", operation),
        other => out = out.with("text", other.to_string()),
    }
    out
}

/// A refusal of the host: of a gate, or of a rule of its own.
pub fn host_refusal(law: &domain::law::Law, host: &exec::host::HostRefusal) -> Refusal {
    let mut out = Refusal::new(host.code);
    out.parameters = host.parameters.iter().cloned().collect();
    if let Some(gate) = host.gate.as_ref().and_then(|id| law.gates.get(id)) {
        let basis: Vec<Value> =
            gate.basis.iter().filter_map(|b| serde_json::to_value(crate::limits::basis_of(law, b)).ok()).collect();
        out.gate = Some(json!({ "id": gate.id, "basis": basis, "mark": gate.mark }));
        out.parameters.entry("text".into()).or_insert_with(|| gate.refuse.clone());
    }
    out.missing = host.missing.iter().map(missing).collect();
    out
}

/// `what` is the predicate of the gate's entry that does not hold, as JSON text; it stands beside the gate's id.
fn missing(missing: &exec::host::Missing) -> Value {
    let mut row = serde_json::from_str::<Value>(&missing.what)
        .ok()
        .filter(Value::is_object)
        .unwrap_or_else(|| json!({ "what": missing.what }));
    row["gate"] = Value::from(missing.gate.clone());
    row
}
