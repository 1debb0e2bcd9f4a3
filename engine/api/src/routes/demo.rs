//! The demonstration menu: persons, clock, bank. Answers 404 in any other database.

use crate::guard::Caller;
use crate::problem::{Json, Problem};
use crate::routes::session::with_cookie;
use crate::shell::Shell;
use app::view::person::Demo;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use utoipa::ToSchema;

/// Whom to be.
#[derive(Deserialize, ToSchema)]
pub struct Become {
    pub person: String,
}

/// Where to move the clock: `next-limit`, `next-working-day`, or an instant with its offset. Forwards only.
#[derive(Deserialize, ToSchema)]
pub struct MoveClock {
    pub to: String,
}

/// Which case the bank simulator pays.
#[derive(Deserialize, ToSchema)]
pub struct PayCase {
    pub case: String,
}

/// Persons with their roles, the clock, who acts next.
#[utoipa::path(get, path = "/api/demo", responses((status = 200, body = Demo), (status = 404, body = Problem)))]
pub async fn show(State(shell): State<Shell>) -> Result<Json<Demo>, Problem> {
    Ok(Json(shell.app().demo(shell.now()).await?))
}

/// Signs in as one of the fictitious persons.
#[utoipa::path(post, path = "/api/demo/session", request_body = Become, responses((status = 204), (status = 404, body = Problem)))]
pub async fn become_person(State(shell): State<Shell>, Json(given): Json<Become>) -> Result<Response, Problem> {
    let token = URL_SAFE_NO_PAD.encode(shell.random());
    shell.app().demo_sign_in(&given.person, &token, shell.system_now()).await?;
    Ok(with_cookie(&shell, &token, false))
}

/// Moves the clock forwards.
#[utoipa::path(post, path = "/api/demo/clock", request_body = MoveClock, responses((status = 200, body = Demo), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn move_clock(State(shell): State<Shell>, Json(given): Json<MoveClock>) -> Result<Json<Demo>, Problem> {
    shell.app().demo_move_clock(&given.to, shell.system_now()).await?;
    Ok(Json(shell.app().demo(shell.now()).await?))
}

/// The bank simulator reports the payment of a case through the agency's signed route.
#[utoipa::path(post, path = "/api/demo/payment", request_body = PayCase, responses((status = 202), (status = 404, body = Problem)))]
pub async fn pay(
    State(shell): State<Shell>,
    Caller(_): Caller,
    Json(given): Json<PayCase>,
) -> Result<StatusCode, Problem> {
    let payment = shell.app().demo_payment(&given.case, shell.now()).await?;
    crate::routes::agency::report_payment(&shell, &payment).await?;
    Ok(StatusCode::ACCEPTED)
}
