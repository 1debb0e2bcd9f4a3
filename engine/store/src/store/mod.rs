//! The store that callers see: opening, migrating, the marks of the database. Its operations stand by subject in the files beside.

mod account;
mod case;
mod content;
mod files;
mod portal;
mod staff;

use crate::blob::Blobs;
use crate::error::StoreError;
use crate::postgres::pool::Pg;
use crate::sqlite::pool::Lite;
use crate::work::{read, transact};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::watch;

/// Where the data lies.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Folder of the blobs; made if absent.
    pub blobs: PathBuf,
    /// Connections: on PostgreSQL in all, on SQLite for reading.
    pub connections: u32,
}

impl Settings {
    /// Settings with the usual number of connections.
    pub fn new(url: impl Into<String>, blobs: impl Into<PathBuf>) -> Self {
        Settings { url: url.into(), blobs: blobs.into(), connections: 8 }
    }
}

/// The store. Clones share one database.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) base: Base,
    pub(crate) blobs: Blobs,
    /// Counts the commits of this process.
    pub(crate) commits: watch::Sender<u64>,
    /// Removed with the last clone; see [`Store::temporary`].
    temporary: Option<PathBuf>,
}

#[derive(Debug)]
pub(crate) enum Base {
    Sqlite(Lite),
    Postgres(Pg),
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(folder) = &self.temporary {
            // A leftover in the system's folder for temporary files harms nobody.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

impl Store {
    /// Opens the database (a SQLite file is made if absent) and the folder of the blobs. Does not migrate.
    pub async fn open(settings: &Settings) -> Result<Store, StoreError> {
        Self::open_with(settings, None).await
    }

    /// A migrated SQLite store in a folder of its own that goes away with the store. For tests and rehearsals.
    pub async fn temporary(demonstration: bool) -> Result<Store, StoreError> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let folder = loop {
            let name = format!("xiezhi-store-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
            let folder = std::env::temp_dir().join(name);
            match std::fs::create_dir(&folder) {
                Ok(()) => break folder,
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
                Err(source) => return Err(StoreError::File { path: folder.display().to_string(), source }),
            }
        };
        let url = format!("sqlite:{}", folder.join("store.db").display());
        let store = Self::open_with(&Settings::new(url, folder.join("blobs")), Some(folder)).await?;
        store.migrate(Some(demonstration)).await?;
        Ok(store)
    }

    async fn open_with(settings: &Settings, temporary: Option<PathBuf>) -> Result<Store, StoreError> {
        let url = settings.url.as_str();
        let base = match url.split(':').next().unwrap_or_default() {
            "sqlite" => Base::Sqlite(Lite::open(url, settings.connections.max(1)).await?),
            "postgres" | "postgresql" => Base::Postgres(Pg::open(url, settings.connections.max(2)).await?),
            scheme => return Err(StoreError::Address { scheme: scheme.to_owned() }),
        };
        let blobs = Blobs::open(&settings.blobs).await?;
        Ok(Store { inner: Arc::new(Inner { base, blobs, commits: watch::Sender::new(0), temporary }) })
    }

    /// Whether several processes may work on this database at once.
    pub fn is_shared(&self) -> bool {
        matches!(self.inner.base, Base::Postgres(_))
    }

    /// Brings the schema up to date. At the first run the database gets its demonstration mark (`None`: not a demonstration);
    /// later runs keep it, and a contradicting mark is refused.
    pub async fn migrate(&self, demonstration: Option<bool>) -> Result<(), StoreError> {
        match &self.inner.base {
            Base::Sqlite(lite) => {
                let mut conn = lite.connection().await?;
                sqlx::migrate!("migrations/sqlite").run(&mut conn).await?;
                sqlx::Connection::close(conn).await?;
            }
            Base::Postgres(pg) => {
                let mut conn = pg.connection().await?;
                sqlx::migrate!("migrations/postgres").run(&mut conn).await?;
                sqlx::Connection::close(conn).await?;
            }
        }
        let asked = demonstration.unwrap_or(false);
        let stored: bool = transact!(self, meta::mark_once(asked))?;
        match demonstration {
            Some(asked) if asked != stored => Err(StoreError::DemonstrationFixed { stored, asked }),
            _ => Ok(()),
        }
    }

    /// Whether the database was marked as a demonstration at creation.
    pub async fn is_demonstration(&self) -> Result<bool, StoreError> {
        read!(self, meta::is_demonstration())
    }

    /// By how many milliseconds the clock of a demonstration is moved; 0 elsewhere.
    pub async fn clock_offset(&self) -> Result<i64, StoreError> {
        read!(self, meta::clock_offset())
    }

    /// Moves the clock of a demonstration; refused elsewhere.
    pub async fn set_clock_offset(&self, offset_ms: i64) -> Result<(), StoreError> {
        transact!(self, meta::set_clock_offset(offset_ms))
    }

    /// The blobs of this store.
    pub fn blobs(&self) -> &Blobs {
        &self.inner.blobs
    }

    /// Changes with each accepted command of this process: a nudge for workers, who look by period all the same, because
    /// commits of other nodes do not show here.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.inner.commits.subscribe()
    }

    /// Finishes the writes that wait and closes all connections. Later calls fail with [`StoreError::Stopped`] or a closed pool.
    pub async fn close(&self) {
        match &self.inner.base {
            Base::Sqlite(lite) => lite.close().await,
            Base::Postgres(pg) => pg.close().await,
        }
    }
}
