//! Errors as application/problem+json (RFC 9457) with stable codes; the sentences are in `messages.zh.json`.

use crate::{BODY_MAX, UPLOAD_MAX};
use app::messages;
use app::refusal::{Failure, FieldError, Refusal};
use axum::extract::multipart::MultipartError;
use axum::extract::rejection::{BytesRejection, JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use std::sync::atomic::{AtomicU64, Ordering};

/// Faults since the start; the number of the next one.
static FAULTS: AtomicU64 = AtomicU64::new(1);

/// A problem document. `code` is stable; `detail` is what the user reads.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// `/problems/` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub code: String,
    pub detail: String,
    /// Number of a fault of ours, as it stands in the log of this server since its start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<String>,
    /// The gate that refused, with its basis.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<RefusingGate>)]
    pub gate: Option<Value>,
    /// Everything that is missing, all gates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Option<Vec<std::collections::BTreeMap<String, Value>>>)]
    pub missing: Vec<Value>,
    /// Fields to correct.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Option<Vec<FieldError>>)]
    pub errors: Vec<FieldError>,
}

/// The gate of a refusal.
#[derive(Debug, Clone, utoipa::ToSchema)]
pub struct RefusingGate {
    pub id: String,
    pub basis: Vec<app::view::Basis>,
    /// How far its source was verified.
    pub mark: Option<String>,
}

impl Problem {
    /// A problem without parameters.
    pub fn of(code: &str) -> Self {
        Problem::from(Refusal::new(code))
    }

    /// A fault of ours: logged here, once; the user gets a trace number.
    pub fn fault(error: impl std::fmt::Display) -> Self {
        let trace = FAULTS.fetch_add(1, Ordering::Relaxed).to_string();
        tracing::error!(%error, trace, "fault");
        Problem { trace: Some(trace), ..Problem::of("server-fault") }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let message = messages::of(&refusal.code);
        let detail = messages::sentence(&refusal);
        Problem {
            kind: format!("/problems/{}", refusal.code),
            title: message.map_or_else(|| "未能办理".to_string(), |m| m.title.clone()),
            status: message.map_or(409, |m| m.status),
            code: refusal.code,
            detail,
            trace: None,
            gate: refusal.gate,
            missing: refusal.missing,
            errors: refusal.errors,
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Fault(error) => Problem::fault(error),
        }
    }
}

/// A body, path or query that cannot be read names the place.
fn unreadable(place: &str, text: String) -> Problem {
    Refusal::new("request-unreadable").with("place", place).with("text", text).into()
}

/// A body that is larger than the route takes, or cannot be read.
fn body(place: &str, status: StatusCode, text: String, max: usize) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Refusal::new("request-too-large").with("limit", format!("{} MB", max >> 20)).into()
        }
        _ => unreadable(place, text),
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        body("body", rejection.status(), rejection.body_text(), BODY_MAX)
    }
}

impl From<MultipartError> for Problem {
    fn from(error: MultipartError) -> Self {
        body("multipart", error.status(), error.body_text(), UPLOAD_MAX)
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        body("body", rejection.status(), rejection.body_text(), BODY_MAX)
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        unreadable("path", rejection.body_text())
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        unreadable("query", rejection.body_text())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

/// JSON in, JSON out, with problems for what cannot be read.
#[derive(axum::extract::FromRequest)]
#[from_request(via(axum::Json), rejection(Problem))]
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// A body as it came, with a problem for one that is too large or breaks off.
pub struct Bytes(pub axum::body::Bytes);

impl<S: Send + Sync> FromRequest<S> for Bytes {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Ok(Bytes(axum::body::Bytes::from_request(request, state).await?))
    }
}

/// Path parameters, with a problem for what cannot be read.
#[derive(axum::extract::FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub struct Path<T>(pub T);

/// Query parameters, with a problem for what cannot be read.
#[derive(axum::extract::FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
pub struct Query<T>(pub T);
