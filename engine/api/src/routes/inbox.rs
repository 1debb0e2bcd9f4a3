//! Lists: inbox, cases, limits, people, causes, articles, enterprises.

use crate::guard::{Caller, CommandId};
use crate::problem::{Json, Path, Problem, Query};
use crate::shell::Shell;
use app::enterprises::NewEnterprise;
use app::view::lists::{Cases, CauseItem, EnterpriseItem, Enterprises, Inbox, LawArticle, Limits, PersonItem};
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
pub struct InboxQuery {
    /// `mine`, `team` or `done`.
    #[serde(default)]
    pub tab: String,
    /// Part of party, cause, case number or task name.
    #[serde(default)]
    pub q: String,
}

#[derive(Deserialize, IntoParams)]
pub struct ListQuery {
    #[serde(default)]
    pub q: String,
    /// `all`, `clues`, `decided` or `mine`.
    #[serde(default)]
    pub scope: String,
}

#[derive(Deserialize, IntoParams)]
pub struct PeopleQuery {
    #[serde(default)]
    pub role: String,
}

#[derive(Deserialize, IntoParams)]
pub struct OnQuery {
    /// A day, 2026-08-14; entries and articles valid on it.
    #[serde(default)]
    pub on: String,
    #[serde(default)]
    pub q: String,
}

/// The caller's duties, least time left first.
#[utoipa::path(get, path = "/api/inbox", params(InboxQuery), responses((status = 200, body = Inbox)))]
pub async fn inbox(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Query(query): Query<InboxQuery>,
) -> Result<Json<Inbox>, Problem> {
    Ok(Json(shell.app().inbox(&person, &query.tab, &query.q, shell.now()).await?))
}

/// Cases within the caller's units.
#[utoipa::path(get, path = "/api/cases", params(ListQuery), responses((status = 200, body = Cases)))]
pub async fn cases(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Query(query): Query<ListQuery>,
) -> Result<Json<Cases>, Problem> {
    Ok(Json(shell.app().cases(&person, &query.scope, &query.q, shell.now()).await?))
}

/// Running limits within the caller's units.
#[utoipa::path(get, path = "/api/limits", responses((status = 200, body = Limits)))]
pub async fn limits(State(shell): State<Shell>, Caller(person): Caller) -> Result<Json<Limits>, Problem> {
    Ok(Json(shell.app().limits(&person, shell.now()).await?))
}

/// Persons of the caller's unit, with a role or all.
#[utoipa::path(get, path = "/api/people", params(PeopleQuery), responses((status = 200, body = [PersonItem])))]
pub async fn people(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Query(query): Query<PeopleQuery>,
) -> Result<Json<Vec<PersonItem>>, Problem> {
    Ok(Json(shell.app().people(&person, &query.role).await?))
}

/// Entries of the catalogue of violations, valid on a day.
#[utoipa::path(get, path = "/api/causes", params(OnQuery), responses((status = 200, body = [CauseItem])))]
pub async fn causes(State(shell): State<Shell>, Query(query): Query<OnQuery>) -> Result<Json<Vec<CauseItem>>, Problem> {
    Ok(Json(shell.app().causes(&query.on, &query.q)?))
}

/// An article with its text.
#[utoipa::path(get, path = "/api/laws/{law}/{article}", params(("law" = String, Path), ("article" = String, Path), OnQuery), responses((status = 200, body = LawArticle), (status = 404, body = Problem)))]
pub async fn article(
    State(shell): State<Shell>,
    Path((law, article)): Path<(String, String)>,
    Query(query): Query<OnQuery>,
) -> Result<Json<LawArticle>, Problem> {
    Ok(Json(shell.app().article(&law, &article, &query.on)?))
}

/// Enterprises whose name or code contains the text.
#[utoipa::path(get, path = "/api/enterprises", params(ListQuery), responses((status = 200, body = Enterprises)))]
pub async fn enterprises(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Query(query): Query<ListQuery>,
) -> Result<Json<Enterprises>, Problem> {
    Ok(Json(shell.app().enterprises(&person, &query.q).await?))
}

/// One enterprise with its cases.
#[utoipa::path(get, path = "/api/enterprises/{id}", params(("id" = String, Path)), responses((status = 200, body = EnterpriseItem), (status = 404, body = Problem)))]
pub async fn enterprise(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Path(id): Path<String>,
) -> Result<Json<EnterpriseItem>, Problem> {
    Ok(Json(shell.app().enterprise(&person, &id).await?))
}

/// Enters an enterprise; its id is the command id.
#[utoipa::path(post, path = "/api/enterprises", request_body = NewEnterprise, responses((status = 201, body = EnterpriseItem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add_enterprise(
    State(shell): State<Shell>,
    Caller(person): Caller,
    CommandId(id): CommandId,
    Json(given): Json<NewEnterprise>,
) -> Result<(StatusCode, Json<EnterpriseItem>), Problem> {
    Ok((StatusCode::CREATED, Json(shell.app().add_enterprise(&person, &id, given, shell.now()).await?)))
}
