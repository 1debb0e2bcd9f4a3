//! Marks of the database: demonstration, clock offset.

use super::Conn;
use crate::error::StoreError;

const DEMONSTRATION: &str = "demonstration";
const CLOCK_OFFSET: &str = "clock_offset_ms";

async fn value(conn: &mut Conn, name: &str) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar("SELECT value FROM meta WHERE name = $1").bind(name).fetch_optional(conn).await?)
}

/// Writes the mark unless there is one; answers the one that is stored.
pub(crate) async fn mark_once(conn: &mut Conn, demonstration: &bool) -> Result<bool, StoreError> {
    sqlx::query("INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(DEMONSTRATION)
        .bind(demonstration.to_string())
        .execute(&mut *conn)
        .await?;
    is_demonstration(conn).await
}

pub(crate) async fn is_demonstration(conn: &mut Conn) -> Result<bool, StoreError> {
    Ok(value(conn, DEMONSTRATION).await?.ok_or(StoreError::NotMigrated)? == "true")
}

pub(crate) async fn clock_offset(conn: &mut Conn) -> Result<i64, StoreError> {
    Ok(value(conn, CLOCK_OFFSET).await?.and_then(|text| text.parse().ok()).unwrap_or(0))
}

pub(crate) async fn set_clock_offset(conn: &mut Conn, offset_ms: &i64) -> Result<(), StoreError> {
    if !is_demonstration(conn).await? {
        return Err(StoreError::NotDemonstration);
    }
    let upsert =
        "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sqlx::query(upsert).bind(CLOCK_OFFSET).bind(offset_ms.to_string()).execute(conn).await?;
    Ok(())
}
