//! What crosses crates: the scenario helper, and runners.

pub mod postgres;
