//! Work of the workers: claims of jobs, due timers.

use super::Conn;
use super::dialect::{CLAIM_JOBS, RECLAIM_JOBS};
use crate::error::StoreError;
use crate::record::case::{ClaimedJob, DueTimer};

/// Due timers in the order in which they wake: $1 now, $2 how many.
pub(crate) const DUE_TIMERS: &str =
    "SELECT case_id, timer, due_ms FROM timer WHERE wake_ms <= $1 ORDER BY wake_ms, case_id, timer LIMIT $2";

/// Claims up to `limit` jobs: first those whose worker went away, then those that are due.
pub(crate) async fn claim(
    conn: &mut Conn,
    now: &i64,
    lease_until: &i64,
    limit: &i64,
) -> Result<Vec<ClaimedJob>, StoreError> {
    let mut claimed: Vec<ClaimedJob> =
        sqlx::query_as(RECLAIM_JOBS).bind(*now).bind(*lease_until).bind(*limit).fetch_all(&mut *conn).await?;
    let left = *limit - claimed.len() as i64;
    if left > 0 {
        let due = sqlx::query_as(CLAIM_JOBS).bind(*now).bind(*lease_until).bind(left).fetch_all(conn).await?;
        claimed.extend::<Vec<ClaimedJob>>(due);
    }
    claimed.sort_by(|a, b| (a.row.due_ms, &a.case, &a.row.job).cmp(&(b.row.due_ms, &b.case, &b.row.job)));
    Ok(claimed)
}

/// Lengthens a lease that still holds; answers whether it does.
pub(crate) async fn extend(
    conn: &mut Conn,
    case: &str,
    job: &str,
    epoch: &i64,
    lease_until: &i64,
) -> Result<bool, StoreError> {
    let extend = "UPDATE job SET lease_until = $4 WHERE case_id = $1 AND job = $2 AND epoch = $3 AND state = 'leased'";
    let query = sqlx::query(extend).bind(case).bind(job).bind(*epoch).bind(*lease_until);
    Ok(query.execute(conn).await?.rows_affected() == 1)
}

/// Ends all leases now: whoever held them is gone. Their epochs stay, so a late answer is still refused once a job is claimed again.
pub(crate) async fn free(conn: &mut Conn) -> Result<u64, StoreError> {
    let free = "UPDATE job SET lease_until = 0 WHERE state = 'leased'";
    Ok(sqlx::query(free).execute(conn).await?.rows_affected())
}

/// When the next job can be claimed, if any waits.
pub(crate) async fn next_due(conn: &mut Conn) -> Result<Option<i64>, StoreError> {
    let select = "SELECT MIN(due) FROM (SELECT MIN(due_ms) AS due FROM job WHERE state = 'ready' \
                  UNION ALL SELECT MIN(lease_until) FROM job WHERE state = 'leased') AS waiting";
    Ok(sqlx::query_scalar(select).fetch_one(conn).await?)
}

/// Timers that are due and not held back, the longest due first.
pub(crate) async fn due_timers(conn: &mut Conn, now: i64, limit: i64) -> Result<Vec<DueTimer>, StoreError> {
    Ok(sqlx::query_as(DUE_TIMERS).bind(now).bind(limit).fetch_all(conn).await?)
}

/// When the next timer is to be fired (due, or held back until), if any is armed.
pub(crate) async fn next_timer(conn: &mut Conn) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar("SELECT MIN(wake_ms) FROM timer").fetch_one(conn).await?)
}

/// Keeps a timer whose firing failed out of the way until then, so that it does not starve the others.
pub(crate) async fn hold_timer(conn: &mut Conn, case: &str, timer: &str, until: &i64) -> Result<(), StoreError> {
    let hold = "UPDATE timer SET wake_ms = $3 WHERE case_id = $1 AND timer = $2";
    sqlx::query(hold).bind(case).bind(timer).bind(*until).execute(conn).await?;
    Ok(())
}
