//! Releases.

use super::Store;
use crate::error::StoreError;
use crate::record::content::{NewRelease, ReleaseRow};
use crate::work::{read, transact};
use std::collections::BTreeMap;

impl Store {
    /// Stores a release and makes it the current one, at once for all. The same id with another digest is refused.
    pub async fn publish_release(&self, release: NewRelease) -> Result<(), StoreError> {
        transact!(self, content::publish(release))
    }

    /// New cases start on this release from now on.
    pub async fn set_current_release(&self, id: String) -> Result<(), StoreError> {
        transact!(self, content::set_current(id))
    }

    /// Id of the release that new cases start on.
    pub async fn current_release(&self) -> Result<Option<String>, StoreError> {
        read!(self, content::current())
    }

    /// All releases, the newest first.
    pub async fn releases(&self) -> Result<Vec<ReleaseRow>, StoreError> {
        read!(self, content::releases())
    }

    /// Path → bytes of every file of a release.
    pub async fn release_files(&self, release: &str) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
        let files: Result<Vec<(String, Vec<u8>)>, StoreError> = read!(self, content::files(release));
        Ok(files?.into_iter().collect())
    }

    /// One file of a release.
    pub async fn release_file(&self, release: &str, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        read!(self, content::file(release, path))
    }
}
