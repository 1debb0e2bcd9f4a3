//! The public portal's publications, webhooks of agencies, the log of what was sent. No statement here names a case table.

use super::list::{contains, push_prefix};
use super::{Base, Conn};
use crate::error::StoreError;
use crate::record::Page;
use crate::record::portal::{MessageRow, PublicationFilter, PublicationRow, WebhookRow};
use sqlx::QueryBuilder;

/// Stores a publication unless the same or a later revision is there. Answers whether it changed anything.
pub(crate) async fn publish(conn: &mut Conn, row: &PublicationRow) -> Result<bool, StoreError> {
    let upsert = "INSERT INTO portal_publication (id, revision, action_code, decision_no, title, party_name, agency, region, decided_on, \
                  content, pdf_digest, published_at, until, withdrawn_at, withdrawn_reason) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
                  ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, action_code = excluded.action_code, \
                  decision_no = excluded.decision_no, title = excluded.title, party_name = excluded.party_name, \
                  agency = excluded.agency, region = excluded.region, decided_on = excluded.decided_on, content = excluded.content, \
                  pdf_digest = excluded.pdf_digest, published_at = excluded.published_at, until = excluded.until, \
                  withdrawn_at = excluded.withdrawn_at, withdrawn_reason = excluded.withdrawn_reason \
                  WHERE portal_publication.revision < excluded.revision";
    let query = sqlx::query(upsert)
        .bind(&row.id)
        .bind(row.revision)
        .bind(&row.action_code)
        .bind(&row.decision_no)
        .bind(&row.title)
        .bind(&row.party_name)
        .bind(&row.agency)
        .bind(&row.region)
        .bind(&row.decided_on)
        .bind(&row.content)
        .bind(&row.pdf_digest)
        .bind(row.published_at)
        .bind(&row.until)
        .bind(row.withdrawn_at)
        .bind(&row.withdrawn_reason);
    Ok(query.execute(conn).await?.rows_affected() == 1)
}

pub(crate) async fn publication(conn: &mut Conn, id: &str) -> Result<Option<PublicationRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM portal_publication WHERE id = $1").bind(id).fetch_optional(conn).await?)
}

pub(crate) async fn by_action_code(conn: &mut Conn, code: &str) -> Result<Vec<PublicationRow>, StoreError> {
    let select = "SELECT * FROM portal_publication WHERE action_code = $1 ORDER BY published_at DESC, id";
    Ok(sqlx::query_as(select).bind(code).fetch_all(conn).await?)
}

fn push_filter(query: &mut QueryBuilder<Base>, filter: &PublicationFilter) {
    query.push(" FROM portal_publication WHERE TRUE");
    if let Some(text) = filter.text.as_deref().filter(|text| !text.trim().is_empty()) {
        for column in [" AND (LOWER(party_name)", " OR LOWER(title)", " OR LOWER(decision_no)"] {
            query.push(column).push(" LIKE ").push_bind(contains(text)).push(" ESCAPE '!'");
        }
        query.push(" OR action_code = ").push_bind(text.trim().to_owned()).push(")");
    }
    if let Some(prefix) = &filter.region_prefix {
        push_prefix(query.push(" AND "), "region", prefix);
    }
    if let Some(year) = &filter.year {
        push_prefix(query.push(" AND "), "decided_on", year);
    }
}

/// Publications, the latest decision first; withdrawn ones stay in the list.
pub(crate) async fn publications(
    conn: &mut Conn,
    filter: &PublicationFilter,
) -> Result<Page<PublicationRow>, StoreError> {
    let window = filter.window.bounded();
    let mut count = QueryBuilder::<Base>::new("SELECT COUNT(*)");
    push_filter(&mut count, filter);
    let total: i64 = count.build_query_scalar().fetch_one(&mut *conn).await?;
    let mut query = QueryBuilder::<Base>::new("SELECT *");
    push_filter(&mut query, filter);
    query.push(" ORDER BY decided_on DESC, published_at DESC, id LIMIT ").push_bind(window.limit);
    query.push(" OFFSET ").push_bind(window.offset);
    let rows = query.build_query_as().fetch_all(conn).await?;
    Ok(Page { rows, total })
}

pub(crate) async fn webhook(conn: &mut Conn, sender: &str, id: &str) -> Result<Option<WebhookRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM webhook WHERE sender = $1 AND id = $2")
        .bind(sender)
        .bind(id)
        .fetch_optional(conn)
        .await?)
}

/// Remembers the first answer to a webhook; answers the row that is stored, which may be an earlier one.
pub(crate) async fn remember_webhook(conn: &mut Conn, row: &WebhookRow) -> Result<WebhookRow, StoreError> {
    let insert = "INSERT INTO webhook (sender, id, body_digest, status, answer, at_ms) VALUES ($1, $2, $3, $4, $5, $6) \
                  ON CONFLICT (sender, id) DO UPDATE SET id = webhook.id RETURNING *";
    let query = sqlx::query_as(insert)
        .bind(&row.sender)
        .bind(&row.id)
        .bind(&row.body_digest)
        .bind(row.status)
        .bind(&row.answer)
        .bind(row.at_ms);
    Ok(query.fetch_one(conn).await?)
}

pub(crate) async fn log_message(conn: &mut Conn, row: &MessageRow) -> Result<(), StoreError> {
    let upsert = "INSERT INTO message (key, case_id, channel, receiver, subject, body, state, at_ms, data) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (key) DO UPDATE SET case_id = excluded.case_id, \
                  channel = excluded.channel, receiver = excluded.receiver, subject = excluded.subject, body = excluded.body, \
                  state = excluded.state, at_ms = excluded.at_ms, data = excluded.data";
    let query = sqlx::query(upsert)
        .bind(&row.key)
        .bind(&row.case)
        .bind(&row.channel)
        .bind(&row.receiver)
        .bind(&row.subject)
        .bind(&row.body)
        .bind(&row.state)
        .bind(row.at_ms)
        .bind(&row.data);
    query.execute(conn).await?;
    Ok(())
}

/// What was sent for a case, or in all; the latest first.
pub(crate) async fn messages(conn: &mut Conn, case: Option<&str>, limit: i64) -> Result<Vec<MessageRow>, StoreError> {
    let select =
        "SELECT * FROM message WHERE CAST($1 AS TEXT) IS NULL OR case_id = $1 ORDER BY at_ms DESC, key LIMIT $2";
    Ok(sqlx::query_as(select).bind(case).bind(limit).fetch_all(conn).await?)
}
