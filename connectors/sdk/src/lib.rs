//! What a connector is. Knows no engine crate.
