//! `xiezhi serve`: opens the store, loads the release, serves HTTP, runs the workers.

use crate::{Place, folder, setup};
use api::shell::Shell;
use app::keys::{PORTAL_SENDER, Purpose};
use clap::Args;
use connector_sdk::Registry;
use connectors_builtin::disclosure::{Disclosure, Secret, Target};
use connectors_builtin::eseal::{DevelopmentSeal, Identity, SealFace};
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// How long the own portal may take to answer.
const PORTAL_TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    place: Place,
    /// Address to listen on.
    #[arg(long, env = "XIEZHI_LISTEN", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Creates the database as a demonstration: fictitious persons, a clock that can be moved. Fixed at creation.
    #[arg(long)]
    demo: bool,
    /// Folder whose content a new database publishes first.
    #[arg(long, default_value = "definitions")]
    definitions: PathBuf,
    /// The agency's own folder: units, persons, profiles in the place of those in the definitions folder.
    #[arg(long)]
    agency: Option<PathBuf>,
    /// Address under which others reach this server; default: the address it listens on.
    #[arg(long, env = "XIEZHI_PUBLIC_URL")]
    public_url: Option<String>,
}

pub async fn run(options: Options) -> Result<ExitCode, String> {
    let app = setup::open(&options.place, options.demo).await?;
    let embedded = setup::database(&options.place).starts_with("sqlite:");
    let _lock = embedded.then(|| alone(&options.place)).transpose()?;
    if !app.has_release() {
        let files = folder::read_with(&options.definitions, options.agency.as_deref())?;
        let published = app.publish(files, "system", "首次发布", setup::now()).await.map_err(|e| e.to_string())?;
        tracing::info!(release = published.release, "published the definitions of the folder");
    }
    app.start(setup::now()).await.map_err(|e| e.to_string())?;

    let listener = TcpListener::bind(&options.listen).await.map_err(|e| format!("{}: {e}", options.listen))?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let url = options.public_url.unwrap_or_else(|| format!("http://{address}"));
    let loopback = address.ip().is_loopback();
    let registry = connectors(&options.place, &app, &format!("http://127.0.0.1:{}", address.port()))?;
    let worker = worker::start(app.clone(), registry, setup::now);

    let shell = Shell::new(app.clone(), setup::now, setup::random, !loopback);
    greet(&url, app.is_demo());
    advise(&app).await?;
    axum::serve(listener, api::router(shell)).with_graceful_shutdown(stopped()).await.map_err(|e| e.to_string())?;
    worker.stop().await;
    app.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Takes the data folder for this process: an embedded database has one server. Held until the process ends, however it ends.
fn alone(place: &Place) -> Result<File, String> {
    let path = place.data.join("serve.lock");
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let file = File::create(&path).map_err(|e| named(&e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(named(&"另一个 xiezhi serve 正在使用这个数据文件夹")),
        Err(TryLockError::Error(error)) => Err(named(&error)),
    }
}

/// Says where it is. Whoever started the server may have stopped listening: that is no reason to end.
fn greet(url: &str, demo: bool) {
    let mut out = std::io::stdout();
    let _ = writeln!(out, "獬豸 Xiezhi  {url}/");
    if demo {
        let _ = writeln!(out, "演示：打开上面的地址，选一个虚构的人登录。按 Ctrl+C 停止。");
    }
}

/// Says what a real agency's server still lacks.
async fn advise(app: &app::App) -> Result<(), String> {
    let mut notes = app.agency_notes();
    if !app.is_demo() && !app.has_accounts().await.map_err(|e| e.to_string())? {
        notes.push("还没有账号，谁也不能登录：用 xiezhi account set 登录名 --person 人员编号 开通第一个管理员".into());
    }
    for note in notes {
        let _ = writeln!(std::io::stdout(), "注意：{note}");
    }
    Ok(())
}

/// The connectors of this node.
fn connectors(place: &Place, app: &app::App, own: &str) -> Result<Registry, String> {
    let fonts = setup::fonts(place.fonts.as_deref()).ok_or("no fonts: papers and seals cannot be made")?;
    let face = SealFace::load(&fonts).map_err(|e| e.to_string())?;
    let seal = DevelopmentSeal::new(seal_identity(&place.data.join("development-seal.pem"))?, face);
    let key = app.key(Purpose::Publications, PORTAL_SENDER).unwrap_or_default();
    let target = Target {
        url: format!("{own}/portal/v1/publications"),
        sender: PORTAL_SENDER.into(),
        secret: Secret::from_bytes(key.to_vec()),
        timeout: PORTAL_TIMEOUT,
    };
    let clock_of = app.clone();
    let clock = Arc::new(move || u64::try_from((setup::now() + clock_of.clock_offset()) / 1000).unwrap_or_default());
    let disclosure = Disclosure::new(target, clock).map_err(|e| e.to_string())?;
    Ok(Registry::new().with(seal).with(disclosure))
}

/// The key of the development seal: made once, then kept beside the files, readable by the owner alone.
fn seal_identity(path: &Path) -> Result<Identity, String> {
    let place = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    if let Ok(text) = std::fs::read_to_string(path) {
        return Identity::from_pem(&text).map_err(|e| place(&e));
    }
    let identity = Identity::generate(&setup::random()).map_err(|e| place(&e))?;
    let text = identity.to_pem().map_err(|e| place(&e))?;
    // Written aside and put in place whole: a start that is cut short leaves no half a key.
    let aside = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&aside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.and_then(|()| std::fs::rename(&aside, path)).map_err(|e| place(&e))?;
    Ok(identity)
}

async fn stopped() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! { () = interrupt => {}, _ = terminate.recv() => {} }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
