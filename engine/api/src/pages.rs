//! The embedded pages of desk and phone, their files, and reports of the content-security policy.

use crate::headers;
use crate::problem::{Bytes, Json, Problem};
use crate::shell::Shell;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::OnceLock;

/// This API as OpenAPI 3.1.
#[utoipa::path(get, path = "/api/openapi.json", responses((status = 200, content_type = "application/json")))]
pub async fn openapi(State(shell): State<Shell>) -> Json<&'static serde_json::Value> {
    // The same for every caller, and anybody may ask: made once.
    static DOCUMENT: OnceLock<serde_json::Value> = OnceLock::new();
    Json(DOCUMENT.get_or_init(|| crate::openapi(&shell)))
}

/// Everything that is no route of its own: files of the pages, else the desk or phone page itself (the pages know their
/// own addresses).
pub async fn page(State(shell): State<Shell>, headers: HeaderMap, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") || path.starts_with("agency/") {
        return Problem::of("not-found").into_response();
    }
    if let Some(asset) = admin_ui::asset(path) {
        return file(&headers, asset);
    }
    if path.rsplit('/').next().is_some_and(|last| last.contains('.')) {
        return StatusCode::NOT_FOUND.into_response();
    }
    if path == "phone" || path.starts_with("phone/") {
        return html(admin_ui::phone_html(), None);
    }
    let nonce = STANDARD.encode(&shell.random()[..18]);
    html(admin_ui::desk_html(&nonce), Some(&nonce))
}

fn html(text: String, nonce: Option<&str>) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, headers::policy(nonce, false));
    response
}

fn file(request: &HeaderMap, asset: admin_ui::Asset) -> Response {
    let accepts = request.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let (bytes, encoding) = match (asset.brotli, asset.gzip) {
        (Some(br), _) if accepts.contains("br") => (br, Some("br")),
        (_, Some(gz)) if accepts.contains("gzip") => (gz, Some("gzip")),
        _ => (asset.bytes, None),
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(asset.content_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let cache = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// A report of the content-security policy: logged, so that a browser test can fail on it.
#[utoipa::path(post, path = "/api/csp-report", request_body(content = String, content_type = "application/csp-report"), responses((status = 204)))]
pub async fn csp_report(Bytes(body): Bytes) -> StatusCode {
    let text: String = String::from_utf8_lossy(&body).chars().take(2000).collect();
    tracing::warn!(report = text, "content-security policy");
    StatusCode::NO_CONTENT
}
