//! Limits: when one ends, what is left of it, and what that is called. What has happened to a limit stands in the case file.

pub mod reckon;
pub mod run;
pub mod words;

pub use reckon::{Reckoning, end_of};
pub use run::{LimitRun, LimitState};
pub use words::{Colour, Left, left};
