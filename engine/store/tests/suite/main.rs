//! The suite of the store. Every test runs on both databases.

mod bench;
mod blob;
mod case;
mod chain;
mod crash;
mod job;
mod portal;
#[path = "../../../../tests/src/postgres.rs"]
mod postgres;
mod race;
mod record;
mod schema;
