//! What acts of the law bring with them: facts that they alone write, numbers that they draw.

pub mod facts;
pub mod number;
