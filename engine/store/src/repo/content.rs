//! Releases and their files. Files are kept once by digest; a release is never changed.

use super::Conn;
use crate::audit;
use crate::error::StoreError;
use crate::record::content::{NewRelease, ReleaseRow};

/// Stores a release and makes it the current one. The same release again changes nothing but the pointer.
pub(crate) async fn publish(conn: &mut Conn, release: &NewRelease) -> Result<(), StoreError> {
    let stored: Option<String> = sqlx::query_scalar("SELECT digest FROM release WHERE id = $1")
        .bind(&release.id)
        .fetch_optional(&mut *conn)
        .await?;
    match stored {
        Some(digest) if digest == release.digest => (),
        Some(_) => return Err(StoreError::Immutable { what: format!("release {}", release.id) }),
        None => insert(conn, release).await?,
    }
    set_current(conn, &release.id).await
}

async fn insert(conn: &mut Conn, release: &NewRelease) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO release (id, digest, published_at, published_by, note) VALUES ($1, $2, $3, $4, $5)")
        .bind(&release.id)
        .bind(&release.digest)
        .bind(release.published_at)
        .bind(&release.published_by)
        .bind(&release.note)
        .execute(&mut *conn)
        .await?;
    for (path, bytes) in &release.files {
        let digest = audit::digest(bytes);
        sqlx::query("INSERT INTO content (digest, bytes) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING")
            .bind(&digest)
            .bind(bytes)
            .execute(&mut *conn)
            .await?;
        sqlx::query("INSERT INTO release_file (release, path, digest) VALUES ($1, $2, $3)")
            .bind(&release.id)
            .bind(path)
            .bind(&digest)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// New cases start on this release from now on.
pub(crate) async fn set_current(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    let known: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM release WHERE id = $1").bind(id).fetch_one(&mut *conn).await?;
    if known == 0 {
        return Err(StoreError::Missing { what: "release", id: id.to_owned() });
    }
    let upsert = "INSERT INTO release_current (slot, release) VALUES (1, $1) ON CONFLICT (slot) DO UPDATE SET release = excluded.release";
    sqlx::query(upsert).bind(id).execute(conn).await?;
    Ok(())
}

const RELEASES: &str = "SELECT release.id, release.digest, release.published_at, release.published_by, release.note, \
    (release_current.release IS NOT NULL) AS is_current FROM release LEFT JOIN release_current ON release_current.release = release.id \
    ORDER BY release.published_at DESC, release.id DESC";

/// All releases, the newest first.
pub(crate) async fn releases(conn: &mut Conn) -> Result<Vec<ReleaseRow>, StoreError> {
    Ok(sqlx::query_as(RELEASES).fetch_all(conn).await?)
}

/// Id of the release that new cases start on.
pub(crate) async fn current(conn: &mut Conn) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar("SELECT release FROM release_current").fetch_optional(conn).await?)
}

/// Path and bytes of every file of a release, by path.
pub(crate) async fn files(conn: &mut Conn, release: &str) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let select = "SELECT release_file.path, content.bytes FROM release_file JOIN content ON content.digest = release_file.digest \
                  WHERE release_file.release = $1 ORDER BY release_file.path";
    Ok(sqlx::query_as(select).bind(release).fetch_all(conn).await?)
}

/// One file of a release.
pub(crate) async fn file(conn: &mut Conn, release: &str, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let select = "SELECT content.bytes FROM release_file JOIN content ON content.digest = release_file.digest \
                  WHERE release_file.release = $1 AND release_file.path = $2";
    Ok(sqlx::query_scalar(select).bind(release).bind(path).fetch_optional(conn).await?)
}

/// Digest (of the content row) and bytes of every file, for verification.
pub(crate) async fn contents(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let select = "SELECT digest, bytes FROM content WHERE digest > $1 ORDER BY digest LIMIT $2";
    Ok(sqlx::query_as(select).bind(after).bind(limit).fetch_all(conn).await?)
}
