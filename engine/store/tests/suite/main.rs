//! The suite of the store. Every test runs on both databases.

mod bench;
mod case;
#[path = "../../../../tests/src/postgres.rs"]
mod postgres;
