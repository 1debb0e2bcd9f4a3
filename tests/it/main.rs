//! The one integration test binary: each module is a subject.

mod borders;
mod conformance;
mod every_element;
mod fuzz;
mod http;
mod tidy;
