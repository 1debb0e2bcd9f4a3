//! The index rows of a case, written with each commit, and the reading of one case.

use super::Conn;
use crate::error::{CommitError, StoreError};
use crate::record::case::{
    CaseHead, CaseRecord, IncidentRow, JobRow, LimitRow, PersonOfCase, SubscriptionRow, TaskRow, TimerRow, job_state,
};
use crate::record::commit::Commit;
use crate::record::file::DocumentRow;

/// Writes what lists and workers ask for.
pub(crate) async fn write_index(conn: &mut Conn, commit: &Commit) -> Result<(), CommitError> {
    let case = commit.case.as_str();
    write_head(conn, case, &commit.head).await?;
    if let Some(people) = &commit.people {
        write_people(conn, case, people).await?;
    }
    for task in &commit.tasks {
        write_task(conn, case, task).await?;
    }
    for timer in &commit.timers {
        write_timer(conn, case, timer).await?;
    }
    for subscription in &commit.subscriptions {
        write_subscription(conn, case, subscription).await?;
    }
    for job in &commit.jobs {
        write_job(conn, case, job).await?;
    }
    for incident in &commit.incidents {
        write_incident(conn, case, incident).await?;
    }
    for limit in &commit.limits {
        write_limit(conn, case, limit).await?;
    }
    for document in &commit.documents {
        write_document(conn, case, document).await?;
    }
    remove(conn, "DELETE FROM task WHERE case_id = $1 AND task = $2", case, &commit.tasks_removed).await?;
    remove(conn, "DELETE FROM timer WHERE case_id = $1 AND timer = $2", case, &commit.timers_removed).await?;
    let subscriptions = "DELETE FROM subscription WHERE case_id = $1 AND subscription = $2";
    remove(conn, subscriptions, case, &commit.subscriptions_removed).await?;
    remove(conn, "DELETE FROM job WHERE case_id = $1 AND job = $2", case, &commit.jobs_removed).await?;
    remove(conn, "DELETE FROM case_limit WHERE case_id = $1 AND limit_key = $2", case, &commit.limits_removed).await?;
    remove(conn, "DELETE FROM draft WHERE case_id = $1 AND task = $2", case, &commit.drafts_removed).await?;
    Ok(())
}

async fn remove(conn: &mut Conn, statement: &'static str, case: &str, ids: &[String]) -> Result<(), StoreError> {
    for id in ids {
        sqlx::query(statement).bind(case).bind(id).execute(&mut *conn).await?;
    }
    Ok(())
}

const HEAD: &str = "INSERT INTO case_head (case_id, clue_no, case_no, title, cause, cause_title, party_name, party_code, unit, unit_name, \
    methods, phase, phase_title, result, action_code, decision_no, lead, opened_at, filed_at, closed_at, archived_at, changed_at, data) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) \
    ON CONFLICT (case_id) DO UPDATE SET clue_no = excluded.clue_no, case_no = excluded.case_no, title = excluded.title, \
    cause = excluded.cause, cause_title = excluded.cause_title, party_name = excluded.party_name, party_code = excluded.party_code, \
    unit = excluded.unit, unit_name = excluded.unit_name, methods = excluded.methods, phase = excluded.phase, \
    phase_title = excluded.phase_title, result = excluded.result, action_code = excluded.action_code, \
    decision_no = excluded.decision_no, lead = excluded.lead, opened_at = excluded.opened_at, filed_at = excluded.filed_at, \
    closed_at = excluded.closed_at, archived_at = excluded.archived_at, changed_at = excluded.changed_at, data = excluded.data";

async fn write_head(conn: &mut Conn, case: &str, head: &CaseHead) -> Result<(), StoreError> {
    let query = sqlx::query(HEAD)
        .bind(case)
        .bind(&head.clue_no)
        .bind(&head.case_no)
        .bind(&head.title)
        .bind(&head.cause)
        .bind(&head.cause_title)
        .bind(&head.party_name)
        .bind(&head.party_code)
        .bind(&head.unit)
        .bind(&head.unit_name)
        .bind(&head.methods)
        .bind(&head.phase)
        .bind(&head.phase_title)
        .bind(&head.result)
        .bind(&head.action_code)
        .bind(&head.decision_no)
        .bind(&head.lead)
        .bind(head.opened_at)
        .bind(head.filed_at)
        .bind(head.closed_at)
        .bind(head.archived_at)
        .bind(head.changed_at)
        .bind(&head.data);
    query.execute(conn).await?;
    Ok(())
}

async fn write_people(conn: &mut Conn, case: &str, people: &[PersonOfCase]) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM case_person WHERE case_id = $1").bind(case).execute(&mut *conn).await?;
    for person in people {
        sqlx::query("INSERT INTO case_person (case_id, role, person) VALUES ($1, $2, $3) ON CONFLICT (case_id, role, person) DO NOTHING")
            .bind(case)
            .bind(&person.role)
            .bind(&person.person)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

const TASK: &str = "INSERT INTO task (case_id, task, instance, element, step, title, method, role, unit, assignee, state, form, unavailable, \
    opened_at, due_ms, limit_key, done_at, done_by, outcome, data) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) \
    ON CONFLICT (case_id, task) DO UPDATE SET instance = excluded.instance, element = excluded.element, step = excluded.step, \
    title = excluded.title, method = excluded.method, role = excluded.role, unit = excluded.unit, assignee = excluded.assignee, \
    state = excluded.state, form = excluded.form, unavailable = excluded.unavailable, opened_at = excluded.opened_at, \
    due_ms = excluded.due_ms, limit_key = excluded.limit_key, done_at = excluded.done_at, done_by = excluded.done_by, \
    outcome = excluded.outcome, data = excluded.data";

async fn write_task(conn: &mut Conn, case: &str, task: &TaskRow) -> Result<(), StoreError> {
    let query = sqlx::query(TASK)
        .bind(case)
        .bind(&task.task)
        .bind(&task.instance)
        .bind(&task.element)
        .bind(&task.step)
        .bind(&task.title)
        .bind(&task.method)
        .bind(&task.role)
        .bind(&task.unit)
        .bind(&task.assignee)
        .bind(&task.state)
        .bind(&task.form)
        .bind(task.unavailable)
        .bind(task.opened_at)
        .bind(task.due_ms)
        .bind(&task.limit_key)
        .bind(task.done_at)
        .bind(&task.done_by)
        .bind(&task.outcome)
        .bind(&task.data);
    query.execute(conn).await?;
    Ok(())
}

async fn write_timer(conn: &mut Conn, case: &str, timer: &TimerRow) -> Result<(), StoreError> {
    let upsert = "INSERT INTO timer (case_id, timer, element, source, due_ms, wake_ms) VALUES ($1, $2, $3, $4, $5, $5) \
                  ON CONFLICT (case_id, timer) DO UPDATE SET element = excluded.element, source = excluded.source, \
                  due_ms = excluded.due_ms, wake_ms = excluded.wake_ms";
    let query =
        sqlx::query(upsert).bind(case).bind(&timer.timer).bind(&timer.element).bind(&timer.source).bind(timer.due_ms);
    query.execute(conn).await?;
    Ok(())
}

async fn write_subscription(conn: &mut Conn, case: &str, row: &SubscriptionRow) -> Result<(), StoreError> {
    let upsert = "INSERT INTO subscription (case_id, subscription, element, message, key, role, unit, form, title) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                  ON CONFLICT (case_id, subscription) DO UPDATE SET element = excluded.element, message = excluded.message, \
                  key = excluded.key, role = excluded.role, unit = excluded.unit, form = excluded.form, title = excluded.title";
    let query = sqlx::query(upsert)
        .bind(case)
        .bind(&row.subscription)
        .bind(&row.element)
        .bind(&row.message)
        .bind(&row.key)
        .bind(&row.role)
        .bind(&row.unit)
        .bind(&row.form)
        .bind(&row.title);
    query.execute(conn).await?;
    Ok(())
}

async fn write_job(conn: &mut Conn, case: &str, job: &JobRow) -> Result<(), CommitError> {
    if job.state == job_state::LEASED {
        return Err(CommitError::Malformed {
            expected: "a job that is ready, failed or done".to_owned(),
            found: "one that is leased; only claims lease".to_owned(),
        });
    }
    let upsert = "INSERT INTO job (case_id, job, element, connector, operation, key, state, due_ms, attempts, retries_left, input, \
                  last_error, created_at, epoch, lease_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0) \
                  ON CONFLICT (case_id, job) DO UPDATE SET element = excluded.element, connector = excluded.connector, \
                  operation = excluded.operation, key = excluded.key, state = excluded.state, due_ms = excluded.due_ms, \
                  attempts = excluded.attempts, retries_left = excluded.retries_left, input = excluded.input, \
                  last_error = excluded.last_error, created_at = excluded.created_at, lease_until = 0";
    let query = sqlx::query(upsert)
        .bind(case)
        .bind(&job.job)
        .bind(&job.element)
        .bind(&job.connector)
        .bind(&job.operation)
        .bind(&job.key)
        .bind(&job.state)
        .bind(job.due_ms)
        .bind(job.attempts)
        .bind(job.retries_left)
        .bind(&job.input)
        .bind(&job.last_error)
        .bind(job.created_at);
    query.execute(conn).await?;
    Ok(())
}

async fn write_incident(conn: &mut Conn, case: &str, row: &IncidentRow) -> Result<(), StoreError> {
    let upsert = "INSERT INTO incident (case_id, incident, element, code, message, at_ms, resolved_at, resolved_by, data) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                  ON CONFLICT (case_id, incident) DO UPDATE SET element = excluded.element, code = excluded.code, \
                  message = excluded.message, resolved_at = excluded.resolved_at, \
                  resolved_by = excluded.resolved_by, data = excluded.data";
    let query = sqlx::query(upsert)
        .bind(case)
        .bind(&row.incident)
        .bind(&row.element)
        .bind(&row.code)
        .bind(&row.message)
        .bind(row.at_ms)
        .bind(row.resolved_at)
        .bind(&row.resolved_by)
        .bind(&row.data);
    query.execute(conn).await?;
    Ok(())
}

async fn write_limit(conn: &mut Conn, case: &str, row: &LimitRow) -> Result<(), StoreError> {
    let upsert = "INSERT INTO case_limit (case_id, limit_key, limit_id, title, state, start_on, due_on, due_ms, yellow_ms, red_ms, \
                  provisional, basis, responsible, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
                  ON CONFLICT (case_id, limit_key) DO UPDATE SET limit_id = excluded.limit_id, title = excluded.title, \
                  state = excluded.state, start_on = excluded.start_on, due_on = excluded.due_on, due_ms = excluded.due_ms, \
                  yellow_ms = excluded.yellow_ms, red_ms = excluded.red_ms, provisional = excluded.provisional, \
                  basis = excluded.basis, responsible = excluded.responsible, data = excluded.data";
    let query = sqlx::query(upsert)
        .bind(case)
        .bind(&row.limit_key)
        .bind(&row.limit_id)
        .bind(&row.title)
        .bind(&row.state)
        .bind(&row.start_on)
        .bind(&row.due_on)
        .bind(row.due_ms)
        .bind(row.yellow_ms)
        .bind(row.red_ms)
        .bind(row.provisional)
        .bind(&row.basis)
        .bind(&row.responsible)
        .bind(&row.data);
    query.execute(conn).await?;
    Ok(())
}

/// After `draft`, kind, number and bytes of a version are fixed: only what is absent may still be filled in.
const DOCUMENT: &str = "INSERT INTO document (case_id, document, version, kind, title, state, number, digest, sealed_digest, created_at, \
    frozen_at, sealed_at, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
    ON CONFLICT (case_id, document, version) DO UPDATE SET kind = excluded.kind, title = excluded.title, state = excluded.state, \
    number = excluded.number, digest = excluded.digest, sealed_digest = excluded.sealed_digest, created_at = excluded.created_at, \
    frozen_at = excluded.frozen_at, sealed_at = excluded.sealed_at, data = excluded.data \
    WHERE document.state = 'draft' OR (document.kind = excluded.kind AND excluded.state <> 'draft' \
    AND COALESCE(document.number, excluded.number, '') = COALESCE(excluded.number, '') \
    AND COALESCE(document.digest, excluded.digest, '') = COALESCE(excluded.digest, '') \
    AND COALESCE(document.sealed_digest, excluded.sealed_digest, '') = COALESCE(excluded.sealed_digest, ''))";

async fn write_document(conn: &mut Conn, case: &str, row: &DocumentRow) -> Result<(), StoreError> {
    let query = sqlx::query(DOCUMENT)
        .bind(case)
        .bind(&row.document)
        .bind(row.version)
        .bind(&row.kind)
        .bind(&row.title)
        .bind(&row.state)
        .bind(&row.number)
        .bind(&row.digest)
        .bind(&row.sealed_digest)
        .bind(row.created_at)
        .bind(row.frozen_at)
        .bind(row.sealed_at)
        .bind(&row.data);
    match query.execute(conn).await?.rows_affected() {
        1 => Ok(()),
        _ => Err(StoreError::Immutable {
            what: format!("document {} version {} of case {case}", row.document, row.version),
        }),
    }
}

pub(crate) async fn case(conn: &mut Conn, case: &str) -> Result<Option<CaseRecord>, StoreError> {
    let select = "SELECT id, version, release, state, file, last_seq FROM case_state WHERE id = $1";
    Ok(sqlx::query_as(select).bind(case).fetch_optional(conn).await?)
}

pub(crate) async fn head(conn: &mut Conn, case: &str) -> Result<Option<CaseHead>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM case_head WHERE case_id = $1").bind(case).fetch_optional(conn).await?)
}

pub(crate) async fn tasks(conn: &mut Conn, case: &str) -> Result<Vec<TaskRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM task WHERE case_id = $1 ORDER BY opened_at, length(task), task")
        .bind(case)
        .fetch_all(conn)
        .await?)
}

pub(crate) async fn task(conn: &mut Conn, case: &str, task: &str) -> Result<Option<TaskRow>, StoreError> {
    let select = "SELECT * FROM task WHERE case_id = $1 AND task = $2";
    Ok(sqlx::query_as(select).bind(case).bind(task).fetch_optional(conn).await?)
}

pub(crate) async fn timers(conn: &mut Conn, case: &str) -> Result<Vec<TimerRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM timer WHERE case_id = $1 ORDER BY due_ms, timer")
        .bind(case)
        .fetch_all(conn)
        .await?)
}

pub(crate) async fn jobs(conn: &mut Conn, case: &str) -> Result<Vec<JobRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM job WHERE case_id = $1 ORDER BY created_at, length(job), job")
        .bind(case)
        .fetch_all(conn)
        .await?)
}

pub(crate) async fn incidents(conn: &mut Conn, case: &str) -> Result<Vec<IncidentRow>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM incident WHERE case_id = $1 ORDER BY at_ms, incident")
        .bind(case)
        .fetch_all(conn)
        .await?)
}

pub(crate) async fn documents(conn: &mut Conn, case: &str) -> Result<Vec<DocumentRow>, StoreError> {
    let select = "SELECT * FROM document WHERE case_id = $1 ORDER BY length(document), document, version";
    Ok(sqlx::query_as(select).bind(case).fetch_all(conn).await?)
}
