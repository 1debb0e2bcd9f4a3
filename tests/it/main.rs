//! The one integration test binary: each module is a subject.

mod allocation;
mod borders;
mod claims;
mod conformance;
mod every_element;
mod fuzz;
mod hostile;
mod http;
mod tidy;
