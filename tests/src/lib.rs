//! What crosses crates: the scenario helper, and runners.
