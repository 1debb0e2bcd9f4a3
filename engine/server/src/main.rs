//! The binary: configuration, wiring and commands. Holds no rules.
fn main() {}
