//! Stuck cases and jobs: seen and repaired by an operator of the unit or of one above it.

use crate::guard::{Caller, CommandId};
use crate::problem::{Json, Path, Problem};
use crate::routes::cases::request;
use crate::shell::Shell;
use app::incidents::Repair;
use app::view::operations::Operations;
use app::view::task::Done;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

/// Why the operator steps in; stands in the journal of the case.
#[derive(Deserialize, ToSchema)]
pub struct Reason {
    pub reason: String,
}

/// Cases that stand still and jobs that wait or gave up, within the caller's units.
#[utoipa::path(get, path = "/api/operations", responses((status = 200, body = Operations)))]
pub async fn show(State(shell): State<Shell>, Caller(person): Caller) -> Result<Json<Operations>, Problem> {
    Ok(Json(shell.app().operations(&person, shell.now()).await?))
}

/// Tries the stuck step again; a job that gave up gets one more attempt at once.
#[utoipa::path(post, path = "/api/cases/{case}/incidents/{incident}/retry", params(("case" = String, Path), ("incident" = String, Path)), request_body = Reason, responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn retry(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(command): CommandId,
    Path((case, incident)): Path<(String, String)>,
    Json(given): Json<Reason>,
) -> Result<Json<Done>, Problem> {
    let done = shell.app().repair(request(&shell, &person, command), &case, &incident, Repair::Retry, &given.reason);
    Ok(Json(done.await?))
}

/// Takes the stuck step as settled outside the system: nothing is tried again, the case goes on behind it.
#[utoipa::path(post, path = "/api/cases/{case}/incidents/{incident}/resolve", params(("case" = String, Path), ("incident" = String, Path)), request_body = Reason, responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn resolve(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(command): CommandId,
    Path((case, incident)): Path<(String, String)>,
    Json(given): Json<Reason>,
) -> Result<Json<Done>, Problem> {
    let done = shell.app().repair(request(&shell, &person, command), &case, &incident, Repair::Resolve, &given.reason);
    Ok(Json(done.await?))
}
