//! What screens and papers need to know, without rules of their own: status, papers, what is missing. Pure.

mod missing;
pub mod paper;
mod status;

pub use missing::{MissingItem, missing_before};
pub use status::{Status, fine_is_decided, status};

/// Where a node is: the call activities around it and the node itself, outermost first, joined by `>`.
pub fn place(callers: &[&str], element: &str) -> String {
    let mut parts: Vec<&str> = callers.to_vec();
    parts.push(element);
    parts.join(">")
}
