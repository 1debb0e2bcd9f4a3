//! What crosses crates: the scenario helper, and runners.

pub mod bombs;
pub mod busy;
pub mod conformance;
pub mod fuzz;
pub mod large_case;
pub mod postgres;
