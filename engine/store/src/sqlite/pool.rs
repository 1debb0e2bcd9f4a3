//! The SQLite side: one writer task with the only writing connection, and a pool of read-only connections.
//!
//! Waiting work is grouped into one durable transaction. Each member runs behind a savepoint, so a member that fails takes only
//! itself back; if the whole transaction fails, it is rolled back and its members run singly. Nobody is answered before the
//! bytes are durable. A caller that goes away in between changes nothing: the writer is never cancelled by it.

use super::Conn;
use crate::error::{StoreError, stopped};
use crate::work::Step;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqlitePool};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr;
use std::task::Poll;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// The most members of one durable transaction.
const GROUP_MAX: usize = 200;
/// How long a group may go on collecting while others still come in.
const GROUP_WINDOW: Duration = Duration::from_millis(5);
/// Work that may wait before callers have to.
const QUEUE_MAX: usize = 1024;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// An opened SQLite database.
#[derive(Debug)]
pub(crate) struct Lite {
    pub(crate) readers: SqlitePool,
    options: SqliteConnectOptions,
    queue: mpsc::Sender<Message>,
}

enum Message {
    Work(Box<dyn Member>),
    Close(oneshot::Sender<()>),
}

/// A unit of work in a group. It may run twice: in the group, and singly after the group failed.
trait Member: Send {
    /// Runs and keeps the result; `false` asks for its writes to be taken back.
    fn run<'c>(&'c mut self, conn: &'c mut Conn) -> Step<'c, bool>;
    /// Hands out the result, or `lost` where the transaction did not become durable.
    fn answer(self: Box<Self>, lost: Option<StoreError>);
}

struct Work<T, E, F> {
    run: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Member for Work<T, E, F>
where
    T: Send,
    E: Send + From<StoreError>,
    F: for<'c> Fn(&'c mut Conn) -> Step<'c, Result<T, E>> + Send,
{
    fn run<'c>(&'c mut self, conn: &'c mut Conn) -> Step<'c, bool> {
        let step = (self.run)(conn);
        let result = &mut self.result;
        Box::pin(async move { result.insert(step.await).is_ok() })
    }

    fn answer(self: Box<Self>, lost: Option<StoreError>) {
        let result = match (lost, self.result) {
            (Some(lost), Some(Ok(_)) | None) => Err(E::from(lost)),
            (_, Some(result)) => result,
            (None, None) => Err(E::from(stopped("the write did not come to an end"))),
        };
        // The caller may be gone; what is stored is stored.
        let _ = self.reply.send(result);
    }
}

impl Lite {
    /// Opens (and creates, if absent) the database file and starts the writer.
    pub(crate) async fn open(url: &str, readers: u32) -> Result<Lite, StoreError> {
        let options = SqliteConnectOptions::from_str(url)?
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("wal_autocheckpoint", "2000")
            .pragma("cache_size", "-65536")
            .pragma("temp_store", "memory");
        let writer = options.clone().create_if_missing(true).connect().await?;
        let readers =
            SqlitePoolOptions::new().max_connections(readers).connect_with(options.clone().read_only(true)).await?;
        let (queue, inbox) = mpsc::channel(QUEUE_MAX);
        tokio::spawn(write(writer, inbox));
        Ok(Lite { readers, options, queue })
    }

    /// A connection of its own that may write, for migrations.
    pub(crate) async fn connection(&self) -> Result<Conn, StoreError> {
        Ok(self.options.connect().await?)
    }

    /// Runs work in a durable transaction, perhaps together with others.
    pub(crate) async fn run<T, E, F>(&self, run: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Send + From<StoreError> + 'static,
        F: for<'c> Fn(&'c mut Conn) -> Step<'c, Result<T, E>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let work = Work { run, result: None, reply };
        self.queue.send(Message::Work(Box::new(work))).await.map_err(|_| stopped("the writer has ended"))?;
        answer.await.unwrap_or_else(|_| Err(E::from(stopped("the writer ended in the middle of the work"))))
    }

    /// Finishes what waits and closes all connections.
    pub(crate) async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.queue.send(Message::Close(done)).await.is_ok() {
            let _ = closed.await;
        }
        self.readers.close().await;
    }
}

async fn write(mut conn: Conn, mut inbox: mpsc::Receiver<Message>) {
    let mut closing = None;
    while closing.is_none() {
        let Some(first) = inbox.recv().await else { break };
        let mut group = Vec::new();
        #[expect(clippy::disallowed_methods, reason = "bounds how long a group collects; no decision sees it")]
        let started = Instant::now();
        let mut next = Some(first);
        // Whoever waits comes along; as soon as nobody else does, the group goes.
        while let Some(message) = next.take() {
            match message {
                Message::Work(work) => group.push(work),
                Message::Close(done) => closing = Some(done),
            }
            if closing.is_some() || group.len() == GROUP_MAX || started.elapsed() >= GROUP_WINDOW {
                break;
            }
            next = inbox.try_recv().ok();
            if next.is_none() && group.len() > 1 {
                tokio::task::yield_now().await;
                next = inbox.try_recv().ok();
            }
        }
        write_group(&mut conn, group).await;
    }
    if let Err(error) = conn.close().await {
        tracing::warn!(%error, "the writing connection did not close cleanly");
    }
    if let Some(done) = closing {
        let _ = done.send(());
    }
}

async fn write_group(conn: &mut Conn, mut group: Vec<Box<dyn Member>>) {
    let error = match transaction(conn, &mut group).await {
        Ok(()) => return group.into_iter().for_each(|member| member.answer(None)),
        Err(Broken::AtBegin(error)) => {
            // Another process holds the database; trying each member singly would only multiply the wait.
            let reason = error.to_string();
            return group
                .into_iter()
                .for_each(|member| member.answer(Some(StoreError::Busy { reason: reason.clone() })));
        }
        Err(Broken::Later(error)) => error,
    };
    if group.len() == 1 {
        let mut lost = Some(error.into());
        return group.into_iter().for_each(|member| member.answer(lost.take()));
    }
    tracing::warn!(%error, members = group.len(), "a group was rolled back; its members run singly");
    for member in group {
        let mut single = [member];
        let lost = match transaction(conn, &mut single).await {
            Ok(()) => None,
            Err(Broken::AtBegin(error)) => Some(StoreError::Busy { reason: error.to_string() }),
            Err(Broken::Later(error)) => Some(error.into()),
        };
        let [member] = single;
        member.answer(lost);
    }
}

/// Where a transaction failed. Nothing of it is stored either way.
enum Broken {
    AtBegin(sqlx::Error),
    Later(sqlx::Error),
}

/// One durable transaction over the members.
async fn transaction(conn: &mut Conn, group: &mut [Box<dyn Member>]) -> Result<(), Broken> {
    if group.is_empty() {
        return Ok(());
    }
    execute(conn, "BEGIN IMMEDIATE").await.map_err(Broken::AtBegin)?;
    let outcome = match run_members(conn, group).await {
        Ok(()) => execute(conn, "COMMIT").await,
        Err(error) => Err(error),
    };
    if outcome.is_err() {
        // After some errors (a full disk) SQLite has rolled back by itself; then this one fails, and that is well.
        let _ = execute(conn, "ROLLBACK").await;
    }
    outcome.map_err(Broken::Later)
}

async fn run_members(conn: &mut Conn, group: &mut [Box<dyn Member>]) -> Result<(), sqlx::Error> {
    for member in group {
        execute(conn, "SAVEPOINT member").await?;
        if !run_member(conn, member.as_mut()).await {
            execute(conn, "ROLLBACK TO member").await?;
        }
        execute(conn, "RELEASE member").await?;
    }
    Ok(())
}

/// Runs one member. A panic in it, a bug, is its own failure: the writer and the neighbours live on.
async fn run_member(conn: &mut Conn, member: &mut dyn Member) -> bool {
    let mut step = member.run(conn);
    poll_fn(|context| {
        catch_unwind(AssertUnwindSafe(|| step.as_mut().poll(context))).unwrap_or_else(|_| {
            tracing::error!("a write panicked; it is taken back");
            Poll::Ready(false)
        })
    })
    .await
}

async fn execute(conn: &mut Conn, statement: &'static str) -> Result<(), sqlx::Error> {
    sqlx::query(statement).execute(conn).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A statement after which the member panics.
    const PANIC: &str = "INSERT INTO t VALUES (2)";

    type Answer = oneshot::Receiver<Result<i64, StoreError>>;

    fn member(statement: &'static str) -> (Box<dyn Member>, Answer) {
        let (reply, answer) = oneshot::channel();
        // Names the bound, so that the closure is general over the lifetime of the connection.
        fn general<F: for<'c> Fn(&'c mut Conn) -> Step<'c, Result<i64, StoreError>>>(run: F) -> F {
            run
        }
        let run = general(move |conn| {
            Box::pin(async move {
                let rows = sqlx::query(statement).execute(conn).await?.rows_affected();
                assert_ne!(statement, PANIC);
                Ok(rows as i64)
            })
        });
        (Box::new(Work { run, result: None, reply }), answer)
    }

    #[tokio::test]
    async fn a_panic_of_one_member_leaves_the_writer_and_its_neighbours() {
        assert_eq!(
            outcome(["INSERT INTO t VALUES (1)", PANIC, "INSERT INTO t VALUES (3)"]).await,
            (vec![true, false, true], 2)
        );
    }

    async fn outcome(statements: [&'static str; 3]) -> (Vec<bool>, i64) {
        let mut conn = Conn::connect("sqlite::memory:").await.unwrap();
        execute(&mut conn, "CREATE TABLE t (x INTEGER PRIMARY KEY) STRICT").await.unwrap();
        let (members, answers): (Vec<_>, Vec<_>) = statements.into_iter().map(member).unzip();
        write_group(&mut conn, members).await;
        let mut ok = Vec::new();
        for answer in answers {
            ok.push(answer.await.unwrap().is_ok());
        }
        let rows = sqlx::query_scalar("SELECT COUNT(*) FROM t").fetch_one(&mut conn).await.unwrap();
        (ok, rows)
    }

    #[tokio::test]
    async fn a_member_that_fails_takes_only_itself_back() {
        let statements = ["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2), (1)", "INSERT INTO t VALUES (3)"];
        assert_eq!(outcome(statements).await, (vec![true, false, true], 2));
    }

    /// As SQLite does by itself when the disk is full: the whole transaction is gone in the middle of the group.
    #[tokio::test]
    async fn members_of_a_group_that_broke_run_singly() {
        let statements = ["INSERT INTO t VALUES (1)", "ROLLBACK", "INSERT INTO t VALUES (3)"];
        assert_eq!(outcome(statements).await, (vec![true, false, true], 2));
    }

    #[tokio::test]
    async fn claims_and_due_timers_do_not_sort_the_backlog() {
        let mut conn = Conn::connect("sqlite::memory:").await.unwrap();
        sqlx::migrate!("migrations/sqlite").run(&mut conn).await.unwrap();
        let plans =
            [super::super::job::DUE_TIMERS, super::super::dialect::CLAIM_JOBS, super::super::dialect::RECLAIM_JOBS]
                .map(|statement| format!("EXPLAIN QUERY PLAN {statement}"));
        for plan in plans {
            let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(plan.clone()))
                .bind(1)
                .bind(2)
                .bind(3)
                .fetch_all(&mut conn)
                .await
                .unwrap();
            assert!(steps.iter().all(|step| !step.3.contains("TEMP B-TREE")), "{plan}: {steps:?}");
        }
    }
}
