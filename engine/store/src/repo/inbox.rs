//! The inbox: tasks of a person, of their pools, and those they did.

use super::{Base, Conn};
use crate::error::StoreError;
use crate::record::case::task_state;
use crate::record::list::{InboxRow, Pool};
use crate::record::{Page, Window};
use sqlx::QueryBuilder;

const ROWS: &str = "SELECT task.*, case_head.title AS case_title, case_head.case_no, case_head.clue_no, case_head.cause_title, \
    case_head.party_name, case_head.result, (SELECT draft.person FROM draft WHERE draft.case_id = task.case_id \
    AND draft.task = task.task ORDER BY draft.saved_at DESC LIMIT 1) AS draft_by";
const FROM: &str = " FROM task JOIN case_head ON case_head.case_id = task.case_id WHERE ";

/// The least time left first; without a limit in the order of opening.
const BY_LIMIT: &str =
    " ORDER BY CASE WHEN task.due_ms IS NULL THEN 1 ELSE 0 END, task.due_ms, task.opened_at, task.case_id, task.task";
const BY_DONE: &str = " ORDER BY task.done_at DESC, task.case_id, task.task";

/// Adds a condition to a query.
type Condition<'a> = &'a (dyn Fn(&mut QueryBuilder<Base>) + Sync);

async fn page(
    conn: &mut Conn,
    condition: Condition<'_>,
    order: &'static str,
    window: Window,
) -> Result<Page<InboxRow>, StoreError> {
    let window = window.bounded();
    let mut count = QueryBuilder::<Base>::new("SELECT COUNT(*)");
    count.push(FROM);
    condition(&mut count);
    let total: i64 = count.build_query_scalar().fetch_one(&mut *conn).await?;
    let mut query = QueryBuilder::<Base>::new(ROWS);
    query.push(FROM);
    condition(&mut query);
    query.push(order).push(" LIMIT ").push_bind(window.limit).push(" OFFSET ").push_bind(window.offset);
    let rows = query.build_query_as().fetch_all(conn).await?;
    Ok(Page { rows, total })
}

/// Open tasks of a person.
pub(crate) async fn mine(conn: &mut Conn, person: &str, window: Window) -> Result<Page<InboxRow>, StoreError> {
    let condition = |query: &mut QueryBuilder<Base>| {
        query.push("task.state = 'open' AND task.assignee = ").push_bind(person.to_owned());
    };
    page(conn, &condition, BY_LIMIT, window).await
}

/// Open tasks that nobody has claimed, in any of the pools.
pub(crate) async fn pool(conn: &mut Conn, pools: &[Pool], window: Window) -> Result<Page<InboxRow>, StoreError> {
    if pools.is_empty() {
        return Ok(Page { rows: Vec::new(), total: 0 });
    }
    let condition = |query: &mut QueryBuilder<Base>| {
        query.push("task.state = 'open' AND task.assignee IS NULL AND (");
        for (at, pool) in pools.iter().enumerate() {
            query.push(if at == 0 { "(task.role = " } else { " OR (task.role = " }).push_bind(pool.role.clone());
            super::list::push_prefix(query.push(" AND "), "task.unit", &pool.unit_prefix);
            query.push(")");
        }
        query.push(")");
    };
    page(conn, &condition, BY_LIMIT, window).await
}

/// Tasks that a person completed, the latest first.
pub(crate) async fn done(conn: &mut Conn, person: &str, window: Window) -> Result<Page<InboxRow>, StoreError> {
    let condition = |query: &mut QueryBuilder<Base>| {
        query
            .push("task.state = ")
            .push_bind(task_state::DONE)
            .push(" AND task.done_by = ")
            .push_bind(person.to_owned());
    };
    page(conn, &condition, BY_DONE, window).await
}
