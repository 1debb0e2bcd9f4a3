//! Evidence, documents, the discretion sheet and the disclosure plan of a case.

use crate::guard::{Caller, CommandId};
use crate::headers;
use crate::problem::{Json, Path, Problem, Query};
use crate::routes::cases::request;
use crate::shell::Shell;
use app::evidence::{Excluded, NewEvidence};
use app::refusal::Refusal;
use app::view::evidence::{EvidenceItem, EvidenceList};
use app::view::papers::{DisclosurePlan, Documents, SheetView};
use app::view::task::Done;
use axum::body::Body;
use axum::extract::{Multipart, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
pub struct PreviewQuery {
    /// The task whose paper is previewed, with the draft saved for it.
    pub task: String,
}

/// A multipart upload: `meta` (JSON of NewEvidence) before `file`.
#[derive(ToSchema)]
pub struct EvidenceUpload {
    pub meta: NewEvidence,
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    pub file: String,
}

/// The evidence of a case, with how well each element is proven.
#[utoipa::path(get, path = "/api/cases/{case}/evidence", params(("case" = String, Path)), responses((status = 200, body = EvidenceList)))]
pub async fn evidence(State(shell): State<Shell>, Path(case): Path<String>) -> Result<Json<EvidenceList>, Problem> {
    Ok(Json(shell.app().evidence(&case).await?))
}

/// Adds a piece of evidence. Its bytes are on disk with both digests before the answer.
#[utoipa::path(post, path = "/api/cases/{case}/evidence", params(("case" = String, Path)), request_body(content = EvidenceUpload, content_type = "multipart/form-data"), responses((status = 201, body = EvidenceItem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add_evidence(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(id): CommandId,
    Path(case): Path<String>,
    mut form: Multipart,
) -> Result<(StatusCode, Json<EvidenceItem>), Problem> {
    let mut meta: Option<NewEvidence> = None;
    while let Some(mut field) = form.next_field().await? {
        match field.name() {
            Some("meta") => {
                let text = field.text().await?;
                meta = Some(serde_json::from_str(&text).map_err(|e| {
                    Problem::from(Refusal::new("request-unreadable").with("place", "meta").with("text", e.to_string()))
                })?);
            }
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_string();
                let mut upload = shell.app().begin_upload(&name).await?;
                while let Some(chunk) = field.chunk().await? {
                    upload.write(&chunk).await?;
                }
                let meta = meta.ok_or_else(|| {
                    Refusal::new("request-unreadable").with("place", "meta").with("text", "missing before file")
                })?;
                let item = shell.app().add_evidence(request(&shell, &person, id), &case, meta, upload).await?;
                return Ok((StatusCode::CREATED, Json(item)));
            }
            _ => {}
        }
    }
    Err(Refusal::new("request-unreadable").with("place", "file").with("text", "missing").into())
}

/// Excludes a piece of evidence, with the ground; it stays in the list, struck out.
#[utoipa::path(post, path = "/api/cases/{case}/evidence/{evidence}/exclude", params(("case" = String, Path), ("evidence" = String, Path)), request_body = Excluded, responses((status = 200, body = Done), (status = 409, body = Problem)))]
pub async fn exclude_evidence(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(id): CommandId,
    Path((case, evidence)): Path<(String, String)>,
    Json(given): Json<Excluded>,
) -> Result<Json<Done>, Problem> {
    Ok(Json(shell.app().exclude_evidence(request(&shell, &person, id), &case, &evidence, &given.reason).await?))
}

/// The original bytes, only as a download (images may be shown).
#[utoipa::path(get, path = "/api/cases/{case}/evidence/{evidence}/content", params(("case" = String, Path), ("evidence" = String, Path)), responses((status = 200, content_type = "application/octet-stream"), (status = 404, body = Problem)))]
pub async fn evidence_content(
    State(shell): State<Shell>,
    Path((case, evidence)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let file = shell.app().evidence_content(&case, &evidence).await?;
    let shown = matches!(file.media.as_str(), "image/jpeg" | "image/png" | "image/webp");
    let mut response = Body::from(file.bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, text(&file.media));
    if !shown {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    Ok(response)
}

/// The amount and why it is this amount.
#[utoipa::path(get, path = "/api/cases/{case}/sheet", params(("case" = String, Path)), responses((status = 200, body = SheetView)))]
pub async fn sheet(State(shell): State<Shell>, Path(case): Path<String>) -> Result<Json<SheetView>, Problem> {
    Ok(Json(shell.app().sheet(&case, shell.now()).await?))
}

/// The papers of a case.
#[utoipa::path(get, path = "/api/cases/{case}/documents", params(("case" = String, Path)), responses((status = 200, body = Documents)))]
pub async fn documents(State(shell): State<Shell>, Path(case): Path<String>) -> Result<Json<Documents>, Problem> {
    Ok(Json(shell.app().documents(&case).await?))
}

/// A paper as PDF: the sealed one, else the frozen one, else the draft as it would be now.
#[utoipa::path(get, path = "/api/cases/{case}/documents/{document}/pdf", params(("case" = String, Path), ("document" = String, Path)), responses((status = 200, content_type = "application/pdf"), (status = 404, body = Problem)))]
pub async fn pdf(
    State(shell): State<Shell>,
    Path((case, document)): Path<(String, String)>,
) -> Result<Response, Problem> {
    Ok(paper(shell.app().document_pdf(&case, &document, shell.now()).await?))
}

/// The paper that a task makes, as it would be with the saved draft.
#[utoipa::path(get, path = "/api/cases/{case}/preview", params(("case" = String, Path), PreviewQuery), responses((status = 200, content_type = "application/pdf"), (status = 422, body = Problem)))]
pub async fn preview(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Path(case): Path<String>,
    Query(query): Query<PreviewQuery>,
) -> Result<Response, Problem> {
    Ok(paper(shell.app().preview(&person, &case, &query.task, shell.now()).await?))
}

/// What the public will see, field by field.
#[utoipa::path(get, path = "/api/cases/{case}/disclosure", params(("case" = String, Path)), responses((status = 200, body = DisclosurePlan)))]
pub async fn disclosure(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Path(case): Path<String>,
) -> Result<Json<DisclosurePlan>, Problem> {
    Ok(Json(shell.app().disclosure_plan(&person, &case, shell.now()).await?))
}

/// A PDF that our own pages may frame.
pub fn paper(bytes: Vec<u8>) -> Response {
    let mut response = Body::from(bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_SECURITY_POLICY, headers::policy(None, true));
    response
}

fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"))
}
