//! Definitions: check a folder and publish it as a release, at run time.

use crate::guard::Caller;
use crate::problem::{Json, Problem};
use crate::shell::Shell;
use app::release::{Checked, Published};
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// All files of a definitions folder: path to content, base64.
#[derive(Deserialize, ToSchema)]
pub struct Folder {
    pub files: BTreeMap<String, String>,
    /// Why it is published, for the list of releases.
    #[serde(default)]
    pub note: String,
}

fn decoded(folder: &Folder) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    folder
        .files
        .iter()
        .map(|(name, text)| Ok((name.clone(), STANDARD.decode(text).map_err(|e| unreadable(name, &e))?)))
        .collect()
}

fn unreadable(name: &str, error: &base64::DecodeError) -> Problem {
    app::refusal::Refusal::new("request-unreadable").with("place", name).with("text", error.to_string()).into()
}

/// Every problem of the folder; nothing is stored.
#[utoipa::path(post, path = "/api/definitions/check", request_body = Folder, responses((status = 200, body = Checked)))]
pub async fn check(State(shell): State<Shell>, Json(folder): Json<Folder>) -> Result<Json<Checked>, Problem> {
    Ok(Json(shell.app().check_definitions(&decoded(&folder)?)))
}

/// Checks, builds and publishes the folder as a new release, at once for all; running cases keep theirs.
#[utoipa::path(post, path = "/api/definitions/releases", request_body = Folder, responses((status = 201, body = Published), (status = 422, body = Problem)))]
pub async fn publish(
    State(shell): State<Shell>,
    Caller(person): Caller,
    Json(folder): Json<Folder>,
) -> Result<(StatusCode, Json<Published>), Problem> {
    let files = decoded(&folder)?;
    let published = shell.app().publish(files, &person.id, &folder.note, shell.system_now()).await?;
    Ok((StatusCode::CREATED, Json(published)))
}
