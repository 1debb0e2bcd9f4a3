//! Runs a test on both databases, and makes commits with little said.

use crate::postgres::Cluster;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{CaseHead, Commit, JournalRow, Payload, Settings, Store, TaskRow, audit};

/// One case id for tests that need no other.
pub const CASE: &str = "01990c2e-7a40-7b1e-9c55-3f0d8a6b2e11";
/// 2026-08-24T02:00:00Z.
pub const NOW: i64 = 1_787_536_800_000;

/// A migrated store on one of the databases, and a second way in for tests that tamper.
pub struct Bench {
    pub store: Store,
    pub settings: Settings,
    folder: PathBuf,
}

impl Bench {
    pub async fn sqlite() -> Bench {
        let folder = folder();
        let url = format!("sqlite:{}", folder.join("store.db").display());
        Self::open(url, folder).await
    }

    /// `None`: there is no PostgreSQL here, and that was said.
    pub async fn postgres() -> Option<Bench> {
        let url = tokio::task::spawn_blocking(|| Cluster::shared().map(Cluster::database)).await.unwrap()?;
        Some(Self::open(url, folder()).await)
    }

    async fn open(url: String, folder: PathBuf) -> Bench {
        let settings = Settings { url, blobs: folder.join("blobs"), connections: 8 };
        let store = Store::open(&settings).await.unwrap();
        store.migrate(Some(true)).await.unwrap();
        Bench { store, settings, folder }
    }

    /// Runs a statement past the store, as somebody with the database in hand could.
    pub async fn tamper(&self, statement: &'static str) {
        use sqlx::Connection;
        let touched = if self.settings.url.starts_with("sqlite:") {
            let mut conn = sqlx::SqliteConnection::connect(&self.settings.url).await.unwrap();
            sqlx::query(statement).execute(&mut conn).await.unwrap().rows_affected()
        } else {
            let mut conn = sqlx::PgConnection::connect(&self.settings.url).await.unwrap();
            sqlx::query(statement).execute(&mut conn).await.unwrap().rows_affected()
        };
        assert_eq!(touched, 1, "{statement}");
    }

    /// Connections that were left inside a transaction. Always 0 on SQLite, which has one writer.
    pub async fn idle_in_transaction(&self) -> i64 {
        use sqlx::Connection;
        if self.settings.url.starts_with("sqlite:") {
            return 0;
        }
        let mut conn = sqlx::PgConnection::connect(&self.settings.url).await.unwrap();
        let count = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
        sqlx::query_scalar(count).fetch_one(&mut conn).await.unwrap()
    }

    /// Files that are being written.
    pub fn unfinished_blobs(&self) -> usize {
        std::fs::read_dir(self.folder.join("blobs/tmp")).unwrap().count()
    }

    pub fn blob_path(&self, digest: &str) -> PathBuf {
        self.folder.join("blobs/sha256").join(&digest[..2]).join(digest)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("xiezhi-suite-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs the test on SQLite, then on PostgreSQL.
pub fn on_both(test: impl AsyncFn(&Bench)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let bench = Bench::sqlite().await;
        test(&bench).await;
        bench.store.close().await;
        if let Some(bench) = Bench::postgres().await {
            test(&bench).await;
            bench.store.close().await;
        }
    });
}

/// A journal row with a payload.
pub fn event(case: &str, seq: i64) -> JournalRow {
    let payload =
        Payload { ref_id: format!("p-{seq}"), salt: vec![7; 16], bytes: format!("{{\"secret\":{seq}}}").into_bytes() };
    let digest = audit::payload_digest(&payload.salt, &payload.bytes);
    let line = format!(
        "{{\"case\":\"{case}\",\"seq\":{seq},\"type\":\"TaskCompleted\",\"data\":{{\"ref\":\"p-{seq}\",\"digest\":\"{digest}\"}}}}\n"
    );
    JournalRow { seq, line: line.into_bytes(), payload: Some(payload) }
}

/// A commit of two events on the given version; each version of these cases brings two.
pub fn commit(case: &str, version: i64, command: &str) -> Commit {
    let first = version * 2 + 1;
    Commit {
        case: case.to_owned(),
        expected_version: version,
        command: command.to_owned(),
        verb: "tasks/complete".to_owned(),
        actor: "u-lead".to_owned(),
        at_ms: NOW + version * 1000,
        release: "r-1".to_owned(),
        state: vec![0, 159, 146, 150, version as u8],
        file: b"{}".to_vec(),
        head: CaseHead {
            title: "示例市磐石建材有限公司扬尘案".to_owned(),
            unit: "990100".to_owned(),
            opened_at: NOW,
            ..CaseHead::default()
        },
        journal: vec![event(case, first), event(case, first + 1)],
        answer: format!("answer to {command}").into_bytes(),
        ..Commit::default()
    }
}

/// An open task in a pool.
pub fn task(id: &str, role: &str, unit: &str) -> TaskRow {
    TaskRow {
        task: id.to_owned(),
        instance: "i1".to_owned(),
        element: "filing/approve".to_owned(),
        title: "审批立案".to_owned(),
        role: role.to_owned(),
        unit: unit.to_owned(),
        state: store::task_state::OPEN.to_owned(),
        opened_at: NOW,
        data: "{}".to_owned(),
        ..TaskRow::default()
    }
}
