//! The only way to add a route: with a permission and a scope.
//!
//! ```no_run
//! use api::routes::Routes;
//! use app::authorize::{Permission, Scope};
//! #[utoipa::path(get, path = "/api/open")]
//! async fn open() {}
//! fn add(routes: Routes) -> Routes {
//!     routes.add(Permission::SignedIn, Scope::None, utoipa_axum::routes!(open))
//! }
//! ```
//!
//! The same without permission and scope does not compile (E0061), and nothing else is wrong with it:
//!
//! ```compile_fail,E0061
//! use api::routes::Routes;
//! use app::authorize::{Permission, Scope};
//! #[utoipa::path(get, path = "/api/open")]
//! async fn open() {}
//! fn add(routes: Routes) -> Routes {
//!     routes.add(utoipa_axum::routes!(open))
//! }
//! ```

pub mod accounts;
pub mod agency;
pub mod cases;
pub mod definitions;
pub mod demo;
pub mod inbox;
pub mod operations;
pub mod papers;
pub mod session;

use crate::guard::{self, Door};
use crate::shell::Shell;
use app::authorize::{Permission, Scope};
use axum::middleware::from_fn_with_state;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

/// One operation with the right it asks for: a row of the route × role × unit matrix.
#[derive(Debug, Clone)]
pub struct Row {
    pub method: String,
    pub path: String,
    pub permission: Permission,
    pub scope: Scope,
}

/// Routes under construction: the router, the OpenAPI document and the matrix grow together.
pub struct Routes {
    shell: Shell,
    router: OpenApiRouter<Shell>,
    rows: Vec<Row>,
}

impl Routes {
    pub fn new(shell: Shell) -> Self {
        Routes { shell, router: OpenApiRouter::new(), rows: Vec::new() }
    }

    /// Adds the operations of one path behind one door.
    #[must_use]
    pub fn add(mut self, permission: Permission, scope: Scope, routes: UtoipaMethodRouter<Shell>) -> Self {
        let (schemas, paths, methods) = routes;
        for (path, item) in &paths.paths {
            for (method, present) in [
                ("GET", item.get.is_some()),
                ("POST", item.post.is_some()),
                ("PUT", item.put.is_some()),
                ("DELETE", item.delete.is_some()),
            ] {
                if present {
                    self.rows.push(Row { method: method.into(), path: path.clone(), permission, scope });
                }
            }
        }
        let door = Door { shell: self.shell.clone(), permission, scope };
        let guarded = methods.layer(from_fn_with_state(door, guard::pass));
        self.router = self.router.routes((schemas, paths, guarded));
        self
    }

    /// The router, the OpenAPI document and the matrix.
    pub fn finish(self) -> (axum::Router<Shell>, utoipa::openapi::OpenApi, Vec<Row>) {
        let (router, document) = self.router.split_for_parts();
        (router, document, self.rows)
    }
}
