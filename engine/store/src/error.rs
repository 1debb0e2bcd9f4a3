//! What can go wrong here. Refusals of the law do not occur in this crate: it takes no decisions.

use crate::record::commit::FirstAnswer;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("database failed: {0}")]
    Database(#[from] sqlx::Error),
    #[error("migration failed: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("file storage failed at {path}: {source}")]
    File { path: String, source: std::io::Error },
    #[error("expected a database address that starts with `sqlite:` or `postgres://`, but got `{scheme}`")]
    Address { scheme: String },
    #[error("expected a migrated database, but it holds no schema; run `migrate` first")]
    NotMigrated,
    #[error("expected a database marked as demonstration, but this one is not; its clock cannot be moved")]
    NotDemonstration,
    #[error("expected the demonstration mark to stay {stored}, but {asked} was asked; it is set once, at creation")]
    DemonstrationFixed { stored: bool, asked: bool },
    #[error("expected a file of at most {limit} bytes, but more came")]
    BlobTooLarge { limit: u64 },
    #[error("expected blob {digest} to be stored, but it is not")]
    BlobMissing { digest: String },
    #[error("expected a lower-case hexadecimal SHA-256, but got `{digest}`")]
    BlobName { digest: String },
    #[error("expected {what} to stay as stored, but other content came")]
    Immutable { what: String },
    #[error("expected {what} `{id}` to exist, but it does not")]
    Missing { what: &'static str, id: String },
    #[error("expected to begin writing, but the database is held by somebody else: {reason}")]
    Busy { reason: String },
    #[error("the store has stopped: {reason}")]
    Stopped { reason: String },
}

impl StoreError {
    /// Whether the database refused because a unique key exists already.
    pub(crate) fn is_unique_violation(&self) -> bool {
        matches!(self, StoreError::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

/// Why a commit was not made. Nothing of it is stored.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Somebody was faster: load the case and decide again.
    #[error("expected case {case} to have version {expected}, but it has another")]
    VersionConflict { case: String, expected: i64 },
    /// Somebody drew from the series in between: ask for the next number and decide again.
    #[error("expected the next number of series {series} to be {expected}, but it is another")]
    NumberConflict { series: String, expected: i64 },
    /// The command id was answered before: give that answer again.
    #[error("command was answered before")]
    Repeated(FirstAnswer),
    /// The job was claimed by somebody else since.
    #[error("expected lease {epoch} of job {job} to hold, but it does not")]
    LeaseLost { job: String, epoch: i64 },
    /// A bug of the caller: the commit contradicts itself or what is stored.
    #[error("expected {expected}, but {found}")]
    Malformed { expected: String, found: String },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for CommitError {
    fn from(error: sqlx::Error) -> Self {
        CommitError::Store(StoreError::Database(error))
    }
}

/// A job of a writer came to nothing because the store went away.
pub(crate) fn stopped(reason: impl Into<String>) -> StoreError {
    StoreError::Stopped { reason: reason.into() }
}
