//! Blobs, uploads, signatures, drafts of forms.

use super::Store;
use crate::blob::NewBlob;
use crate::error::StoreError;
use crate::record::file::{BlobRow, DraftRow, SignatureRow, UploadRow};
use crate::work::{read, transact};

impl Store {
    /// Makes a written blob durable and records it. Begin it with [`crate::Blobs::begin`].
    pub async fn keep_blob(&self, new: NewBlob, created_at: i64) -> Result<BlobRow, StoreError> {
        let row = self.blobs().finish(new, created_at).await?;
        let kept = row.clone();
        transact!(self, file::put_blob(row))?;
        Ok(kept)
    }

    /// Stores bytes as a blob.
    pub async fn put_blob(&self, bytes: &[u8], created_at: i64) -> Result<BlobRow, StoreError> {
        let mut new = self.blobs().begin(bytes.len() as u64).await?;
        new.write(bytes).await?;
        self.keep_blob(new, created_at).await
    }

    /// The record of a blob. Its bytes: [`crate::Blobs::open_blob`], [`crate::Blobs::read_blob`].
    pub async fn blob(&self, digest: &str) -> Result<Option<BlobRow>, StoreError> {
        read!(self, file::blob(digest))
    }

    /// Records an upload of a stored blob.
    pub async fn put_upload(&self, upload: UploadRow) -> Result<(), StoreError> {
        transact!(self, file::put_upload(upload))
    }

    /// Binds an upload to a case. Answers `false` where it is unknown or belongs to another case.
    pub async fn bind_upload(&self, id: String, case: String) -> Result<bool, StoreError> {
        transact!(self, file::bind_upload(id, case))
    }

    /// One upload.
    pub async fn upload(&self, id: &str) -> Result<Option<UploadRow>, StoreError> {
        read!(self, file::upload(id))
    }

    /// Uploads of a case, in the order of arrival.
    pub async fn uploads_of(&self, case: &str) -> Result<Vec<UploadRow>, StoreError> {
        read!(self, file::uploads(case))
    }

    /// Records a signature whose image is a stored blob. Answers the one of the same id that was there before, which stays.
    pub async fn put_signature(&self, signature: SignatureRow) -> Result<Option<SignatureRow>, StoreError> {
        transact!(self, file::put_signature(signature))
    }

    /// One signature.
    pub async fn signature(&self, id: &str) -> Result<Option<SignatureRow>, StoreError> {
        read!(self, file::signature(id))
    }

    /// Signatures of a case, in the order of signing.
    pub async fn signatures_of(&self, case: &str) -> Result<Vec<SignatureRow>, StoreError> {
        read!(self, file::signatures(case))
    }

    /// Saves a person's draft of a form.
    pub async fn save_draft(&self, draft: DraftRow) -> Result<(), StoreError> {
        transact!(self, file::save_draft(draft))
    }

    /// Drafts of a task, the latest first.
    pub async fn drafts_of(&self, case: &str, task: &str) -> Result<Vec<DraftRow>, StoreError> {
        read!(self, file::drafts(case, task))
    }

    /// Removes a person's draft.
    pub async fn remove_draft(&self, case: String, task: String, person: String) -> Result<(), StoreError> {
        transact!(self, file::remove_draft(case, task, person))
    }
}
