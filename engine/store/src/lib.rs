//! What is kept and how: records, transactions, migrations. Takes no decisions, has no clock and no randomness.
//!
//! [`Store::commit`] is the heart: everything that one accepted command changes, in one durable transaction, against the version
//! of the case that was decided on. Reading answers plain records. Tables and the hash chain: `docs/formats/store.md`.

#![expect(clippy::duplicate_mod, reason = "src/repo is compiled once against each database, see sqlite/mod.rs")]

pub mod audit;
mod blob;
mod check;
mod error;
mod postgres;
pub mod record;
mod sqlite;
mod store;
mod verify;
mod work;

pub use blob::{Blobs, NewBlob};
pub use error::{CommitError, StoreError};
pub use record::account::*;
pub use record::case::*;
pub use record::commit::*;
pub use record::content::*;
pub use record::file::*;
pub use record::list::*;
pub use record::portal::*;
pub use record::{PAGE_ROWS_MAX, Page, Window};
pub use store::{Settings, Store};
pub use verify::{Fault, Verified};
