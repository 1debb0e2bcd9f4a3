//! The door before every handler: who is it, may they use this door, and does the object lie within their units.

use crate::problem::Problem;
use crate::shell::Shell;
use app::authorize::{self, Permission, Scope};
use app::people::Person;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What a door asks for.
#[derive(Clone)]
pub struct Door {
    pub shell: Shell,
    pub permission: Permission,
    pub scope: Scope,
}

/// Name of the session cookie.
pub const COOKIE: &str = "xiezhi_session";

/// Lets a request pass or answers 401, 403 or 404. An object outside the caller's units is answered like one that does
/// not exist, so that its existence is not told.
pub async fn pass(State(door): State<Door>, params: RawPathParams, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match admit(&door, &params, &parts).await {
        Ok(person) => {
            if let Some(person) = person {
                parts.extensions.insert(Caller(person));
            }
            next.run(Request::from_parts(parts, body)).await
        }
        Err(problem) => problem.into_response(),
    }
}

async fn admit(door: &Door, params: &RawPathParams, request: &Parts) -> Result<Option<Person>, Problem> {
    if request.method != Method::GET && matches!(door.permission, Permission::Agency) {
        return Ok(None); // The handler checks the signature over the body.
    }
    check_origin(&request.method, &request.headers)?;
    let person = signed_in(&door.shell, &request.headers).await?;
    if door.permission == Permission::Public {
        return Ok(person);
    }
    let person = person.ok_or_else(|| Problem::of("not-signed-in"))?;
    if person.must_change && door.permission != Permission::OwnAccount {
        return Err(Problem::of("password-must-change"));
    }
    if !authorize::allows(person.roles.iter().map(String::as_str), door.permission) {
        return Err(Problem::of("permission-missing"));
    }
    in_reach(door, params, &person).await?;
    Ok(Some(person))
}

/// Whether the object that the path names lies within the units of the caller.
async fn in_reach(door: &Door, params: &RawPathParams, person: &Person) -> Result<(), Problem> {
    let id = |name: &str| {
        let found = params.iter().find(|(n, _)| *n == name).map(|(_, v)| v.to_string());
        found.ok_or_else(|| Problem::fault(format!("route has no parameter {name}")))
    };
    let app = door.shell.app();
    let (region, missing) = match door.scope {
        Scope::None => return Ok(()),
        Scope::Case(name) => (app.region_of_case(&id(name)?).await?, "case-not-found"),
        Scope::Person(name) => (app.region_of_person(&id(name)?).await?, "person-not-found"),
    };
    match region {
        Some(region) if authorize::within(&person.region, &region) => Ok(()),
        _ => Err(Problem::of(missing)),
    }
}

/// Writes come from our own pages only: a browser tells where a request came from; without a word from the browser
/// (a program with a cookie of its own) there is nobody to be misled.
fn check_origin(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    if matches!(*method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site")
        && !matches!(site, "same-origin" | "none")
    {
        return Err(Problem::of("origin-refused"));
    }
    if let Some(origin) = text("origin") {
        let host = text("host").unwrap_or_default();
        let own = origin.split_once("://").is_some_and(|(_, rest)| rest == host);
        if !own {
            return Err(Problem::of("origin-refused"));
        }
    }
    Ok(())
}

async fn signed_in(shell: &Shell, headers: &HeaderMap) -> Result<Option<Person>, Problem> {
    let Some(token) = session_token(headers) else { return Ok(None) };
    Ok(shell.app().person_of_session(&token, shell.system_now()).await?)
}

/// The session token of a request, if it carries one.
pub fn session_token(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value.to_string())
}

/// The signed-in person: a handler that asks for it can only stand behind a door that lets nobody else in.
#[derive(Debug, Clone)]
pub struct Caller(pub Person);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Caller>().cloned().ok_or_else(|| Problem::of("not-signed-in"))
    }
}

/// The id that the client gave its command: a UUID, so that a repeat is recognised.
#[derive(Debug, Clone)]
pub struct CommandId(pub String);

impl<S: Send + Sync> FromRequestParts<S> for CommandId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let given = parts.headers.get("command-id").and_then(|v| v.to_str().ok()).unwrap_or_default();
        let plain = given.len() == 36
            && given.char_indices().all(|(i, c)| match i {
                8 | 13 | 18 | 23 => c == '-',
                _ => c.is_ascii_hexdigit(),
            });
        if plain { Ok(CommandId(given.to_ascii_lowercase())) } else { Err(Problem::of("command-id-missing")) }
    }
}
