//! The commit of a command, accepted or refused. The index rows of an accepted one are written by `case.rs`.
//!
//! The first statement takes the row lock of the case (its audit tail), so two commands of one case never interleave, and the
//! look-up of the command id behind it is exact.

use super::dialect::{APPEND_JOURNAL, APPEND_PAYLOADS};
use super::{Conn, case};
use crate::audit::{self, Entry, Outcome};
use crate::error::{CommitError, StoreError};
use crate::record::account::{ACCOUNTS_CHAIN, AccountTrail};
use crate::record::commit::{Commit, Committed, FirstAnswer, JournalRow, Lease, NumberDrawn, RefusedAudit};
use serde_json::json;

/// Number and digest of the newest audit row of a case.
struct Tail {
    n: i64,
    digest: String,
}

/// Writes everything that an accepted command changes.
pub(crate) async fn commit(conn: &mut Conn, commit: &Commit) -> Result<Committed, CommitError> {
    let tail = lock_tail(conn, &commit.case).await?;
    not_answered(conn, commit).await?;
    write_state(conn, commit).await?;
    for lease in &commit.leases {
        hold_lease(conn, &commit.case, lease).await?;
    }
    // Always in the same order, so that two commits cannot wait for each other's series.
    let mut numbers: Vec<&NumberDrawn> = commit.numbers.iter().collect();
    numbers.sort_by(|a, b| a.series.cmp(&b.series).then(a.expected.cmp(&b.expected)));
    for number in numbers {
        draw(conn, commit, number).await?;
    }
    write_journal(conn, &commit.case, &commit.journal).await?;
    case::write_index(conn, commit).await?;

    let digest = audit::digest_of(commit.journal.iter().map(|row| row.line.as_slice()));
    let events = match (commit.journal.first(), commit.journal.last()) {
        (Some(first), Some(last)) => Some((first.seq, last.seq, digest.as_str())),
        _ => None,
    };
    let entry = Entry {
        case: &commit.case,
        n: tail.n + 1,
        at_ms: commit.at_ms,
        actor: &commit.actor,
        command: &commit.command,
        verb: &commit.verb,
        outcome: Outcome::Done { events },
        more: &commit.audit,
        prev: &tail.digest,
    };
    write_audit(conn, &entry, "done").await?;
    let first = FirstAnswer {
        case: commit.case.clone(),
        accepted: true,
        answer: commit.answer.clone(),
        fingerprint: commit.fingerprint.clone(),
        at_ms: commit.at_ms,
    };
    keep_answer(conn, &commit.command, commit.expected_version == 0, &first).await?;
    Ok(Committed { version: commit.expected_version + 1, audit_n: tail.n + 1 })
}

/// Writes the audit row of a refused command and keeps its answer.
pub(crate) async fn refuse(conn: &mut Conn, refused: &RefusedAudit) -> Result<i64, CommitError> {
    let tail = lock_tail(conn, &refused.case).await?;
    if let Some(first) = answer_in_case(conn, &refused.case, &refused.command).await? {
        return Err(CommitError::Repeated(first));
    }
    let entry = Entry {
        case: &refused.case,
        n: tail.n + 1,
        at_ms: refused.at_ms,
        actor: &refused.actor,
        command: &refused.command,
        verb: &refused.verb,
        outcome: Outcome::Refused { code: &refused.code, task: refused.task.as_deref(), gate: refused.gate.as_deref() },
        more: &refused.audit,
        prev: &tail.digest,
    };
    write_audit(conn, &entry, "refused").await?;
    let first = FirstAnswer {
        case: refused.case.clone(),
        accepted: false,
        answer: refused.answer.clone(),
        fingerprint: refused.fingerprint.clone(),
        at_ms: refused.at_ms,
    };
    keep_answer(conn, &refused.command, false, &first).await?;
    Ok(tail.n + 1)
}

/// Adds a row to the chain of account rows, which stands beside the chains of the cases.
pub(crate) async fn append_account_trail(conn: &mut Conn, trail: &AccountTrail) -> Result<i64, StoreError> {
    let tail = lock_tail(conn, ACCOUNTS_CHAIN).await?;
    let entry = Entry {
        case: ACCOUNTS_CHAIN,
        n: tail.n + 1,
        at_ms: trail.at_ms,
        actor: &trail.actor,
        command: "",
        verb: &trail.verb,
        outcome: Outcome::Done { events: None },
        more: &trail.members,
        prev: &tail.digest,
    };
    write_audit(conn, &entry, "done").await?;
    Ok(tail.n + 1)
}

async fn lock_tail(conn: &mut Conn, case: &str) -> Result<Tail, StoreError> {
    let lock = "INSERT INTO audit_tail (case_id, n, digest) VALUES ($1, 0, $2) \
                ON CONFLICT (case_id) DO UPDATE SET n = audit_tail.n RETURNING n, digest";
    let (n, digest) = sqlx::query_as::<_, (i64, String)>(lock)
        .bind(case)
        .bind(audit::digest(case.as_bytes()))
        .fetch_one(conn)
        .await?;
    Ok(Tail { n, digest })
}

const ANSWER: &str =
    "SELECT case_id, accepted, answer, fingerprint, at_ms FROM command WHERE case_id = $1 AND command = $2";
const ANSWER_OF_OPENING: &str =
    "SELECT case_id, accepted, answer, fingerprint, at_ms FROM command WHERE command = $1 AND opens";

/// What an opening may repeat: a command of this very case, or one that opened another.
const ANSWER_FOR_OPENING: &str = "SELECT case_id, accepted, answer, fingerprint, at_ms FROM command WHERE case_id = $1 AND command = $2 \
    UNION SELECT case_id, accepted, answer, fingerprint, at_ms FROM command WHERE command = $2 AND opens";

/// The first answer of a command id in a case.
pub(crate) async fn answer_in_case(
    conn: &mut Conn,
    case: &str,
    command: &str,
) -> Result<Option<FirstAnswer>, StoreError> {
    Ok(sqlx::query_as(ANSWER).bind(case).bind(command).fetch_optional(conn).await?)
}

/// The first answer of a command id that opened a case.
pub(crate) async fn answer_of_opening(conn: &mut Conn, command: &str) -> Result<Option<FirstAnswer>, StoreError> {
    Ok(sqlx::query_as(ANSWER_OF_OPENING).bind(command).fetch_optional(conn).await?)
}

async fn not_answered(conn: &mut Conn, commit: &Commit) -> Result<(), CommitError> {
    let first = if commit.expected_version == 0 {
        sqlx::query_as(ANSWER_FOR_OPENING).bind(&commit.case).bind(&commit.command).fetch_optional(conn).await?
    } else {
        answer_in_case(conn, &commit.case, &commit.command).await?
    };
    first.map_or(Ok(()), |first| Err(CommitError::Repeated(first)))
}

async fn write_state(conn: &mut Conn, commit: &Commit) -> Result<(), CommitError> {
    let last_seq = commit.journal.last().map(|row| row.seq);
    let written = if commit.expected_version == 0 {
        let insert = "INSERT INTO case_state (id, version, release, last_seq, state, file) VALUES ($1, 1, $2, $3, $4, $5) \
                      ON CONFLICT (id) DO NOTHING";
        sqlx::query(insert)
            .bind(&commit.case)
            .bind(&commit.release)
            .bind(last_seq.unwrap_or(0))
            .bind(&commit.state)
            .bind(&commit.file)
            .execute(&mut *conn)
            .await?
            .rows_affected()
    } else {
        let update = "UPDATE case_state SET version = version + 1, release = $3, last_seq = COALESCE($4, last_seq), state = $5, file = $6 \
                      WHERE id = $1 AND version = $2 AND last_seq = COALESCE($7, last_seq)";
        sqlx::query(update)
            .bind(&commit.case)
            .bind(commit.expected_version)
            .bind(&commit.release)
            .bind(last_seq)
            .bind(&commit.state)
            .bind(&commit.file)
            .bind(commit.journal.first().map(|row| row.seq - 1))
            .execute(&mut *conn)
            .await?
            .rows_affected()
    };
    if written == 1 {
        return Ok(());
    }
    let stored: Option<(i64, i64)> = sqlx::query_as("SELECT version, last_seq FROM case_state WHERE id = $1")
        .bind(&commit.case)
        .fetch_optional(conn)
        .await?;
    match stored {
        Some((version, last_seq)) if version == commit.expected_version => Err(CommitError::Malformed {
            expected: format!("a journal that goes on at {}", last_seq + 1),
            found: format!("{:?}", commit.journal.first().map(|row| row.seq)),
        }),
        _ => Err(CommitError::VersionConflict { case: commit.case.clone(), expected: commit.expected_version }),
    }
}

/// Locks the job row too, so that no other worker can claim it before this commit is done.
async fn hold_lease(conn: &mut Conn, case: &str, lease: &Lease) -> Result<(), CommitError> {
    let hold = "UPDATE job SET epoch = epoch WHERE case_id = $1 AND job = $2 AND epoch = $3 AND state = 'leased'";
    let held = sqlx::query(hold).bind(case).bind(&lease.job).bind(lease.epoch).execute(conn).await?.rows_affected();
    if held == 1 { Ok(()) } else { Err(CommitError::LeaseLost { job: lease.job.clone(), epoch: lease.epoch }) }
}

async fn draw(conn: &mut Conn, commit: &Commit, number: &NumberDrawn) -> Result<(), CommitError> {
    if number.expected == 1 {
        let open = "INSERT INTO number_series (series, next) VALUES ($1, 1) ON CONFLICT (series) DO NOTHING";
        sqlx::query(open).bind(&number.series).execute(&mut *conn).await?;
    }
    let advance = "UPDATE number_series SET next = $3 WHERE series = $1 AND next = $2";
    let advanced = sqlx::query(advance)
        .bind(&number.series)
        .bind(number.expected)
        .bind(number.next)
        .execute(&mut *conn)
        .await?
        .rows_affected();
    if advanced != 1 {
        return Err(CommitError::NumberConflict { series: number.series.clone(), expected: number.expected });
    }
    for n in number.expected..number.next {
        sqlx::query("INSERT INTO number_drawn (series, n, case_id, command) VALUES ($1, $2, $3, $4)")
            .bind(&number.series)
            .bind(n)
            .bind(&commit.case)
            .bind(&commit.command)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

async fn write_journal(conn: &mut Conn, case: &str, rows: &[JournalRow]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = rows.iter().map(|row| format!("[{},\"{}\"]", row.seq, audit::hex(&row.line))).collect();
    sqlx::query(APPEND_JOURNAL).bind(case).bind(format!("[{}]", lines.join(","))).execute(&mut *conn).await?;
    let payloads: Vec<String> = rows
        .iter()
        .filter_map(|row| row.payload.as_ref().map(|payload| (row.seq, payload)))
        .map(|(seq, payload)| {
            json!([payload.ref_id, seq, audit::hex(&payload.salt), audit::hex(&payload.bytes)]).to_string()
        })
        .collect();
    if !payloads.is_empty() {
        sqlx::query(APPEND_PAYLOADS).bind(case).bind(format!("[{}]", payloads.join(","))).execute(conn).await?;
    }
    Ok(())
}

async fn write_audit(conn: &mut Conn, entry: &Entry<'_>, outcome: &str) -> Result<(), StoreError> {
    let line = audit::row(entry);
    sqlx::query("INSERT INTO audit (case_id, n, at_ms, actor, outcome, line) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(entry.case)
        .bind(entry.n)
        .bind(entry.at_ms)
        .bind(entry.actor)
        .bind(outcome)
        .bind(&line)
        .execute(&mut *conn)
        .await?;
    sqlx::query("UPDATE audit_tail SET n = $2, digest = $3 WHERE case_id = $1")
        .bind(entry.case)
        .bind(entry.n)
        .bind(audit::digest(&line))
        .execute(conn)
        .await?;
    Ok(())
}

async fn keep_answer(conn: &mut Conn, command: &str, opens: bool, first: &FirstAnswer) -> Result<(), StoreError> {
    let insert = "INSERT INTO command (case_id, command, opens, accepted, fingerprint, answer, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(insert)
        .bind(&first.case)
        .bind(command)
        .bind(opens)
        .bind(first.accepted)
        .bind(&first.fingerprint)
        .bind(&first.answer)
        .bind(first.at_ms)
        .execute(conn)
        .await?;
    Ok(())
}

/// The next free number of a series.
pub(crate) async fn next_number(conn: &mut Conn, series: &str) -> Result<i64, StoreError> {
    let next: Option<i64> = sqlx::query_scalar("SELECT next FROM number_series WHERE series = $1")
        .bind(series)
        .fetch_optional(conn)
        .await?;
    Ok(next.unwrap_or(1))
}
