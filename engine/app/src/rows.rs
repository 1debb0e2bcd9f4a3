//! The rows that lists and workers query, as the difference between the case before and after a command.

use crate::case::{Loaded, Opening};
use crate::engine::Decided;
use crate::view::task::{DocumentChanged, Done, Opened};
use domain::case_file::{CaseFile, DocumentState};
use domain::event::DomainEvent;
use domain::law::Law;
use exec::IncidentId;
use exec::state::{OpenIncident, Task, Trigger};
use exec::{CaseState, ElementPath, Event, TaskId, Timestamp};
use serde_json::Value;
use store::record::case::{
    CaseHead, IncidentRow, JobRow, LimitRow, PersonOfCase, SubscriptionRow, TaskRow, TimerRow, job_state, task_state,
};
use store::record::file::DocumentRow;

/// All rows of one commit.
#[derive(Default)]
pub struct Rows {
    pub head: CaseHead,
    pub people: Vec<PersonOfCase>,
    pub tasks: Vec<TaskRow>,
    pub timers: Vec<TimerRow>,
    pub timers_removed: Vec<String>,
    pub subscriptions: Vec<SubscriptionRow>,
    pub subscriptions_removed: Vec<String>,
    pub jobs: Vec<JobRow>,
    pub jobs_removed: Vec<String>,
    pub incidents: Vec<IncidentRow>,
    pub limits: Vec<LimitRow>,
    pub documents: Vec<DocumentRow>,
}

/// The rows that a decision changes.
pub fn of(before: &Loaded, after: &Decided, now: i64) -> Rows {
    let mut rows = Rows { head: crate::head::of(before, after, now), ..Rows::default() };
    rows.people = people(&after.file);
    tasks(&mut rows, before, after, now);
    timers(&mut rows, &before.state, &after.state);
    subscriptions(&mut rows, before, after);
    jobs(&mut rows, before, after, now);
    incidents(&mut rows, before, after, now);
    rows.limits = limits(before, after, now);
    rows.documents = documents(before, after, now);
    rows
}

/// What the caller is told.
pub fn done(case: &str, seq: i64, before: &Loaded, after: &Decided) -> Done {
    let law = &before.release.law;
    let opened =
        after.state.tasks.iter().filter(|(id, _)| !before.state.tasks.contains_key(id)).map(|(id, task)| Opened {
            task: id.to_string(),
            step: step(law, &task.element),
            title: title(law, &task.element),
            role: task.role.clone().unwrap_or_default(),
        });
    let changed = after.file.documents.iter().filter(|(id, d)| before.file.documents.get(id) != Some(d));
    let documents = changed.map(|(id, d)| DocumentChanged {
        id: id.to_string(),
        kind: d.kind.clone(),
        version: u64::from(d.version),
        state: d.state.as_str().into(),
    });
    Done { case: case.into(), seq, opened: opened.collect(), documents: documents.collect() }
}

/// Chinese name of an element.
pub fn title(law: &Law, element: &ElementPath) -> String {
    let named = law.node(element.process(), element.element()).map(|n| n.name.clone()).filter(|n| !n.is_empty());
    named.unwrap_or_else(|| {
        let process = law.processes.get(element.process());
        let found = process.and_then(|p| p.elements.iter().find(|e| e.id == element.element()));
        found.map_or_else(|| element.element().to_string(), |e| e.name.clone())
    })
}

/// First statutory step of an element.
pub fn step(law: &Law, element: &ElementPath) -> Option<String> {
    law.node(element.process(), element.element()).and_then(|n| n.steps.first().cloned())
}

fn people(file: &CaseFile) -> Vec<PersonOfCase> {
    let prefix = "case.people.";
    let named = file.facts.iter().filter_map(|(path, fact)| {
        let role = path.strip_prefix(prefix)?;
        Some(PersonOfCase { role: role.to_string(), person: fact.value.as_str()?.to_string() })
    });
    named.collect()
}

/// The title of the handling method that an element runs for: the outermost process of its chain of calls.
fn method(law: &Law, state: &CaseState, task: &Task) -> Option<String> {
    let scope = exec::state::view::Scope::of_token(state, task.token, None);
    let outermost = scope.instances().last().map(|link| link.process.to_string())?;
    law.processes.get(&outermost).map(|p| p.name.clone())
}

/// Who may do a task: the person who claimed it, else the person named for the role in the case, else nobody yet (pool).
pub(crate) fn assignee(file: &CaseFile, task: &Task) -> Option<String> {
    let named = || task.role.as_deref().and_then(|role| file.person(role)).map(str::to_owned);
    task.assignee.as_ref().map(ToString::to_string).or_else(named)
}

fn task_row(before: &Loaded, after: &Decided, id: TaskId, task: &Task, now: i64) -> TaskRow {
    let law = &before.release.law;
    let node = law.node(task.element.process(), task.element.element());
    let pressing = crate::limits::pressing(law, &after.file);
    let new = || Opening { at: now, from: who_acted(&after.events) };
    let opening = before.task_opened.get(&id).cloned().unwrap_or_else(new);
    TaskRow {
        task: id.to_string(),
        instance: String::new(),
        element: task.element.to_string(),
        step: step(law, &task.element),
        title: title(law, &task.element),
        method: method(law, &after.state, task),
        role: task.role.clone().unwrap_or_default(),
        unit: before.head.unit.clone(),
        assignee: assignee(&after.file, task),
        state: task_state::OPEN.into(),
        form: task.form.clone(),
        unavailable: node.is_some_and(|n| n.unavailable.is_some()),
        opened_at: opening.at,
        due_ms: pressing.as_ref().map(|(_, due)| domain::day::start_ms(*due) + 24 * 3_600_000),
        limit_key: pressing.map(|(id, _)| id),
        done_at: None,
        done_by: None,
        outcome: None,
        data: serde_json::to_string(&opening).unwrap_or_default(),
    }
}

fn tasks(rows: &mut Rows, before: &Loaded, after: &Decided, now: i64) {
    for (id, task) in &after.state.tasks {
        let row = task_row(before, after, *id, task, now);
        let unchanged = before
            .state
            .tasks
            .get(id)
            .is_some_and(|old| old.assignee == task.assignee && assignee(&before.file, old) == row.assignee);
        if !unchanged {
            rows.tasks.push(row);
        }
    }
    for event in &after.events {
        let (id, state, by) = match event {
            Event::TaskCompleted { task, by, .. } => (task, task_state::DONE, by.person().map(ToString::to_string)),
            Event::TaskReturned { task, by, .. } => (task, task_state::DONE, by.person().map(ToString::to_string)),
            Event::TaskCancelled { task, .. } => (task, task_state::CANCELLED, None),
            _ => continue,
        };
        rows.tasks.retain(|row| row.task != id.to_string());
        let Some(task) = before.state.tasks.get(id).cloned().or_else(|| opened_in(after, &id.to_string())) else {
            continue;
        };
        let mut row = task_row(before, after, *id, &task, now);
        row.state = state.into();
        row.assignee = by.clone().or(row.assignee);
        row.done_at = Some(now);
        row.done_by = by;
        rows.tasks.push(row);
    }
}

/// The person whose work of this command leads to what opens now.
fn who_acted(events: &[Event]) -> Option<String> {
    events.iter().find_map(|event| match event {
        Event::TaskCompleted { by, .. } | Event::TaskReturned { by, .. } | Event::MessageAnswered { by, .. } => {
            by.person().map(ToString::to_string)
        }
        _ => None,
    })
}

/// A task that was opened and ended within the same command.
fn opened_in(after: &Decided, id: &str) -> Option<Task> {
    after.events.iter().filter_map(Task::opened).find_map(|(task, opened)| (task.to_string() == id).then_some(opened))
}

fn timers(rows: &mut Rows, before: &CaseState, after: &CaseState) {
    for (id, timer) in &after.timers {
        let due = timer.due.filter(|_| after.suspended.is_none());
        match due {
            Some(Timestamp(due_ms)) if before.timers.get(id) != Some(timer) => rows.timers.push(TimerRow {
                timer: id.to_string(),
                element: timer.element.as_ref().map(ToString::to_string),
                source: source(timer),
                due_ms,
            }),
            None => rows.timers_removed.push(id.to_string()),
            Some(_) => {}
        }
    }
    rows.timers_removed
        .extend(before.timers.keys().filter(|id| !after.timers.contains_key(id)).map(ToString::to_string));
}

fn source(timer: &exec::state::Timer) -> String {
    serde_json::to_value(&timer.source).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

fn subscriptions(rows: &mut Rows, before: &Loaded, after: &Decided) {
    let law = &before.release.law;
    for (id, wait) in after.state.subscriptions.iter().filter(|(id, _)| !before.state.subscriptions.contains_key(id)) {
        let (message, key) = match &wait.trigger {
            Trigger::Message { message, key } => (message.clone(), key.clone()),
            Trigger::Signal { signal } => (signal.clone(), String::new()),
            Trigger::Condition { .. } => continue,
        };
        rows.subscriptions.push(SubscriptionRow {
            subscription: id.to_string(),
            element: wait.element.to_string(),
            message,
            key,
            role: wait.role.clone(),
            unit: wait.role.as_ref().map(|_| before.head.unit.clone()),
            form: wait.form.clone(),
            title: Some(title(law, &wait.element)),
        });
    }
    let gone = before.state.subscriptions.keys().filter(|id| !after.state.subscriptions.contains_key(id));
    rows.subscriptions_removed.extend(gone.map(ToString::to_string));
}

fn jobs(rows: &mut Rows, before: &Loaded, after: &Decided, now: i64) {
    for (id, job) in after.state.jobs.iter().filter(|(id, job)| before.state.jobs.get(id) != Some(job)) {
        rows.jobs.push(JobRow {
            job: id.to_string(),
            element: Some(job.element.to_string()),
            connector: job.connector.clone(),
            operation: job.operation.clone(),
            key: format!("{}:{id}", before.case),
            state: job_state::READY.into(),
            due_ms: job.retry_at.map_or(now, |at| at.0),
            attempts: i64::from(job.attempt) - 1,
            retries_left: i64::from(job.retries),
            input: serde_json::to_vec(&job.input).unwrap_or_default(),
            last_error: last_error(&after.events, &id.to_string()),
            created_at: now,
        });
    }
    for event in &after.events {
        match event {
            Event::JobCompleted { job, .. } => finished(rows, before, &job.to_string(), job_state::DONE, None, now),
            Event::JobCancelled { job } => rows.jobs_removed.push(job.to_string()),
            Event::JobFailed { job, error, .. }
                if after.state.incidents.values().any(|i| i.retry == exec::state::RetryStep::Job { job: *job }) =>
            {
                rows.jobs.retain(|row| row.job != job.to_string());
                finished(rows, before, &job.to_string(), job_state::FAILED, Some(error.clone()), now);
            }
            _ => {}
        }
    }
}

fn finished(rows: &mut Rows, before: &Loaded, id: &str, state: &str, error: Option<String>, now: i64) {
    let Some((_, job)) = before.state.jobs.iter().find(|(job, _)| job.to_string() == id) else { return };
    rows.jobs.push(JobRow {
        job: id.into(),
        element: Some(job.element.to_string()),
        connector: job.connector.clone(),
        operation: job.operation.clone(),
        key: format!("{}:{id}", before.case),
        state: state.into(),
        due_ms: now,
        attempts: i64::from(job.attempt),
        retries_left: i64::from(job.retries),
        input: serde_json::to_vec(&job.input).unwrap_or_default(),
        last_error: error,
        created_at: now,
    });
}

fn last_error(events: &[Event], id: &str) -> Option<String> {
    events.iter().rev().find_map(|event| match event {
        Event::JobFailed { job, error, .. } if job.to_string() == id => Some(error.clone()),
        _ => None,
    })
}

fn incidents(rows: &mut Rows, before: &Loaded, after: &Decided, now: i64) {
    let row = |id: &IncidentId, open: &OpenIncident| IncidentRow {
        incident: id.to_string(),
        element: open.element.as_ref().map(ToString::to_string),
        code: open.incident.code().into(),
        message: open.incident.to_string(),
        at_ms: now,
        resolved_at: None,
        resolved_by: None,
        data: serde_json::to_string(&open.incident).unwrap_or_default(),
    };
    let opened = after.state.incidents.iter().filter(|(id, _)| !before.state.incidents.contains_key(id));
    rows.incidents.extend(opened.map(|(id, open)| row(id, open)));
    let by = after.events.iter().find_map(|event| match event {
        Event::Operated(exec::event::Operation::Intervened { by, .. }) => by.person().map(ToString::to_string),
        _ => None,
    });
    let settled = before.state.incidents.iter().filter(|(id, _)| !after.state.incidents.contains_key(id));
    rows.incidents.extend(settled.map(|(id, open)| IncidentRow {
        resolved_at: Some(now),
        resolved_by: by.clone(),
        ..row(id, open)
    }));
}

fn limits(before: &Loaded, after: &Decided, now: i64) -> Vec<LimitRow> {
    let views = crate::limits::views(&before.release.law, &after.file, now);
    let rows = views.into_iter().map(|view| LimitRow {
        limit_key: view.id.clone(),
        limit_id: view.id.clone(),
        title: view.name.clone(),
        state: after.file.run(&view.id).map_or("", |run| run.state.as_str()).into(),
        start_on: view.start.clone(),
        due_ms: view.due.as_ref().and_then(|d| crate::time::parse(d)).map(|ms| ms + 24 * 3_600_000),
        due_on: view.due.clone(),
        yellow_ms: None,
        red_ms: None,
        provisional: view.provisional,
        basis: view.basis.first().map(|b| b.text.clone()).unwrap_or_default(),
        responsible: crate::limits::responsible(&before.release.law, &after.file, &view.id).map(str::to_owned),
        data: "{}".into(),
    });
    rows.collect()
}

fn documents(before: &Loaded, after: &Decided, now: i64) -> Vec<DocumentRow> {
    let law = &before.release.law;
    let changed = after.file.documents.iter().filter(|(id, d)| before.file.documents.get(id) != Some(d));
    let rows = changed.map(|(id, document)| {
        let frozen = document.state > DocumentState::Draft;
        let blob = |name: &str| document.file.as_ref().and_then(|f| f[name].as_str()).map(str::to_string);
        DocumentRow {
            document: id.to_string(),
            version: i64::from(document.version),
            kind: document.kind.clone(),
            title: law.documents.get(&document.kind).map_or_else(|| document.kind.clone(), |e| e.name.clone()),
            state: document.state.as_str().into(),
            number: document.number.clone(),
            digest: None,
            sealed_digest: blob("digest"),
            created_at: now,
            frozen_at: frozen.then_some(now),
            sealed_at: document.sealed_at,
            data: "{}".into(),
        }
    });
    rows.collect()
}

/// Documents that a decision froze, with the data they were frozen with.
pub fn frozen(after: &Decided) -> Vec<(String, Value)> {
    let events = after.events.iter().filter_map(|event| match event {
        Event::Host(host) => DomainEvent::from_host(host),
        _ => None,
    });
    let frozen = events.filter_map(|event| match event {
        DomainEvent::DocumentFrozen { document, data, .. } => Some((document.to_string(), Value::clone(&data))),
        _ => None,
    });
    frozen.collect()
}
