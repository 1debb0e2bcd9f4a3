//! The connectors that come with the product, one module each. What each kind expects and answers: `README.md` beside this crate.

pub mod disclosure;
pub mod eseal;
