//! Releases: all packs and other content together, one digest, never changed.

use sqlx::FromRow;
use std::collections::BTreeMap;

/// A release to be published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewRelease {
    /// `r-2026-08-01-1`.
    pub id: String,
    /// Digest over all files, computed by the publisher.
    pub digest: String,
    pub published_at: i64,
    pub published_by: String,
    pub note: String,
    /// Path in the content folder → bytes.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// A release without its files.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct ReleaseRow {
    pub id: String,
    pub digest: String,
    pub published_at: i64,
    pub published_by: String,
    pub note: String,
    /// New cases start on this one.
    #[sqlx(rename = "is_current")]
    pub current: bool,
}
