//! One case: its page, its tasks and events, and what people do to them.

use crate::guard::{Caller, CommandId};
use crate::problem::{Bytes, Json, Path, Problem, Query};
use crate::shell::Shell;
use app::commands::Request;
use app::view::Limit;
use app::view::case::{CaseView, Diagram, Timeline};
use app::view::task::{Done, FormView, TaskView};
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// Answers of a form and the ids of the signatures drawn for it.
#[derive(Deserialize, ToSchema)]
pub struct Answers {
    #[schema(value_type = BTreeMap<String, Value>)]
    pub answers: Value,
    #[serde(default)]
    pub signatures: Vec<String>,
}

/// Sends work back to an earlier step.
#[derive(Deserialize, ToSchema)]
pub struct GiveBack {
    /// Element to return to; the only allowed one if absent.
    #[serde(default)]
    pub to: String,
    pub reason: String,
}

/// A new case.
#[derive(Serialize, ToSchema)]
pub struct NewCase {
    pub case: String,
}

/// The form that registers a clue.
#[derive(Serialize, ToSchema)]
pub struct ClueForm {
    pub form: FormView,
    /// What the form holds before anybody types: the clock, the person who fills it in.
    #[schema(value_type = BTreeMap<String, Value>)]
    pub values: Value,
}

/// Who draws a signature.
#[derive(Deserialize, IntoParams)]
pub struct SignatureQuery {
    /// `party`, `witness`, or the id of an officer.
    pub by: String,
    /// Name as signed.
    #[serde(default)]
    pub name: String,
}

/// The id of a stored signature.
#[derive(Serialize, ToSchema)]
pub struct SignatureId {
    pub id: String,
}

/// The limits of a case.
#[derive(Serialize, ToSchema)]
pub struct CaseLimits {
    pub items: Vec<Limit>,
}

/// A command of the caller at this instant.
pub(crate) fn request(shell: &Shell, person: &app::people::Person, id: String) -> Request {
    Request { person: person.clone(), command: id, now: shell.now() }
}

/// The form of a clue.
#[utoipa::path(get, path = "/api/clues/form", responses((status = 200, body = ClueForm)))]
pub async fn clue_form(State(shell): State<Shell>, Caller(person): Caller) -> Result<Json<ClueForm>, Problem> {
    let (form, values) = shell.app().clue_form(&person, shell.now())?;
    Ok(Json(ClueForm { form, values: values.into() }))
}

/// Registers a clue: opens a case whose id is the command id, and completes its first step.
#[utoipa::path(post, path = "/api/clues", request_body = Answers, responses((status = 201, body = NewCase), (status = 422, body = Problem)))]
pub async fn register_clue(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(id): CommandId,
    Json(given): Json<Answers>,
) -> Result<(StatusCode, Json<NewCase>), Problem> {
    let case = shell.app().register_clue(request(&shell, &person, id), given.answers).await?;
    Ok((StatusCode::CREATED, Json(NewCase { case })))
}

/// The case page.
#[utoipa::path(get, path = "/api/cases/{case}", params(("case" = String, Path)), responses((status = 200, body = CaseView), (status = 404, body = Problem)))]
pub async fn show(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Path(case): Path<String>,
) -> Result<Json<CaseView>, Problem> {
    Ok(Json(shell.app().case_view(&person, &case, shell.now()).await?))
}

/// The limits of the case, with how each was counted.
#[utoipa::path(get, path = "/api/cases/{case}/limits", params(("case" = String, Path)), responses((status = 200, body = CaseLimits)))]
pub async fn limits(State(shell): State<Shell>, Path(case): Path<String>) -> Result<Json<CaseLimits>, Problem> {
    Ok(Json(CaseLimits { items: shell.app().case_limits(&case, shell.now()).await? }))
}

/// Everything that happened, with the state of the hash chain.
#[utoipa::path(get, path = "/api/cases/{case}/timeline", params(("case" = String, Path)), responses((status = 200, body = Timeline)))]
pub async fn timeline(State(shell): State<Shell>, Path(case): Path<String>) -> Result<Json<Timeline>, Problem> {
    Ok(Json(shell.app().timeline(&case).await?))
}

/// The procedures as drawn, with the tokens.
#[utoipa::path(get, path = "/api/cases/{case}/diagram", params(("case" = String, Path)), responses((status = 200, body = Diagram)))]
pub async fn diagram(State(shell): State<Shell>, Path(case): Path<String>) -> Result<Json<Diagram>, Problem> {
    Ok(Json(shell.app().diagram(&case).await?))
}

/// A task with its form and what is filled in already.
#[utoipa::path(get, path = "/api/cases/{case}/tasks/{task}", params(("case" = String, Path), ("task" = String, Path)), responses((status = 200, body = TaskView), (status = 404, body = Problem)))]
pub async fn task(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Path((case, task)): Path<(String, String)>,
) -> Result<Json<TaskView>, Problem> {
    Ok(Json(shell.app().task_view(&person, &case, &task, shell.now()).await?))
}

/// A message that people answer, in the shape of a task.
#[utoipa::path(get, path = "/api/cases/{case}/events/{element}", params(("case" = String, Path), ("element" = String, Path)), responses((status = 200, body = TaskView), (status = 404, body = Problem)))]
pub async fn event(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Path((case, element)): Path<(String, String)>,
) -> Result<Json<TaskView>, Problem> {
    Ok(Json(shell.app().event_view(&person, &case, &element, shell.now()).await?))
}

/// Takes a task.
#[utoipa::path(post, path = "/api/cases/{case}/tasks/{task}/claim", params(("case" = String, Path), ("task" = String, Path)), responses((status = 200, body = Done), (status = 409, body = Problem)))]
pub async fn claim(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(id): CommandId,
    Path((case, task)): Path<(String, String)>,
) -> Result<Json<Done>, Problem> {
    Ok(Json(shell.app().claim(request(&shell, &person, id), &case, &task).await?))
}

/// Gives a task back to everybody who may take it.
#[utoipa::path(post, path = "/api/cases/{case}/tasks/{task}/release", params(("case" = String, Path), ("task" = String, Path)), responses((status = 200, body = Done), (status = 409, body = Problem)))]
pub async fn release(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(id): CommandId,
    Path((case, task)): Path<(String, String)>,
) -> Result<Json<Done>, Problem> {
    Ok(Json(shell.app().unclaim(request(&shell, &person, id), &case, &task).await?))
}

/// Completes a task with the answers of its form.
#[utoipa::path(post, path = "/api/cases/{case}/tasks/{task}/complete", params(("case" = String, Path), ("task" = String, Path)), request_body = Answers, responses((status = 200, body = Done), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn complete(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(id): CommandId,
    Path((case, task)): Path<(String, String)>,
    Json(given): Json<Answers>,
) -> Result<Json<Done>, Problem> {
    Ok(Json(shell.app().complete(request(&shell, &person, id), &case, &task, given.answers, given.signatures).await?))
}

/// Sends the work back to an earlier step, with a reason (退回).
#[utoipa::path(post, path = "/api/cases/{case}/tasks/{task}/return", params(("case" = String, Path), ("task" = String, Path)), request_body = GiveBack, responses((status = 200, body = Done), (status = 409, body = Problem)))]
pub async fn give_back(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(id): CommandId,
    Path((case, task)): Path<(String, String)>,
    Json(given): Json<GiveBack>,
) -> Result<Json<Done>, Problem> {
    Ok(Json(shell.app().give_back(request(&shell, &person, id), &case, &task, &given.to, &given.reason).await?))
}

/// Saves what is filled in so far; only the person who saved it sees it.
#[utoipa::path(put, path = "/api/cases/{case}/tasks/{task}/draft", params(("case" = String, Path), ("task" = String, Path)), request_body = Answers, responses((status = 204)))]
pub async fn save_draft(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Path((case, task)): Path<(String, String)>,
    Json(given): Json<Answers>,
) -> Result<StatusCode, Problem> {
    shell.app().save_draft(&person, &case, &task, &given.answers, shell.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Answers a message that the case waits for.
#[utoipa::path(post, path = "/api/cases/{case}/events/{element}", params(("case" = String, Path), ("element" = String, Path)), request_body = Answers, responses((status = 200, body = Done), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn answer(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(id): CommandId,
    Path((case, element)): Path<(String, String)>,
    Json(given): Json<Answers>,
) -> Result<Json<Done>, Problem> {
    Ok(Json(shell.app().answer(request(&shell, &person, id), &case, &element, given.answers, given.signatures).await?))
}

/// Stores a drawn signature (PNG).
#[utoipa::path(post, path = "/api/cases/{case}/signatures", params(("case" = String, Path), SignatureQuery), request_body(content = Vec<u8>, content_type = "image/png"), responses((status = 201, body = SignatureId), (status = 415, body = Problem)))]
pub async fn sign(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(id): CommandId,
    Path(case): Path<String>,
    Query(query): Query<SignatureQuery>,
    Bytes(body): Bytes,
) -> Result<(StatusCode, Json<SignatureId>), Problem> {
    let id =
        shell.app().add_signature(request(&shell, &person, id), &case, &query.by, &query.name, body.to_vec()).await?;
    Ok((StatusCode::CREATED, Json(SignatureId { id })))
}

/// Who may sign beside the caller.
#[utoipa::path(get, path = "/api/cases/{case}/signers", params(("case" = String, Path)), responses((status = 200, body = [app::view::case::PersonOfCase])))]
pub async fn signers(
    State(shell): State<Shell>,
    Path(case): Path<String>,
) -> Result<Json<Vec<app::view::case::PersonOfCase>>, Problem> {
    Ok(Json(shell.app().signers(&case).await?))
}
