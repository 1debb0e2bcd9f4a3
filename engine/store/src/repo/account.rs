//! Accounts and sessions.

use super::{Conn, commit};
use crate::error::StoreError;
use crate::record::account::{AccountChange, AccountRow, LiveSession, SessionRow};

/// Writes an account. False, and nothing written, where the login is another person's.
async fn put(conn: &mut Conn, row: &AccountRow) -> Result<bool, StoreError> {
    let upsert = "INSERT INTO account (login, person, password_hash, active, failures, locked_until, must_change, changed_at) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (login) DO UPDATE SET password_hash = excluded.password_hash, \
                  active = excluded.active, failures = excluded.failures, locked_until = excluded.locked_until, \
                  must_change = excluded.must_change, changed_at = excluded.changed_at WHERE account.person = excluded.person";
    let query = sqlx::query(upsert)
        .bind(&row.login)
        .bind(&row.person)
        .bind(&row.password_hash)
        .bind(row.active)
        .bind(row.failures)
        .bind(row.locked_until)
        .bind(row.must_change)
        .bind(row.changed_at);
    Ok(query.execute(conn).await?.rows_affected() == 1)
}

/// Writes an account, ends sessions and adds the row of the chain. False, and nothing changed, where the login is another's.
pub(crate) async fn change(conn: &mut Conn, change: &AccountChange) -> Result<bool, StoreError> {
    if !put(conn, &change.account).await? {
        return Ok(false);
    }
    if change.ends_sessions {
        sqlx::query("DELETE FROM session WHERE person = $1 AND token_hash <> $2")
            .bind(&change.account.person)
            .bind(change.keeps.as_deref().unwrap_or_default())
            .execute(&mut *conn)
            .await?;
    }
    commit::append_account_trail(conn, &change.trail).await?;
    Ok(true)
}

/// The account of a person.
pub(crate) async fn account_of(conn: &mut Conn, person: &str) -> Result<Option<AccountRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM account WHERE person = $1").bind(person).fetch_optional(conn).await?)
}

pub(crate) async fn account(conn: &mut Conn, login: &str) -> Result<Option<AccountRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM account WHERE login = $1").bind(login).fetch_optional(conn).await?)
}

pub(crate) async fn accounts(conn: &mut Conn) -> Result<Vec<AccountRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM account ORDER BY login").fetch_all(conn).await?)
}

/// Counts a failed sign-in and answers how many there were since the last good one; from `most` on the login is locked.
pub(crate) async fn count_failure(
    conn: &mut Conn,
    login: &str,
    most: &i64,
    locked_until: &i64,
) -> Result<i64, StoreError> {
    let count = "UPDATE account SET failures = failures + 1, \
                 locked_until = CASE WHEN failures + 1 >= $2 THEN $3 ELSE locked_until END WHERE login = $1 RETURNING failures";
    let query = sqlx::query_scalar(count).bind(login).bind(*most).bind(*locked_until);
    Ok(query.fetch_optional(conn).await?.unwrap_or(0))
}

pub(crate) async fn forget_failures(conn: &mut Conn, login: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE account SET failures = 0, locked_until = NULL WHERE login = $1")
        .bind(login)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn open_session(conn: &mut Conn, row: &SessionRow) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO session (token_hash, person, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&row.token_hash)
    .bind(&row.person)
    .bind(row.created_at)
    .bind(row.seen_at)
    .bind(row.expires_at)
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn session(conn: &mut Conn, token_hash: &str, now: i64) -> Result<Option<LiveSession>, StoreError> {
    let select = "SELECT session.*, account.active AS account_active, account.must_change FROM session \
                  LEFT JOIN account ON account.person = session.person WHERE token_hash = $1 AND expires_at > $2";
    Ok(sqlx::query_as(select).bind(token_hash).bind(now).fetch_optional(conn).await?)
}

pub(crate) async fn touch_session(
    conn: &mut Conn,
    token_hash: &str,
    seen_at: &i64,
    expires_at: &i64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE session SET seen_at = $2, expires_at = $3 WHERE token_hash = $1")
        .bind(token_hash)
        .bind(*seen_at)
        .bind(*expires_at)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn close_session(conn: &mut Conn, token_hash: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM session WHERE token_hash = $1").bind(token_hash).execute(conn).await?;
    Ok(())
}

/// Removes expired sessions; answers how many.
pub(crate) async fn sweep_sessions(conn: &mut Conn, now: &i64) -> Result<u64, StoreError> {
    Ok(sqlx::query("DELETE FROM session WHERE expires_at <= $1").bind(*now).execute(conn).await?.rows_affected())
}
