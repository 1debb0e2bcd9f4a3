//! The HTTP face: routes, views, problems, OpenAPI and the public portal. Holds no rules and no SQL.

mod body;
pub mod guard;
pub mod headers;
mod openapi;
mod pages;
pub mod portal;
pub mod problem;
pub mod routes;
pub mod shell;

use app::authorize::{Permission, Scope};
use axum::Router;
use axum::middleware::from_fn;
use routes::{Routes, Row, accounts, agency, cases, definitions, demo, inbox, operations, papers, session};
use shell::Shell;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

pub use openapi::openapi;

/// The largest upload, bytes (2 GiB); everything else is limited to [`BODY_MAX`].
pub const UPLOAD_MAX: usize = 2 << 30;
/// The largest body of any other request, bytes.
pub const BODY_MAX: usize = 8 << 20;

/// The whole HTTP service.
pub fn router(shell: Shell) -> Router {
    let (router, _, _) = build(&shell);
    router
        .fallback(pages::page)
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(|_| {
            axum::response::IntoResponse::into_response(problem::Problem::fault("panic in a handler"))
        }))
        .layer(from_fn(headers::add))
        .layer(from_fn(body::read_out))
        .with_state(shell)
}

/// Every operation with its permission and scope.
pub fn matrix(shell: &Shell) -> Vec<Row> {
    build(shell).2
}

pub(crate) fn build(shell: &Shell) -> (Router<Shell>, utoipa::openapi::OpenApi, Vec<Row>) {
    let routes = Routes::new(shell.clone());
    let (router, document, rows) = case_routes(open_routes(admin_routes(list_routes(routes)))).finish();
    (router.layer(axum::extract::DefaultBodyLimit::max(BODY_MAX)), document, rows)
}

fn list_routes(routes: Routes) -> Routes {
    use Permission::{ReadEnterprise, RegisterClue, SignedIn, WriteEnterprise};
    routes
        .add(Permission::OwnAccount, Scope::None, routes!(session::me))
        .add(Permission::OwnAccount, Scope::None, routes!(session::change_password))
        .add(SignedIn, Scope::None, routes!(inbox::inbox))
        .add(Permission::ReadCase, Scope::None, routes!(inbox::cases))
        .add(Permission::ReadCase, Scope::None, routes!(inbox::limits))
        .add(SignedIn, Scope::None, routes!(inbox::people))
        .add(SignedIn, Scope::None, routes!(inbox::causes))
        .add(SignedIn, Scope::None, routes!(inbox::article))
        .add(ReadEnterprise, Scope::None, routes!(inbox::enterprises))
        .add(WriteEnterprise, Scope::None, routes!(inbox::add_enterprise))
        .add(ReadEnterprise, Scope::None, routes!(inbox::enterprise))
        .add(RegisterClue, Scope::None, routes!(cases::clue_form))
        .add(RegisterClue, Scope::None, routes!(cases::register_clue))
        .add(Permission::PublishDefinitions, Scope::None, routes!(definitions::check))
        .add(Permission::PublishDefinitions, Scope::None, routes!(definitions::publish))
}

fn admin_routes(routes: Routes) -> Routes {
    use Permission::{ManageAccounts, Operate};
    let (person, case) = (Scope::Person("person"), Scope::Case("case"));
    routes
        .add(Operate, Scope::None, routes!(operations::show))
        .add(Operate, case, routes!(operations::retry))
        .add(Operate, case, routes!(operations::resolve))
        .add(ManageAccounts, Scope::None, routes!(accounts::staff))
        .add(ManageAccounts, Scope::None, routes!(accounts::trail))
        .add(ManageAccounts, person, routes!(accounts::give))
        .add(ManageAccounts, person, routes!(accounts::reset))
        .add(ManageAccounts, person, routes!(accounts::disable))
        .add(ManageAccounts, person, routes!(accounts::enable))
        .add(ManageAccounts, person, routes!(accounts::unlock))
}

fn open_routes(routes: Routes) -> Routes {
    use Permission::{Agency, Public, SignedIn};
    routes
        .add(Public, Scope::None, routes!(session::sign_in, session::sign_out))
        .add(Public, Scope::None, routes!(demo::show))
        .add(Public, Scope::None, routes!(demo::become_person))
        .add(Public, Scope::None, routes!(demo::move_clock))
        .add(SignedIn, Scope::None, routes!(demo::pay))
        .add(Public, Scope::None, routes!(pages::csp_report))
        .add(Public, Scope::None, routes!(pages::openapi))
        .add(Public, Scope::None, routes!(portal::list))
        .add(Public, Scope::None, routes!(portal::decision))
        .add(Public, Scope::None, routes!(portal::decision_pdf))
        .add(Public, Scope::None, routes!(portal::code_form))
        .add(Public, Scope::None, routes!(portal::code))
        .add(Public, Scope::None, routes!(portal::css))
        .add(Agency, Scope::None, routes!(agency::payment))
        .add(Agency, Scope::None, routes!(portal::receive))
}

fn case_routes(routes: Routes) -> Routes {
    use Permission::{ReadCase, ReadDisclosure, WorkOnCase, WriteEvidence};
    let case = Scope::Case("case");
    routes
        .add(ReadCase, case, routes!(cases::show))
        .add(ReadCase, case, routes!(cases::limits))
        .add(ReadCase, case, routes!(cases::timeline))
        .add(ReadCase, case, routes!(cases::diagram))
        .add(ReadCase, case, routes!(cases::signers))
        .add(WorkOnCase, case, routes!(cases::sign))
        .add(WorkOnCase, case, routes!(cases::task))
        .add(WorkOnCase, case, routes!(cases::claim))
        .add(WorkOnCase, case, routes!(cases::release))
        .add(WorkOnCase, case, routes!(cases::complete))
        .add(WorkOnCase, case, routes!(cases::give_back))
        .add(WorkOnCase, case, routes!(cases::save_draft))
        .add(WorkOnCase, case, routes!(cases::event, cases::answer))
        .add(ReadCase, case, routes!(papers::sheet))
        .add(ReadCase, case, routes!(papers::documents))
        .add(ReadCase, case, routes!(papers::pdf))
        .add(WorkOnCase, case, routes!(papers::preview))
        .add(ReadDisclosure, case, routes!(papers::disclosure))
        .add(ReadCase, case, routes!(papers::evidence))
        .add(WriteEvidence, case, uploads(routes!(papers::add_evidence)))
        .add(WriteEvidence, case, routes!(papers::exclude_evidence))
        .add(ReadCase, case, routes!(papers::evidence_content))
}

/// Lets a route take large bodies; they stream to disk and never lie in memory as a whole.
fn uploads((schemas, paths, methods): UtoipaMethodRouter<Shell>) -> UtoipaMethodRouter<Shell> {
    (schemas, paths, methods.layer(axum::extract::DefaultBodyLimit::max(UPLOAD_MAX)))
}
