//! Use cases: authorize, load, decide, commit, view. Knows no SQL and no HTTP, and no id of a single procedure or document.

pub mod authorize;
pub mod refusal;
pub mod view;
