//! Signing in and out, and who is signed in.

use crate::guard::{self, COOKIE, Caller};
use crate::problem::{Json, Problem};
use crate::shell::Shell;
use app::view::person::Me;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use utoipa::ToSchema;

/// Login name and password.
#[derive(Deserialize, ToSchema)]
pub struct SignIn {
    pub login: String,
    pub password: String,
}

/// Who is signed in, with the counts of the inbox.
#[utoipa::path(get, path = "/api/me", responses((status = 200, body = Me), (status = 401, body = Problem)))]
pub async fn me(State(shell): State<Shell>, Caller(person): Caller) -> Result<Json<Me>, Problem> {
    Ok(Json(shell.app().me(&person, shell.now()).await?))
}

/// Signs in by login name and password; five wrong ones in a row lock the login for 15 minutes.
#[utoipa::path(post, path = "/api/session", request_body = SignIn, responses((status = 204), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn sign_in(State(shell): State<Shell>, Json(given): Json<SignIn>) -> Result<Response, Problem> {
    let token = URL_SAFE_NO_PAD.encode(shell.random());
    shell.app().sign_in(&given.login, &given.password, &token, shell.system_now()).await?;
    Ok(with_cookie(&shell, &token, false))
}

/// Old and new password.
#[derive(Deserialize, ToSchema)]
pub struct PasswordChange {
    pub old: String,
    pub new: String,
}

/// Changes the caller's own password; their other sessions end.
#[utoipa::path(put, path = "/api/me/password", request_body = PasswordChange, responses((status = 204), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn change_password(
    State(shell): State<Shell>,
    Caller(person): Caller,
    headers: HeaderMap,
    Json(given): Json<PasswordChange>,
) -> Result<StatusCode, Problem> {
    let token = guard::session_token(&headers).unwrap_or_default();
    shell.app().change_own_password(&person, &given.old, &given.new, &token, shell.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs out.
#[utoipa::path(delete, path = "/api/session", responses((status = 204)))]
pub async fn sign_out(State(shell): State<Shell>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = guard::session_token(&headers) {
        shell.app().sign_out(&token).await?;
    }
    Ok(with_cookie(&shell, "", true))
}

/// An empty answer that sets (or removes) the session cookie.
pub fn with_cookie(shell: &Shell, token: &str, remove: bool) -> Response {
    let secure = if shell.secure_cookies() { "; Secure" } else { "" };
    let age = if remove { "; Max-Age=0" } else { "" };
    let text = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
