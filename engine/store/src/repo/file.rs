//! Rows about files: blobs, uploads, signatures, drafts of forms.

use super::Conn;
use crate::error::StoreError;
use crate::record::file::{BlobRow, DraftRow, SignatureRow, UploadRow};

/// Records a blob; the first record of a digest stays.
pub(crate) async fn put_blob(conn: &mut Conn, row: &BlobRow) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO blob (digest, sm3, size, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING",
    )
    .bind(&row.digest)
    .bind(&row.sm3)
    .bind(row.size)
    .bind(row.created_at)
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn blob(conn: &mut Conn, digest: &str) -> Result<Option<BlobRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM blob WHERE digest = $1").bind(digest).fetch_optional(conn).await?)
}

/// Blobs in the order of their digests, after `after`.
pub(crate) async fn blobs(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<BlobRow>, StoreError> {
    let select = "SELECT * FROM blob WHERE digest > $1 ORDER BY digest LIMIT $2";
    Ok(sqlx::query_as(select).bind(after).bind(limit).fetch_all(conn).await?)
}

pub(crate) async fn put_upload(conn: &mut Conn, row: &UploadRow) -> Result<(), StoreError> {
    let insert = "INSERT INTO upload (id, case_id, file_name, media_type, digest, sm3, size, uploaded_by, uploaded_at, data) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let query = sqlx::query(insert)
        .bind(&row.id)
        .bind(&row.case)
        .bind(&row.file_name)
        .bind(&row.media_type)
        .bind(&row.digest)
        .bind(&row.sm3)
        .bind(row.size)
        .bind(&row.uploaded_by)
        .bind(row.uploaded_at)
        .bind(&row.data);
    query.execute(conn).await?;
    Ok(())
}

/// Binds an upload that was made before its case existed. Answers whether it belongs to the case now.
pub(crate) async fn bind_upload(conn: &mut Conn, id: &str, case: &str) -> Result<bool, StoreError> {
    let bind = "UPDATE upload SET case_id = $2 WHERE id = $1 AND (case_id IS NULL OR case_id = $2)";
    Ok(sqlx::query(bind).bind(id).bind(case).execute(conn).await?.rows_affected() == 1)
}

pub(crate) async fn upload(conn: &mut Conn, id: &str) -> Result<Option<UploadRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM upload WHERE id = $1").bind(id).fetch_optional(conn).await?)
}

pub(crate) async fn uploads(conn: &mut Conn, case: &str) -> Result<Vec<UploadRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM upload WHERE case_id = $1 ORDER BY uploaded_at, id")
        .bind(case)
        .fetch_all(conn)
        .await?)
}

/// The signature of this id that was there before, if any: it stays as it is.
pub(crate) async fn put_signature(conn: &mut Conn, row: &SignatureRow) -> Result<Option<SignatureRow>, StoreError> {
    let insert = "INSERT INTO signature (id, case_id, task, person, name, capacity, digest, signed_at, data) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING";
    let query = sqlx::query(insert)
        .bind(&row.id)
        .bind(&row.case)
        .bind(&row.task)
        .bind(&row.person)
        .bind(&row.name)
        .bind(&row.capacity)
        .bind(&row.digest)
        .bind(row.signed_at)
        .bind(&row.data);
    if query.execute(&mut *conn).await?.rows_affected() == 1 { Ok(None) } else { signature(conn, &row.id).await }
}

pub(crate) async fn signature(conn: &mut Conn, id: &str) -> Result<Option<SignatureRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM signature WHERE id = $1").bind(id).fetch_optional(conn).await?)
}

pub(crate) async fn signatures(conn: &mut Conn, case: &str) -> Result<Vec<SignatureRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM signature WHERE case_id = $1 ORDER BY signed_at, id")
        .bind(case)
        .fetch_all(conn)
        .await?)
}

pub(crate) async fn save_draft(conn: &mut Conn, row: &DraftRow) -> Result<(), StoreError> {
    let upsert = "INSERT INTO draft (case_id, task, person, body, saved_at) VALUES ($1, $2, $3, $4, $5) \
                  ON CONFLICT (case_id, task, person) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at";
    let query =
        sqlx::query(upsert).bind(&row.case).bind(&row.task).bind(&row.person).bind(&row.body).bind(row.saved_at);
    query.execute(conn).await?;
    Ok(())
}

/// Drafts of a task, the latest first.
pub(crate) async fn drafts(conn: &mut Conn, case: &str, task: &str) -> Result<Vec<DraftRow>, StoreError> {
    let select = "SELECT * FROM draft WHERE case_id = $1 AND task = $2 ORDER BY saved_at DESC, person";
    Ok(sqlx::query_as(select).bind(case).bind(task).fetch_all(conn).await?)
}

pub(crate) async fn remove_draft(conn: &mut Conn, case: &str, task: &str, person: &str) -> Result<(), StoreError> {
    let delete = "DELETE FROM draft WHERE case_id = $1 AND task = $2 AND person = $3";
    sqlx::query(delete).bind(case).bind(task).bind(person).execute(conn).await?;
    Ok(())
}
