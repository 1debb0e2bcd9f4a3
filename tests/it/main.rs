//! The one integration test binary: each module is a subject.

mod borders;
mod conformance;
mod fuzz;
mod tidy;
