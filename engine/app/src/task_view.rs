//! The pages of tasks and of messages that people answer: what is asked, what is filled in already, what one may do.

use crate::App;
use crate::case::Loaded;
use crate::engine;
use crate::forms::{self, Filler};
use crate::head::shown;
use crate::people::Person;
use crate::refusal::{Failure, Refusal};
use crate::release::Live;
use crate::rows;
use crate::spine::{self, Eyes};
use crate::tasks::task_id;
use crate::view::task::{
    Draft, FormView, PaperPreview, ReturnAllowed, ReturnTarget, Shown, SignatureAsked, TaskAllowed, TaskView,
    Unavailable,
};
use crate::view::{Allowed, Named, Who};
use domain::host::CaseHost;
use domain::law::NodeLaw;
use exec::host::{Admission, Host};
use exec::state::view::Scope;
use exec::{By, ElementPath, TaskId, TokenId};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Where somebody is to fill something in: a task, or a message that people answer.
pub(crate) struct Place {
    pub element: ElementPath,
    pub token: TokenId,
    pub role: Option<String>,
    pub form: Option<String>,
    pub task: Option<TaskId>,
    pub assignee: Option<String>,
}

impl App {
    /// A task with its form and what is filled in already.
    ///
    /// # Errors
    /// `case-not-found`, `task-not-found`; the store is not available.
    pub async fn task_view(&self, person: &Person, case: &str, task: &str, now: i64) -> Result<TaskView, Failure> {
        let loaded = self.load(case).await?;
        let place = place_of_task(&loaded, task)?;
        self.view_of(&loaded, person, place, task.to_string(), now).await
    }

    /// A message that people answer, in the shape of a task. `element` is its id, with or without its process.
    ///
    /// # Errors
    /// `case-not-found`, `not-waiting`; the store is not available.
    pub async fn event_view(&self, person: &Person, case: &str, element: &str, now: i64) -> Result<TaskView, Failure> {
        let loaded = self.load(case).await?;
        let place = place_of_event(&loaded, element)?;
        let id = format!("event:{}", place.element.element());
        self.view_of(&loaded, person, place, id, now).await
    }

    async fn view_of(
        &self,
        loaded: &Loaded,
        person: &Person,
        place: Place,
        id: String,
        now: i64,
    ) -> Result<TaskView, Failure> {
        let law = Arc::clone(&loaded.release.law);
        let facts = self.facts(loaded, Some(person), now).await?;
        let names = self.names().await?;
        let host = CaseHost::new(loaded.file.clone(), Arc::clone(&law), facts);
        let case = host.case();
        let nothing = NodeLaw::default();
        let node = law.node(place.element.process(), place.element.element()).unwrap_or(&nothing);
        let form = place.form.as_deref().and_then(|f| loaded.release.packs.form(place.element.process(), f));
        let instance =
            Scope::of_token(&loaded.state, place.token, None).instance().map(|i| i.to_string()).unwrap_or_default();
        let filler = Filler { case, actor: &person.id, instance: &instance, now };
        let prefilled = form.map(|f| forms::prefill(f, filler));
        let drafts = self.store().drafts_of(&loaded.case, &id).await.map_err(Failure::fault)?;
        let draft = drafts.into_iter().find(|d| d.person == person.id).map(|d| Draft {
            answers: serde_json::from_slice(&d.body).unwrap_or_default(),
            saved_at: crate::time::text_of(d.saved_at),
        });
        let eyes = Eyes { loaded, case: &case, person, names: &names, now };
        let title = rows::title(&law, &place.element);
        let step = node.steps.first().cloned().unwrap_or_default();
        let (values, sources) = prefilled.map(|p| (p.values.into_iter().collect(), p.sources)).unwrap_or_default();
        Ok(TaskView {
            element: place.element.element().to_string(),
            step: Named { title: title.clone(), id: step },
            role_title: place.role.as_deref().map(|r| self.role_title(r)).unwrap_or_default(),
            assignee: assignee(loaded, &place).map(|id| Who { name: names.get(&id).cloned().unwrap_or_default(), id }),
            form: form_view(form, &title),
            values,
            sources,
            shows: form.map(|f| shows(f, filler)).unwrap_or_default(),
            paper: paper(&law, node, &loaded.case, &id),
            bases: node.bases.iter().map(|b| crate::limits::basis_of(&law, b)).collect(),
            limit: crate::limits::pressing(&law, &loaded.file)
                .and_then(|(id, due)| crate::limits::row_view(&law, &id, Some(&due.to_string()), now)),
            missing: node.acts.iter().flat_map(|act| crate::way::missing(&eyes, act)).collect(),
            allowed: allowed(loaded, &host, person, &place),
            signatures: form.map(|f| signatures(&law, f)).unwrap_or_default(),
            unavailable: node.unavailable.as_ref().map(|_| Unavailable {
                text: format!("{title}：这一版还不能办理。案件停在这里，没有越过任何步骤。请线下办理，或等新版本。"),
            }),
            draft,
            task: place.task.is_some().then_some(id),
            title,
        })
    }

    /// The form that registers a clue with what the server knows already: the clock, the person who fills it in.
    ///
    /// # Errors
    /// Nothing was published.
    pub fn clue_form(&self, person: &Person, now: i64) -> Result<(FormView, Map<String, Value>), Failure> {
        let live = self.current_release()?;
        let (process, element) =
            spine::first_node(&live.law).ok_or_else(|| Failure::Fault("no element registers a clue".into()))?;
        let node = live.law.node(process, element).and_then(|n| n.form.clone()).unwrap_or_default();
        let title = live.law.node(process, element).map(|n| n.name.clone()).unwrap_or_default();
        let form = live.packs.form(process, &node);
        let values = form.map(|form| clue_values(&live, form, person, now)).unwrap_or_default();
        Ok((form_view(form, &title), values))
    }
}

/// What a clue's form holds before anybody types; there is no case yet.
pub(crate) fn clue_values(live: &Live, form: &packs::form::Form, person: &Person, now: i64) -> Map<String, Value> {
    let file = domain::case_file::CaseFile::new("", &person.unit);
    let facts = domain::case::Facts {
        actor: Some(crate::surroundings::actor(person)),
        staff: Vec::new(),
        party_history: Vec::new(),
        calendar: domain::calendar::Calendar::new(live.law.calendars.values()),
        now,
        numbers: Vec::new(),
    };
    let case = domain::case::Case::new(&file, &live.law, &facts);
    forms::prefill(form, Filler { case, actor: &person.id, instance: "", now }).values
}

pub(crate) fn place_of_task(loaded: &Loaded, task: &str) -> Result<Place, Failure> {
    let id = task_id(task)?;
    let open = loaded
        .state
        .tasks
        .get(&id)
        .ok_or_else(|| Refusal::new("task-not-open").with("task", task).with("state", "已办结或者已取消"))?;
    Ok(Place {
        element: open.element.clone(),
        token: open.token,
        role: open.role.clone(),
        form: open.form.clone(),
        task: Some(id),
        assignee: open.assignee.as_ref().map(ToString::to_string),
    })
}

pub(crate) fn place_of_event(loaded: &Loaded, element: &str) -> Result<Place, Failure> {
    let wanted = |path: &ElementPath| path.as_str() == element || path.element() == element;
    let wait = loaded.state.subscriptions.values().find(|w| w.role.is_some() && wanted(&w.element));
    let found = wait.and_then(|w| match w.holder {
        exec::state::Holder::Token(token) => Some(Place {
            element: w.element.clone(),
            token,
            role: w.role.clone(),
            form: w.form.clone(),
            task: None,
            assignee: None,
        }),
        _ => None,
    });
    found.ok_or_else(|| Refusal::new("not-waiting").with("element", element).into())
}

pub(crate) fn assignee(loaded: &Loaded, place: &Place) -> Option<String> {
    let named = place.role.as_deref().and_then(|r| loaded.file.person(r)).map(str::to_string);
    place.assignee.clone().or(named)
}

fn form_view(form: Option<&packs::form::Form>, title: &str) -> FormView {
    match form {
        Some(form) => FormView {
            id: form.key.clone(),
            title: form.schema["title"].as_str().unwrap_or(title).to_string(),
            schema: form.schema.clone(),
            layout: form.layout.clone().unwrap_or_else(|| json!({ "sections": [] })),
        },
        None => FormView {
            id: String::new(),
            title: title.into(),
            schema: json!({ "type": "object", "properties": {} }),
            layout: json!({ "sections": [] }),
        },
    }
}

/// Facts that the layout shows beside the form.
fn shows(form: &packs::form::Form, filler: Filler<'_>) -> Vec<Shown> {
    let paths =
        form.layout.as_ref().and_then(|l| l["shows"].as_array()).into_iter().flatten().filter_map(Value::as_str);
    let rows = paths.filter_map(|path| {
        let value = match path.split_once("[].") {
            Some((list, field)) => filler.case.file.entry(list, filler.instance)?.values.get(field).cloned()?,
            None => filler.case.value(path.trim_end_matches("[]"))?,
        };
        let fact = filler.case.law.fact(path);
        let title = fact.map_or_else(|| path.to_string(), |f| f.title.clone());
        let text = shown(&value);
        let value = fact.and_then(|f| f.values.get(&text).cloned()).map_or(value, Value::from);
        Some(Shown { path: path.into(), title, value })
    });
    rows.collect()
}

fn paper(law: &domain::law::Law, node: &NodeLaw, case: &str, task: &str) -> Option<PaperPreview> {
    let kind = node.documents.first()?.kind.clone();
    let name = law.documents.get(&kind).map_or_else(|| kind.clone(), |d| d.name.clone());
    Some(PaperPreview { preview: format!("/api/cases/{case}/preview?task={task}"), kind, name })
}

fn signatures(law: &domain::law::Law, form: &packs::form::Form) -> Vec<SignatureAsked> {
    let asked = form.layout.as_ref().and_then(|l| l["signatures"].as_array()).into_iter().flatten();
    let views = asked.filter_map(|entry| {
        let by = entry["by"].as_str()?.to_string();
        let count = entry["count"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        let label = match by.as_str() {
            "party" => "当事人签名".to_string(),
            "witness" => "见证人签名".to_string(),
            "officer" => format!("执法人员签名（{count} 人）"),
            role => law.roles.get(role).map_or_else(|| "签名".to_string(), |r| format!("{}签名", r.title)),
        };
        let when = entry.get("when").cloned();
        Some(SignatureAsked { by, count, label, when })
    });
    views.collect()
}

/// What the person may do with a task: asked of the host as a claim, so that a reason comes back before anything is typed.
fn allowed(loaded: &Loaded, host: &CaseHost, person: &Person, place: &Place) -> TaskAllowed {
    let by = By::Person(person.id.as_str().into());
    let scope = Scope::of_token(&loaded.state, place.token, None);
    let none = Value::Null;
    let ask = Admission {
        command: "Claim",
        by: &by,
        task: place.task,
        element: Some(place.element.clone()),
        process: None,
        role: place.role.as_deref(),
        unit: None,
        assignee: None,
        same_as: None,
        not_same_as: Vec::new(),
        answers: &none,
        signatures: &[],
        payload: &none,
        scope,
    };
    let answer = match host.admit(&ask) {
        Ok(()) => Allowed { ok: true, reason: None },
        Err(refusal) => {
            let refusal = engine::host_refusal(&loaded.release.law, &refusal);
            Allowed { ok: false, reason: Some(crate::messages::sentence(&refusal)) }
        }
    };
    let returns = if place.task.is_some() { targets(loaded, &place.element) } else { Vec::new() };
    TaskAllowed {
        complete: answer.clone(),
        claim: answer,
        give_back: (!returns.is_empty()).then_some(ReturnAllowed { ok: true, to: returns }),
    }
}

/// Where the definition allows the work of an element to be sent back to.
pub(crate) fn targets(loaded: &Loaded, element: &ElementPath) -> Vec<ReturnTarget> {
    let Some(process) = loaded.release.engine.process(element.process()) else { return Vec::new() };
    let Some(node) = process.find(element.element()).map(|at| process.node(at)) else {
        return Vec::new();
    };
    let allowed = node.extension.allow.iter().filter(|a| &*a.operation == "return").flat_map(|a| a.to.iter());
    let views = allowed.map(|to| ReturnTarget {
        element: to.to_string(),
        title: rows::title(&loaded.release.law, &ElementPath::new(element.process(), to)),
    });
    views.collect()
}
