//! SQLite: WAL, synchronous FULL, one writer that groups commits, readers beside it.
//!
//! The modules below have one text for both databases (`src/repo/`), compiled once against each connection type;
//! what differs stands in `dialect.rs`.

pub(crate) mod dialect;
pub(crate) mod pool;

/// The connection that the stamped modules of this database work on.
pub(crate) type Conn = sqlx::SqliteConnection;
/// The database, for query builders.
pub(crate) type Base = sqlx::Sqlite;

#[path = "../repo/account.rs"]
pub(crate) mod account;
#[path = "../repo/case.rs"]
pub(crate) mod case;
#[path = "../repo/chain.rs"]
pub(crate) mod chain;
#[path = "../repo/commit.rs"]
pub(crate) mod commit;
#[path = "../repo/content.rs"]
pub(crate) mod content;
#[path = "../repo/file.rs"]
pub(crate) mod file;
#[path = "../repo/inbox.rs"]
pub(crate) mod inbox;
#[path = "../repo/job.rs"]
pub(crate) mod job;
#[path = "../repo/list.rs"]
pub(crate) mod list;
#[path = "../repo/meta.rs"]
pub(crate) mod meta;
#[path = "../repo/portal.rs"]
pub(crate) mod portal;
#[path = "../repo/staff.rs"]
pub(crate) mod staff;
