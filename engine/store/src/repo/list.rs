//! Lists over cases, cut by the scope of who asks inside the SQL.

use super::{Base, Conn};
use crate::error::StoreError;
use crate::record::list::{CaseFilter, CaseName, CaseRow, IncidentOfCase, JobOfCase, LimitFilter, LimitOfCase, Scope};
use crate::record::{Page, Window};
use sqlx::QueryBuilder;

/// Region codes are digits and letters; this sorts after every one that starts with the prefix.
const AFTER_ALL: &str = "~";

/// `column` starts with `prefix`, as a range that an index can answer.
pub(crate) fn push_prefix(query: &mut QueryBuilder<Base>, column: &'static str, prefix: &str) {
    query.push("(").push(column).push(" >= ").push_bind(prefix.to_owned());
    query.push(" AND ").push(column).push(" < ").push_bind(format!("{prefix}{AFTER_ALL}")).push(")");
}

/// The head is within the scope. An empty scope lets nothing through.
fn push_scope(query: &mut QueryBuilder<Base>, scope: &Scope) {
    query.push("(FALSE");
    for prefix in &scope.unit_prefixes {
        push_prefix(query.push(" OR "), "case_head.unit", prefix);
    }
    if let Some(person) = &scope.person {
        query
            .push(" OR case_head.case_id IN (SELECT case_id FROM case_person WHERE person = ")
            .push_bind(person.clone())
            .push(")");
        query.push(" OR case_head.case_id IN (SELECT case_id FROM task WHERE state = 'open' AND assignee = ");
        query.push_bind(person.clone()).push(")");
    }
    query.push(")");
}

/// `%text%` in lower case, with the wildcards of the text itself taken literally (escape `!`).
pub(crate) fn contains(text: &str) -> String {
    let escaped = text.trim().to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}

fn push_contains(query: &mut QueryBuilder<Base>, columns: &[&'static str], text: &str) {
    for (at, column) in columns.iter().enumerate() {
        query.push(if at == 0 { "(LOWER(" } else { " OR LOWER(" }).push(*column).push(") LIKE ");
        query.push_bind(contains(text)).push(" ESCAPE '!'");
    }
    query.push(")");
}

fn push_window(query: &mut QueryBuilder<Base>, window: Window) {
    query.push(" LIMIT ").push_bind(window.limit).push(" OFFSET ").push_bind(window.offset);
}

const CASE_ROWS: &str = "SELECT case_head.*, \
    (SELECT MIN(due_ms) FROM case_limit WHERE case_limit.case_id = case_head.case_id AND case_limit.state = 'running') AS next_due_ms, \
    (SELECT COUNT(*) FROM task WHERE task.case_id = case_head.case_id AND task.state = 'open') AS open_tasks, \
    (SELECT COUNT(*) FROM incident WHERE incident.case_id = case_head.case_id AND incident.resolved_at IS NULL) AS open_incidents";
const SEARCHED: [&str; 6] = [
    "case_head.title",
    "case_head.party_name",
    "case_head.clue_no",
    "case_head.case_no",
    "case_head.decision_no",
    "case_head.action_code",
];

fn push_case_filter(query: &mut QueryBuilder<Base>, filter: &CaseFilter) {
    query.push(" FROM case_head WHERE ");
    push_scope(query, &filter.scope);
    if let Some(text) = filter.text.as_deref().filter(|text| !text.trim().is_empty()) {
        push_contains(query.push(" AND "), &SEARCHED, text);
    }
    if !filter.phases.is_empty() {
        query.push(" AND case_head.phase IN (");
        let mut phases = query.separated(", ");
        for phase in &filter.phases {
            phases.push_bind(phase.clone());
        }
        query.push(")");
    }
    if let Some(unfiled) = filter.unfiled {
        query.push(if unfiled { " AND case_head.filed_at IS NULL" } else { " AND case_head.filed_at IS NOT NULL" });
    }
    if let Some(closed) = filter.closed {
        query.push(if closed { " AND case_head.closed_at IS NOT NULL" } else { " AND case_head.closed_at IS NULL" });
    }
    let equal = [
        (" AND case_head.cause = ", &filter.cause),
        (" AND case_head.party_code = ", &filter.party_code),
        (" AND case_head.lead = ", &filter.lead),
    ];
    for (condition, value) in equal {
        if let Some(value) = value {
            query.push(condition).push_bind(value.clone());
        }
    }
    if let Some(from) = filter.opened_from {
        query.push(" AND case_head.opened_at >= ").push_bind(from);
    }
    if let Some(before) = filter.opened_before {
        query.push(" AND case_head.opened_at < ").push_bind(before);
    }
}

/// Cases within the scope that meet the filter, the newest first.
pub(crate) async fn cases(conn: &mut Conn, filter: &CaseFilter) -> Result<Page<CaseRow>, StoreError> {
    let mut count = QueryBuilder::<Base>::new("SELECT COUNT(*)");
    push_case_filter(&mut count, filter);
    let total: i64 = count.build_query_scalar().fetch_one(&mut *conn).await?;
    let mut query = QueryBuilder::<Base>::new(CASE_ROWS);
    push_case_filter(&mut query, filter);
    query.push(" ORDER BY case_head.opened_at DESC, case_head.case_id DESC");
    push_window(&mut query, filter.window.bounded());
    let rows = query.build_query_as().fetch_all(conn).await?;
    Ok(Page { rows, total })
}

/// Whether a case is within a scope. Also false where the case does not exist.
pub(crate) async fn in_scope(conn: &mut Conn, case: &str, scope: &Scope) -> Result<bool, StoreError> {
    let mut query = QueryBuilder::<Base>::new("SELECT COUNT(*) FROM case_head WHERE case_head.case_id = ");
    query.push_bind(case.to_owned());
    push_scope(query.push(" AND "), scope);
    let found: i64 = query.build_query_scalar().fetch_one(conn).await?;
    Ok(found > 0)
}

/// The case that a name stands for.
pub(crate) async fn find(conn: &mut Conn, name: &CaseName) -> Result<Option<String>, StoreError> {
    let (select, value) = match name {
        CaseName::Id(id) => ("SELECT case_id FROM case_head WHERE case_id = $1", id),
        CaseName::ActionCode(code) => ("SELECT case_id FROM case_head WHERE action_code = $1", code),
        CaseName::CaseNo(number) => ("SELECT case_id FROM case_head WHERE case_no = $1", number),
        CaseName::ClueNo(number) => ("SELECT case_id FROM case_head WHERE clue_no = $1", number),
        CaseName::DecisionNo(number) => ("SELECT case_id FROM case_head WHERE decision_no = $1", number),
    };
    Ok(sqlx::query_scalar(select).bind(value).fetch_optional(conn).await?)
}

fn push_limit_filter(query: &mut QueryBuilder<Base>, filter: &LimitFilter) {
    query.push(" FROM case_limit JOIN case_head ON case_head.case_id = case_limit.case_id WHERE ");
    push_scope(query, &filter.scope);
    if filter.live {
        query.push(" AND case_limit.state IN ('running', 'suspended')");
    }
    if let Some(case) = &filter.case {
        query.push(" AND case_limit.case_id = ").push_bind(case.clone());
    }
    if let Some(limit) = &filter.limit_id {
        query.push(" AND case_limit.limit_id = ").push_bind(limit.clone());
    }
    if let Some(before) = filter.due_before {
        query.push(" AND case_limit.due_ms < ").push_bind(before);
    }
}

/// Limits within the scope, the nearest end first.
pub(crate) async fn limits(conn: &mut Conn, filter: &LimitFilter) -> Result<Page<LimitOfCase>, StoreError> {
    let mut count = QueryBuilder::<Base>::new("SELECT COUNT(*)");
    push_limit_filter(&mut count, filter);
    let total: i64 = count.build_query_scalar().fetch_one(&mut *conn).await?;
    let rows =
        "SELECT case_limit.*, case_head.title AS case_title, case_head.case_no, case_head.party_name, case_head.lead";
    let mut query = QueryBuilder::<Base>::new(rows);
    push_limit_filter(&mut query, filter);
    query.push(" ORDER BY CASE WHEN case_limit.due_ms IS NULL THEN 1 ELSE 0 END, case_limit.due_ms, case_limit.case_id, case_limit.limit_key");
    push_window(&mut query, filter.window.bounded());
    let rows = query.build_query_as().fetch_all(conn).await?;
    Ok(Page { rows, total })
}

/// Limits of one case, in the order of their start.
pub(crate) async fn limits_of(conn: &mut Conn, case: &str) -> Result<Vec<crate::record::case::LimitRow>, StoreError> {
    let select = "SELECT * FROM case_limit WHERE case_id = $1 ORDER BY start_on, limit_key";
    Ok(sqlx::query_as(select).bind(case).fetch_all(conn).await?)
}

/// Jobs that gave up or still wait, the oldest due first.
pub(crate) async fn waiting_jobs(
    conn: &mut Conn,
    scope: &Scope,
    window: Window,
) -> Result<Page<JobOfCase>, StoreError> {
    const FROM: &str = " FROM job JOIN case_head ON case_head.case_id = job.case_id WHERE job.state <> 'done' AND ";
    let mut count = QueryBuilder::<Base>::new("SELECT COUNT(*)");
    push_scope(count.push(FROM), scope);
    let total: i64 = count.build_query_scalar().fetch_one(&mut *conn).await?;
    let mut query = QueryBuilder::<Base>::new("SELECT job.*, case_head.title AS case_title, case_head.case_no");
    push_scope(query.push(FROM), scope);
    query.push(" ORDER BY job.due_ms, job.case_id, job.job");
    push_window(&mut query, window.bounded());
    let rows = query.build_query_as().fetch_all(conn).await?;
    Ok(Page { rows, total })
}

/// Incidents that nobody has resolved, the oldest first.
pub(crate) async fn open_incidents(
    conn: &mut Conn,
    scope: &Scope,
    window: Window,
) -> Result<Page<IncidentOfCase>, StoreError> {
    const FROM: &str =
        " FROM incident JOIN case_head ON case_head.case_id = incident.case_id WHERE incident.resolved_at IS NULL AND ";
    let mut count = QueryBuilder::<Base>::new("SELECT COUNT(*)");
    push_scope(count.push(FROM), scope);
    let total: i64 = count.build_query_scalar().fetch_one(&mut *conn).await?;
    let mut query = QueryBuilder::<Base>::new("SELECT incident.*, case_head.title AS case_title, case_head.case_no");
    push_scope(query.push(FROM), scope);
    query.push(" ORDER BY incident.at_ms, incident.case_id, incident.incident");
    push_window(&mut query, window.bounded());
    let rows = query.build_query_as().fetch_all(conn).await?;
    Ok(Page { rows, total })
}
