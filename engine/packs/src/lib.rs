//! A map of names to bytes becomes a release and its problems. Knows no file paths.
//!
//! [`load`] does everything: parses manifests, BPMN, forms, layouts, scenarios and content tables, compiles them into a
//! [`Release`], and reports every [`Problem`] with code, file, line, column, element and hint. Pure: no clock, no files.

pub mod agency;
pub mod check;
pub mod form;
pub mod kinds;
mod load;
pub mod manifest;
mod node;
pub mod problem;
mod release;
pub mod scenario;
mod schema;
pub mod tree;
mod words;

pub use form::{FieldProblem, Form};
pub use load::{Content, load, refused};
pub use manifest::Manifest;
pub use problem::{Place, Problem, Severity};
pub use release::{Release, digest};
pub use scenario::{Scenario, Step, Verb};
