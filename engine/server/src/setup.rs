//! Wiring that several commands share: logging, the runtime, the clock, randomness, the opened product.

use crate::Place;
use app::{App, Settings};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Logs to standard error; `XIEZHI_LOG` filters, `XIEZHI_LOG_JSON=1` writes JSON lines.
pub fn logging() {
    let filter = EnvFilter::try_from_env("XIEZHI_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,xiezhi=info,api=info,worker=info"));
    let base = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::env::var("XIEZHI_LOG_JSON").is_ok_and(|v| v == "1") { base.json().init() } else { base.init() }
}

/// Runs a command on the asynchronous runtime.
pub fn block_on(task: impl Future<Output = Result<ExitCode, String>>) -> Result<ExitCode, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    runtime.block_on(task)
}

/// The system clock, milliseconds UTC. The one place that reads it.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// 32 unpredictable bytes. The one place that asks for them.
pub fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).unwrap_or_else(|e| panic!("the system gives no randomness: {e}"));
    bytes
}

/// Address of the database of a place.
pub fn database(place: &Place) -> String {
    place.database.clone().unwrap_or_else(|| format!("sqlite:{}", place.data.join("xiezhi.sqlite").display()))
}

/// Folder of the fonts: as given, else beside the program, else the cache of the build.
pub fn fonts(given: Option<&Path>) -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|p| p.parent().map(|p| p.join("fonts")));
    let cache = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/xiezhi/fonts"));
    given.map(Path::to_path_buf).into_iter().chain(beside).chain(cache).find(|p| p.is_dir())
}

/// Opens database and files and loads the published release.
pub async fn open(place: &Place, demo: bool) -> Result<App, String> {
    std::fs::create_dir_all(&place.data).map_err(|e| format!("{}: {e}", place.data.display()))?;
    let settings = Settings {
        database: database(place),
        files: place.data.join("files"),
        fonts: fonts(place.fonts.as_deref()),
        demo,
        agency_keys: std::env::var("XIEZHI_AGENCY_KEYS").unwrap_or_default(),
        random: Box::new(random),
    };
    App::open(settings).await.map_err(|e| e.to_string())
}
