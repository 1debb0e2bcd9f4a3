//! What people do with tasks and messages: claim, complete, answer, give back, draft, sign, look at the paper beforehand.

use crate::App;
use crate::case::Loaded;
use crate::commands::{Order, Request, text_of};
use crate::forms::{self, Filler};
use crate::people::Person;
use crate::refusal::{Failure, FieldError, Refusal};
use crate::spine;
use crate::task_view::{clue_values, place_of_event, place_of_task, targets};
use crate::view::task::Done;
use domain::case::Case;
use domain::host::CaseHost;
use exec::state::view::Scope;
use exec::{Ask, ElementPath, TaskId};
use serde_json::{Value, json};
use std::sync::Arc;
use store::record::file::{DraftRow, SignatureRow};

/// The longest reason of a return, characters.
const REASON_MAX: usize = 2000;
/// The largest drawn signature, bytes.
const SIGNATURE_MAX: usize = 512 * 1024;

impl App {
    /// Registers a clue: opens a case whose id is the command id, and completes its first step. What the form requires, the
    /// request leaves out and the server knows (when it was received, when discovered) is set here.
    ///
    /// # Errors
    /// `form-invalid`, a gate; the store is not available.
    pub async fn register_clue(&self, request: Request, answers: Value) -> Result<String, Failure> {
        let live = self.current_release()?;
        let (process, element) =
            spine::first_node(&live.law).ok_or_else(|| Failure::Fault("no element registers a clue".into()))?;
        let form =
            live.law.node(process, element).and_then(|n| n.form.clone()).and_then(|f| live.packs.form(process, &f));
        let given = text_of(&answers);
        let answers = match form {
            Some(form) => with_required(form, answers, clue_values(&live, form, &request.person, request.now)),
            None => answers,
        };
        forms::check(form, &answers)?;
        let case = request.command.clone();
        let path = ElementPath::new(process, element);
        let start = Ask::Start { process: process.clone(), variables: exec::Variables::new() };
        let mut order = Order::of(request, &case, "clues/register")
            .fingerprint(&[&given])
            .ask(start)
            .step(move |at| complete_at(at, &path, &answers));
        order.opens = true;
        self.carry_out(order).await?;
        Ok(case)
    }

    /// Takes a task.
    ///
    /// # Errors
    /// `task-not-open`, `task-claimed`, `role-missing`, …; the store is not available.
    pub async fn claim(&self, request: Request, case: &str, task: &str) -> Result<Done, Failure> {
        let id = task_id(task)?;
        let mut order = Order::of(request, case, "tasks/claim").fingerprint(&[task]).ask(Ask::Claim { task: id });
        order.task = Some(task.into());
        self.carry_out(order).await
    }

    /// Gives a task back to everybody who may take it.
    ///
    /// # Errors
    /// As [`App::claim`].
    pub async fn unclaim(&self, request: Request, case: &str, task: &str) -> Result<Done, Failure> {
        let id = task_id(task)?;
        let mut order = Order::of(request, case, "tasks/release").fingerprint(&[task]).ask(Ask::Unclaim { task: id });
        order.task = Some(task.into());
        self.carry_out(order).await
    }

    /// Completes a task with the answers of its form.
    ///
    /// # Errors
    /// `form-invalid`, `signature-missing`, a gate, …; the store is not available.
    pub async fn complete(
        &self,
        request: Request,
        case: &str,
        task: &str,
        answers: Value,
        signatures: Vec<String>,
    ) -> Result<Done, Failure> {
        let id = task_id(task)?;
        let drawn = self.drawn(case, &signatures).await?;
        let mut order =
            Order::of(request, case, "tasks/complete").fingerprint(&[task, &text_of(&answers), &signatures.join(",")]);
        order.task = Some(task.into());
        order.drafts_removed.push(task.into());
        let order = order.step(move |at| {
            if let Some(open) = at.state.tasks.get(&id) {
                let form = open.form.as_deref().and_then(|f| at.release.packs.form(open.element.process(), f));
                let built = at
                    .release
                    .law
                    .node(open.element.process(), open.element.element())
                    .is_none_or(|n| n.unavailable.is_none());
                if built {
                    forms::check(form, &answers)?;
                }
            }
            Ok(Ask::Complete { task: id, answers: answers.clone(), signatures: drawn.clone() })
        });
        self.carry_out(order).await
    }

    /// Answers a message that the case waits for.
    ///
    /// # Errors
    /// `not-waiting`, `form-invalid`, a gate, …; the store is not available.
    pub async fn answer(
        &self,
        request: Request,
        case: &str,
        element: &str,
        answers: Value,
        signatures: Vec<String>,
    ) -> Result<Done, Failure> {
        let drawn = self.drawn(case, &signatures).await?;
        let element = element.to_string();
        let mut order = Order::of(request, case, "events/answer").fingerprint(&[&element, &text_of(&answers)]);
        order.drafts_removed.push(format!("event:{}", element.rsplit('/').next().unwrap_or_default()));
        let order = order.step(move |at| {
            let place = place_of_event(at, &element)?;
            forms::check(
                place.form.as_deref().and_then(|f| at.release.packs.form(place.element.process(), f)),
                &answers,
            )?;
            Ok(Ask::Answer { element: place.element, answers: answers.clone(), signatures: drawn.clone() })
        });
        self.carry_out(order).await
    }

    /// Sends the work back to an earlier step, with a reason. Without `to` the only allowed step is meant.
    ///
    /// # Errors
    /// `operation-not-allowed`, `form-invalid` without a reason, …; the store is not available.
    pub async fn give_back(
        &self,
        request: Request,
        case: &str,
        task: &str,
        to: &str,
        reason: &str,
    ) -> Result<Done, Failure> {
        let id = task_id(task)?;
        if reason.trim().is_empty() || reason.chars().count() > REASON_MAX {
            return Err(
                Refusal::field("/reason", "required", format!("请写明退回的理由，不超过 {REASON_MAX} 字")).into()
            );
        }
        let (to, reason) = (to.to_string(), reason.trim().to_string());
        let mut order = Order::of(request, case, "tasks/return").fingerprint(&[task, &to, &reason]);
        order.task = Some(task.into());
        let order = order.step(move |at| {
            let to = if to.is_empty() { only_target(at, id)? } else { to.clone() };
            Ok(Ask::Return { task: id, to, reason: reason.clone() })
        });
        self.carry_out(order).await
    }

    /// Saves what is filled in so far.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn save_draft(
        &self,
        person: &Person,
        case: &str,
        task: &str,
        answers: &Value,
        now: i64,
    ) -> Result<(), Failure> {
        let body = serde_json::to_vec(answers).map_err(Failure::fault)?;
        let row = DraftRow { case: case.into(), task: task.into(), person: person.id.clone(), body, saved_at: now };
        self.store().save_draft(row).await.map_err(Failure::fault)
    }

    /// Stores a drawn signature. `by`: `party`, `witness`, or the id of an officer.
    ///
    /// # Errors
    /// `upload-type-refused`, `upload-too-large`, `form-invalid`, `command-id-reused`; the store is not available.
    pub async fn add_signature(
        &self,
        request: Request,
        case: &str,
        by: &str,
        name: &str,
        png: Vec<u8>,
    ) -> Result<String, Failure> {
        let (media, found) = crate::evidence::sniff(&png[..png.len().min(64)]);
        if media != "image/png" {
            return Err(Refusal::new("upload-type-refused")
                .with("name", "签名")
                .with("expected", "PNG 图片")
                .with("found", found)
                .into());
        }
        if png.len() > SIGNATURE_MAX {
            return Err(Refusal::new("upload-too-large").with("name", "签名").with("limit", "512 KB").into());
        }
        let outside = matches!(by, "party" | "witness");
        let officer = if outside { None } else { self.person(by).await? };
        if !outside && officer.is_none() {
            return Err(Refusal::field("/by", "enum", "签名的人应当是当事人、见证人或者本机关的人员").into());
        }
        let blob = self.store().put_blob(&png, request.now).await.map_err(Failure::fault)?;
        let row = SignatureRow {
            id: format!("sig-{}", request.command),
            case: case.into(),
            task: None,
            person: officer.as_ref().map(|o| o.id.clone()),
            name: officer.map_or_else(|| name.trim().to_string(), |o| o.name),
            capacity: if outside { by } else { "officer" }.into(),
            digest: blob.digest,
            signed_at: request.now,
            data: "{}".into(),
        };
        let said = |row: &SignatureRow| [&row.case, &row.capacity, &row.name, &row.digest].map(String::clone);
        let (id, new) = (row.id.clone(), said(&row));
        // A repeat is the same signature; the id of another one is refused.
        match self.store().put_signature(row).await.map_err(Failure::fault)? {
            Some(before) if said(&before) != new => Err(Refusal::new("command-id-reused").into()),
            _ => Ok(id),
        }
    }

    /// Signatures as a command carries them: capacity, person, and the id of the drawing.
    async fn drawn(&self, case: &str, ids: &[String]) -> Result<Vec<Value>, Failure> {
        let rows = self.store().signatures_of(case).await.map_err(Failure::fault)?;
        let mut drawn = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(row) = rows.iter().find(|row| row.id == *id) else {
                return Err(Refusal::new("reference-unknown").with("value", id.clone()).into());
            };
            drawn.push(json!({ "as": row.capacity, "person": row.person, "name": row.name, "id": row.id, "at": crate::time::text_of(row.signed_at) }));
        }
        Ok(drawn)
    }

    /// Kind and data of the paper that a task makes, with the caller's saved draft.
    pub(crate) async fn preview_data(
        &self,
        loaded: &Loaded,
        person: &Person,
        task: &str,
        now: i64,
    ) -> Result<Option<(String, Value)>, Failure> {
        let place = if task.starts_with("event:") {
            place_of_event(loaded, task.trim_start_matches("event:"))?
        } else {
            place_of_task(loaded, task)?
        };
        let node = loaded.release.law.node(place.element.process(), place.element.element());
        let Some(kind) = node.and_then(|n| n.documents.first()).map(|d| d.kind.clone()) else { return Ok(None) };
        let drafts = self.store().drafts_of(&loaded.case, task).await.map_err(Failure::fault)?;
        let answers: Value = drafts
            .iter()
            .find(|d| d.person == person.id)
            .and_then(|d| serde_json::from_slice(&d.body).ok())
            .unwrap_or(json!({}));
        let facts = self.facts(loaded, Some(person), now).await?;
        let host = CaseHost::new(loaded.file.clone(), Arc::clone(&loaded.release.law), facts);
        let form = place.form.as_deref().and_then(|f| loaded.release.packs.form(place.element.process(), f));
        let instance =
            Scope::of_token(&loaded.state, place.token, None).instance().map(|i| i.to_string()).unwrap_or_default();
        let mut values = form
            .map(|f| {
                forms::prefill(f, Filler { case: host.case(), actor: &person.id, instance: &instance, now }).values
            })
            .unwrap_or_default();
        values.extend(answers.as_object().cloned().unwrap_or_default());
        let data = domain::view::paper::preview(&host.case(), &place.element, &kind, &Value::Object(values), &instance);
        Ok(Some((kind, data)))
    }

    /// The data of a document of the case.
    pub(crate) async fn paper_data(
        &self,
        loaded: &Loaded,
        id: domain::case_file::DocumentId,
        now: i64,
    ) -> Result<Value, Failure> {
        let facts = self.facts(loaded, None, now).await?;
        let case = Case::new(&loaded.file, &loaded.release.law, &facts);
        domain::view::paper::data(&case, id)
            .ok_or_else(|| Refusal::new("document-not-found").with("document", id.to_string()).into())
    }
}

/// Answers with the known values of required fields that they leave out.
fn with_required(form: &packs::form::Form, mut answers: Value, known: serde_json::Map<String, Value>) -> Value {
    let required = form.schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    if let Some(answers) = answers.as_object_mut() {
        for (name, value) in required.filter_map(|name| Some((name, known.get(name)?))) {
            answers.entry(name).or_insert_with(|| value.clone());
        }
    }
    answers
}

pub(crate) fn task_id(task: &str) -> Result<TaskId, Failure> {
    task.parse().map_err(|_| Refusal::new("task-not-found").with("task", task).into())
}

/// Completes the open task of an element.
fn complete_at(at: &Loaded, element: &ElementPath, answers: &Value) -> Result<Ask, Failure> {
    let open = at.state.tasks.iter().find(|(_, task)| task.element == *element);
    let (task, _) = open.ok_or_else(|| Failure::Fault(format!("{element} is not open")))?;
    Ok(Ask::Complete { task: *task, answers: answers.clone(), signatures: Vec::new() })
}

fn only_target(at: &Loaded, task: TaskId) -> Result<String, Failure> {
    let found = at.state.tasks.get(&task).map(|t| targets(at, &t.element)).unwrap_or_default();
    match found.as_slice() {
        [one] => Ok(one.element.clone()),
        _ => {
            let error =
                FieldError {
                    pointer: "/to".into(), code: "required".into(), detail: "请选择退回到哪一步".into()
                };
            Err(Refusal::fields("form-invalid", vec![error]).into())
        }
    }
}
