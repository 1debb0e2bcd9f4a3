//! What screens and papers need to know, without rules of their own: status, steps, limits, papers, what is missing. Pure.

mod limits;
mod missing;
pub mod paper;
mod status;
mod steps;

pub use limits::{LimitView, limits};
pub use missing::{MissingItem, missing_before, missing_for};
pub use status::{Status, fine_is_decided, status};
pub use steps::{MethodView, StepState, StepView, methods, place};
