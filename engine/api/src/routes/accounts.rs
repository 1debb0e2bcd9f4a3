//! Accounts of persons: given, reset, disabled, enabled, unlocked by an administrator; and what was done to them.

use crate::guard::Caller;
use crate::problem::{Json, Path, Problem};
use crate::shell::Shell;
use app::accounts::AccountAct;
use app::people::Person;
use app::view::account::{AccountTrailView, InitialPassword, Staff};
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

/// The login of a new account.
#[derive(Deserialize, ToSchema)]
pub struct NewAccount {
    pub login: String,
}

/// Persons of the caller's units with their accounts.
#[utoipa::path(get, path = "/api/staff", responses((status = 200, body = Staff)))]
pub async fn staff(State(shell): State<Shell>, Caller(person): Caller) -> Result<Json<Staff>, Problem> {
    Ok(Json(shell.app().staff(&person.region, &person.id, shell.now()).await?))
}

/// What was done to accounts of the caller's units, the newest first.
#[utoipa::path(get, path = "/api/staff/trail", responses((status = 200, body = AccountTrailView)))]
pub async fn trail(State(shell): State<Shell>, Caller(person): Caller) -> Result<Json<AccountTrailView>, Problem> {
    Ok(Json(shell.app().account_trail(&person.region).await?))
}

/// Gives a person a login; the answer is the only place where the initial password stands.
#[utoipa::path(post, path = "/api/staff/{person}/account", params(("person" = String, Path)), request_body = NewAccount, responses((status = 201, body = InitialPassword), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn give(
    State(shell): State<Shell>,
    Caller(by): Caller,
    Path(person): Path<String>,
    Json(given): Json<NewAccount>,
) -> Result<(StatusCode, Json<InitialPassword>), Problem> {
    let made = shell.app().give_account(&by, &person, &given.login, shell.now()).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Replaces the password by an initial one; sessions end at once.
#[utoipa::path(post, path = "/api/staff/{person}/account/reset", params(("person" = String, Path)), responses((status = 200, body = InitialPassword), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn reset(
    State(shell): State<Shell>,
    Caller(by): Caller,
    Path(person): Path<String>,
) -> Result<Json<InitialPassword>, Problem> {
    Ok(Json(shell.app().reset_password(&by, &person, shell.now()).await?))
}

async fn act(shell: &Shell, by: &Person, person: &str, act: AccountAct) -> Result<StatusCode, Problem> {
    shell.app().act_on_account(by, person, act, shell.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// No sign-in from now on; sessions end at once, everywhere.
#[utoipa::path(post, path = "/api/staff/{person}/account/disable", params(("person" = String, Path)), responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn disable(
    State(shell): State<Shell>,
    Caller(by): Caller,
    Path(person): Path<String>,
) -> Result<StatusCode, Problem> {
    act(&shell, &by, &person, AccountAct::Disable).await
}

/// Lets a disabled login in again.
#[utoipa::path(post, path = "/api/staff/{person}/account/enable", params(("person" = String, Path)), responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn enable(
    State(shell): State<Shell>,
    Caller(by): Caller,
    Path(person): Path<String>,
) -> Result<StatusCode, Problem> {
    act(&shell, &by, &person, AccountAct::Enable).await
}

/// Forgets wrong passwords, before the 15 minutes are over.
#[utoipa::path(post, path = "/api/staff/{person}/account/unlock", params(("person" = String, Path)), responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn unlock(
    State(shell): State<Shell>,
    Caller(by): Caller,
    Path(person): Path<String>,
) -> Result<StatusCode, Problem> {
    act(&shell, &by, &person, AccountAct::Unlock).await
}
