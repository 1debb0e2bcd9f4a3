//! Journal and audit as stored, for reading and for verification.

use super::Conn;
use crate::error::StoreError;
use crate::record::list::{AuditEntry, JournalEntry};

/// Journal rows after `after`, at most `limit`.
pub(crate) async fn journal(
    conn: &mut Conn,
    case: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<JournalEntry>, StoreError> {
    let select = "SELECT journal.seq, journal.line, payload.ref_id, payload.salt, payload.bytes FROM journal \
                  LEFT JOIN payload ON payload.case_id = journal.case_id AND payload.seq = journal.seq \
                  WHERE journal.case_id = $1 AND journal.seq > $2 ORDER BY journal.seq LIMIT $3";
    Ok(sqlx::query_as(select).bind(case).bind(after).bind(limit).fetch_all(conn).await?)
}

/// Audit rows after number `after`, at most `limit`.
pub(crate) async fn audit(conn: &mut Conn, case: &str, after: i64, limit: i64) -> Result<Vec<AuditEntry>, StoreError> {
    let select = "SELECT case_id, n, line FROM audit WHERE case_id = $1 AND n > $2 ORDER BY n LIMIT $3";
    Ok(sqlx::query_as(select).bind(case).bind(after).bind(limit).fetch_all(conn).await?)
}

/// Number and digest that the newest audit row must have.
pub(crate) async fn tail(conn: &mut Conn, case: &str) -> Result<Option<(i64, String)>, StoreError> {
    Ok(sqlx::query_as("SELECT n, digest FROM audit_tail WHERE case_id = $1").bind(case).fetch_optional(conn).await?)
}

/// Ids of all cases that left an audit row, in order, after `after`.
pub(crate) async fn cases(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<String>, StoreError> {
    let select = "SELECT case_id FROM audit_tail WHERE case_id > $1 ORDER BY case_id LIMIT $2";
    Ok(sqlx::query_scalar(select).bind(after).bind(limit).fetch_all(conn).await?)
}

/// Erases a payload together with its salt; the journal keeps the digest. Answers whether there was one.
pub(crate) async fn erase(conn: &mut Conn, case: &str, ref_id: &str, at_ms: &i64) -> Result<bool, StoreError> {
    let erase = "UPDATE payload SET salt = NULL, bytes = NULL, erased_at = $3 WHERE case_id = $1 AND ref_id = $2 AND erased_at IS NULL";
    Ok(sqlx::query(erase).bind(case).bind(ref_id).bind(*at_ms).execute(conn).await?.rows_affected() == 1)
}
