//! What crosses crates: the scenario helper, and runners.

pub mod conformance;
pub mod fuzz;
pub mod postgres;
