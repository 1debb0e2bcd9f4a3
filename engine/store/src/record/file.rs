//! Files: blobs by digest, uploads, signatures, documents, drafts of forms.

use sqlx::FromRow;

/// A content-addressed file. Never changed; its bytes lie in `blobs/sha256/ab/…`.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct BlobRow {
    /// SHA-256, lower-case hex.
    pub digest: String,
    /// SM3 of the same bytes, lower-case hex.
    pub sm3: String,
    pub size: i64,
    pub created_at: i64,
}

/// A file that somebody sent in, with its own name; the blob may be shared.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct UploadRow {
    pub id: String,
    /// Case it was sent for; none before the case exists.
    #[sqlx(rename = "case_id")]
    pub case: Option<String>,
    pub file_name: String,
    pub media_type: String,
    pub digest: String,
    pub sm3: String,
    pub size: i64,
    pub uploaded_by: String,
    pub uploaded_at: i64,
    /// JSON of the caller (EXIF facts, derived thumbnails …).
    pub data: String,
}

/// A drawn signature (PNG in a blob).
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct SignatureRow {
    /// `sig-31`.
    pub id: String,
    #[sqlx(rename = "case_id")]
    pub case: String,
    pub task: Option<String>,
    /// Person id of an officer; none for parties and witnesses.
    pub person: Option<String>,
    /// Name as signed.
    pub name: String,
    /// `officer`, `party`, `witness` …
    pub capacity: String,
    pub digest: String,
    pub signed_at: i64,
    pub data: String,
}

/// Saved answers of a form that is not yet completed.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct DraftRow {
    #[sqlx(rename = "case_id")]
    pub case: String,
    /// Task id, or `event:<element>` for messages by people.
    pub task: String,
    pub person: String,
    /// JSON of the form.
    pub body: Vec<u8>,
    pub saved_at: i64,
}

/// One version of a document of a case.
///
/// Once stored with a state other than `draft`, `kind`, `number` and `digest` are fixed; only an absent one may still be filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct DocumentRow {
    /// Counted id inside the case (`d7`).
    pub document: String,
    pub version: i64,
    pub kind: String,
    pub title: String,
    /// `draft`, `frozen`, `sealed`, `voided`.
    pub state: String,
    pub number: Option<String>,
    /// Blob of the PDF.
    pub digest: Option<String>,
    /// Blob of the sealed PDF.
    pub sealed_digest: Option<String>,
    pub created_at: i64,
    pub frozen_at: Option<i64>,
    pub sealed_at: Option<i64>,
    /// JSON of the caller.
    pub data: String,
}
