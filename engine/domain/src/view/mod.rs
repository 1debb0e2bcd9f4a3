//! What screens and papers need to know, without rules of their own: status, steps, papers. Pure.

pub mod paper;
mod status;

pub use status::{Status, status};
