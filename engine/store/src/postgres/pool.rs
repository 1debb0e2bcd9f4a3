//! The PostgreSQL side: one pool for reading and writing.
//!
//! sqlx 0.9.0 can put a connection with an open transaction back into the pool when a future is dropped while `begin` is in
//! flight (sqlx issues 4385, 4393). Two remedies, both used: every transaction runs in a task of its own, which a dropped
//! request cannot cancel, and each connection that comes back is sent a `ROLLBACK`. Drop the hook when a fixed release is taken.

use super::Conn;
use crate::error::{StoreError, stopped};
use crate::work::Step;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, Executor, PgPool};
use std::str::FromStr;
use std::time::Duration;

const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(30);
/// Tries of a transaction that the database ended to break a deadlock.
const TRIES: u32 = 3;

/// An opened PostgreSQL database.
#[derive(Debug)]
pub(crate) struct Pg {
    pub(crate) pool: PgPool,
    options: PgConnectOptions,
}

impl Pg {
    pub(crate) async fn open(url: &str, connections: u32) -> Result<Pg, StoreError> {
        // `error`: otherwise each ROLLBACK of the hook is answered by a warning.
        let options = PgConnectOptions::from_str(url)?
            .application_name("xiezhi")
            .options([("client_min_messages", "error"), ("synchronous_commit", "on")]);
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .after_release(|conn, _| Box::pin(async move { conn.execute("ROLLBACK").await.map(|_| true) }))
            .connect_with(options.clone())
            .await?;
        Ok(Pg { pool, options })
    }

    /// A connection of its own, for migrations.
    pub(crate) async fn connection(&self) -> Result<Conn, StoreError> {
        Ok(Conn::connect_with(&self.options).await?)
    }

    /// Runs work in a transaction of its own.
    pub(crate) async fn run<T, E, F>(&self, run: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Send + From<StoreError> + AsDatabase + 'static,
        F: for<'c> Fn(&'c mut Conn) -> Step<'c, Result<T, E>> + Send + Sync + 'static,
    {
        let pool = self.pool.clone();
        let task = tokio::spawn(async move {
            let mut left = TRIES;
            loop {
                left -= 1;
                match transaction(&pool, &run).await {
                    Err(error) if left > 0 && error.is_deadlock() => continue,
                    outcome => return outcome,
                }
            }
        });
        task.await.unwrap_or_else(|error| Err(E::from(stopped(error.to_string()))))
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

async fn transaction<T, E, F>(pool: &PgPool, run: &F) -> Result<T, E>
where
    E: From<StoreError>,
    F: for<'c> Fn(&'c mut Conn) -> Step<'c, Result<T, E>> + Send,
{
    let mut transaction = pool.begin().await.map_err(StoreError::from)?;
    let value = match run(&mut transaction).await {
        Ok(value) => value,
        Err(error) => {
            // A lost connection has rolled back already; the first error is the one to tell.
            let _ = transaction.rollback().await;
            return Err(error);
        }
    };
    transaction.commit().await.map_err(StoreError::from)?;
    Ok(value)
}

/// Errors that may carry one of the database.
pub(crate) trait AsDatabase {
    fn database(&self) -> Option<&dyn sqlx::error::DatabaseError>;

    /// Deadlock or serialization failure: the same transaction may succeed when run again.
    fn is_deadlock(&self) -> bool {
        self.database().and_then(|error| error.code()).is_some_and(|code| code == "40P01" || code == "40001")
    }
}

impl AsDatabase for StoreError {
    fn database(&self) -> Option<&dyn sqlx::error::DatabaseError> {
        match self {
            StoreError::Database(sqlx::Error::Database(error)) => Some(error.as_ref()),
            _ => None,
        }
    }
}

impl AsDatabase for crate::error::CommitError {
    fn database(&self) -> Option<&dyn sqlx::error::DatabaseError> {
        match self {
            crate::error::CommitError::Store(error) => error.database(),
            _ => None,
        }
    }
}
