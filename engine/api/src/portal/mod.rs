//! The public portal: server-rendered, without JavaScript, over tables of its own. It never sees a case; what it shows is
//! what arrived at its signed route.

pub mod page;
pub mod pages;

use crate::headers;
use crate::problem::{Bytes, Json, Path, Problem, Query};
use crate::routes::agency;
use crate::routes::papers::paper;
use crate::shell::Shell;
use app::keys::Purpose;
use app::portal::{Delivered, Incoming};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use page::Frame;
use serde::Deserialize;

#[derive(Deserialize, Default)]
pub struct PageQuery {
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub code: String,
    /// `1`: large print, `0`: standard; remembered in a first-party cookie.
    #[serde(default)]
    pub big: String,
}

const CSS: &str = include_str!("portal.css");

fn frame(shell: &Shell, headers: &HeaderMap, query: &PageQuery, path: String) -> Frame {
    let cookie = headers.get(header::COOKIE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let elder = match query.big.as_str() {
        "1" => true,
        "0" => false,
        _ => cookie.split(';').any(|c| c.trim() == "elder=1"),
    };
    Frame { agency: shell.app().portal_agency(), demo_clock: shell.app().demo_clock_text(shell.now()), elder, path }
}

fn answer(markup: maud::Markup, query: &PageQuery, status: StatusCode) -> Response {
    let mut response = (status, Html(markup.into_string())).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, headers::policy(None, false));
    if matches!(query.big.as_str(), "0" | "1") {
        let cookie = format!("elder={}; Path=/; SameSite=Lax; Max-Age=31536000", query.big);
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.insert(header::SET_COOKIE, value);
        }
    }
    response
}

/// The list of decisions.
#[utoipa::path(get, path = "/public/", responses((status = 200, content_type = "text/html")))]
pub async fn list(
    State(shell): State<Shell>,
    headers: HeaderMap,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    let found = shell.app().publications(query.q.trim()).await?;
    let frame = frame(&shell, &headers, &query, "/public/".into());
    Ok(answer(pages::list(&frame, query.q.trim(), &found), &query, StatusCode::OK))
}

/// One decision.
#[utoipa::path(get, path = "/public/decisions/{id}", params(("id" = String, Path)), responses((status = 200, content_type = "text/html"), (status = 404, body = Problem)))]
pub async fn decision(
    State(shell): State<Shell>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    let item = shell.app().publication(&id).await?;
    let frame = frame(&shell, &headers, &query, format!("/public/decisions/{id}"));
    Ok(answer(pages::decision(&frame, &item), &query, StatusCode::OK))
}

/// The redacted paper.
#[utoipa::path(get, path = "/public/decisions/{id}/pdf", params(("id" = String, Path)), responses((status = 200, content_type = "application/pdf"), (status = 404, body = Problem)))]
pub async fn decision_pdf(State(shell): State<Shell>, Path(id): Path<String>) -> Result<Response, Problem> {
    Ok(paper(shell.app().publication_pdf(&id).await?))
}

/// Lookup by a typed code.
#[utoipa::path(get, path = "/c/", responses((status = 200, content_type = "text/html")))]
pub async fn code_form(
    State(shell): State<Shell>,
    headers: HeaderMap,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    look_up(&shell, &headers, &query, &query.code).await
}

/// Lookup by the address printed in the QR code.
#[utoipa::path(get, path = "/c/{code}", params(("code" = String, Path)), responses((status = 200, content_type = "text/html")))]
pub async fn code(
    State(shell): State<Shell>,
    headers: HeaderMap,
    Path(code): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    look_up(&shell, &headers, &query, &code).await
}

async fn look_up(shell: &Shell, headers: &HeaderMap, query: &PageQuery, typed: &str) -> Result<Response, Problem> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).take(60).collect();
    let found = if digits.is_empty() { None } else { Some(shell.app().look_up_code(&digits).await?) };
    let frame = frame(shell, headers, query, format!("/c/{digits}"));
    Ok(answer(pages::code(&frame, &digits, found.as_ref(), &shell.app().portal_phone()), query, StatusCode::OK))
}

/// Styles.
#[utoipa::path(get, path = "/public/portal.css", responses((status = 200, content_type = "text/css")))]
pub async fn css() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")],
        [admin_ui::BASE_CSS, CSS].concat(),
    )
}

/// A publication, correction or withdrawal from the disclosure connector, signed. The only way into the portal.
#[utoipa::path(post, path = "/portal/v1/publications", request_body = Incoming, responses((status = 202, body = Delivered), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn receive(State(shell): State<Shell>, headers: HeaderMap, Bytes(body): Bytes) -> Result<Response, Problem> {
    let signed = agency::verify(&shell, Purpose::Publications, &headers, &body)?;
    let delivered = shell.app().receive_publication(&signed.sender, &signed.id, &body, shell.now()).await?;
    Ok((StatusCode::ACCEPTED, Json(delivered)).into_response())
}
