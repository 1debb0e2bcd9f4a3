//! A PostgreSQL for tests: one cluster for the test process, on loopback, in a folder of its own; a database for each test.
//!
//! PostgreSQL refuses to run as root, so as root the cluster runs as user `postgres`. The cluster ends with the test process,
//! however that ends: a small shell waits on a pipe that closes then. Without PostgreSQL the tests say so loudly; with `CI=true`
//! that is a failure. `XIEZHI_TEST_POSTGRES=postgres://…/postgres` uses a running server instead.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// A running cluster.
#[derive(Debug)]
pub struct Cluster {
    bin: PathBuf,
    /// Address without the database name.
    address: String,
}

static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

impl Cluster {
    /// The cluster of this process, started at the first call. `None`: no PostgreSQL on this machine.
    ///
    /// # Panics
    /// When there is none and `CI=true`, and when an installed one does not start.
    pub fn shared() -> Option<&'static Cluster> {
        CLUSTER.get_or_init(|| start().unwrap_or_else(|reason| absent(&reason))).as_ref()
    }

    /// Address of a new, empty database.
    ///
    /// # Panics
    /// When the cluster refuses.
    pub fn database(&self) -> String {
        let name = format!("test_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
        self.query("postgres", &format!("CREATE DATABASE {name}"));
        format!("{}/{name}", self.address)
    }

    fn query(&self, database: &str, statement: &str) {
        let output = Command::new(self.bin.join("psql"))
            .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement, &format!("{}/{database}", self.address)])
            .output()
            .expect("psql runs");
        assert!(output.status.success(), "{statement}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

fn absent(reason: &str) -> Option<Cluster> {
    assert!(std::env::var("CI").as_deref() != Ok("true"), "PostgreSQL is needed when CI=true: {reason}");
    eprintln!(
        "\n*** NO POSTGRESQL: {reason}. The tests ran on SQLite only. Install `postgresql` to run them on both. ***\n"
    );
    None
}

/// `Err`: there is none to start.
fn start() -> Result<Option<Cluster>, String> {
    let bin = newest_bin().ok_or("no /usr/lib/postgresql/*/bin with initdb")?;
    if let Ok(url) = std::env::var("XIEZHI_TEST_POSTGRES") {
        let address = url.rsplit_once('/').map_or(url.clone(), |(address, _)| address.to_owned());
        return Ok(Some(Cluster { bin, address }));
    }
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|socket| socket.local_addr())
        .map_err(|error| error.to_string())?
        .port();
    let folder = std::env::temp_dir().join(format!("xiezhi-pg-{}-{port}", std::process::id()));
    std::fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let root = is_root();
    if root {
        let status = Command::new("chown").arg("postgres").arg(&folder).status();
        if !status.is_ok_and(|status| status.success()) {
            return Err("no user `postgres` to run it as".to_owned());
        }
    }
    let data = folder.join("data");
    run(
        root,
        &bin.join("initdb"),
        &["-D", path(&data), "-U", "xiezhi", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"],
    );
    let options = format!(
        "-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories='{}' -c fsync=off -c full_page_writes=off -c max_connections=300",
        path(&folder)
    );
    let log = folder.join("log");
    run(root, &bin.join("pg_ctl"), &["-D", path(&data), "-l", path(&log), "-o", &options, "-w", "-t", "60", "start"]);
    stop_with_this_process(root, &bin, &folder);
    Ok(Some(Cluster { bin, address: format!("postgres://xiezhi@127.0.0.1:{port}") }))
}

/// The pipe to the shell closes when this process ends; the shell then stops the cluster and removes the folder.
fn stop_with_this_process(root: bool, bin: &Path, folder: &Path) {
    let stop = format!(
        "cat >/dev/null; {} -D {} -m immediate -w stop; rm -rf {}",
        path(&bin.join("pg_ctl")),
        path(&folder.join("data")),
        path(folder)
    );
    let mut shell = as_postgres(root, Path::new("/bin/sh"));
    shell.args(["-c", &stop]).current_dir("/").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // A group of its own: an interrupt from the keyboard reaches the tests, and the shell still cleans up.
    std::os::unix::process::CommandExt::process_group(&mut shell, 0);
    let child = shell.spawn().expect("the shell that stops the cluster runs");
    // Keeps the pipe open until the process ends.
    std::mem::forget(child);
}

fn run(root: bool, program: &Path, arguments: &[&str]) {
    // Files instead of pipes: the server inherits them and would keep a pipe open.
    let mut command = as_postgres(root, program);
    let status =
        command.args(arguments).current_dir("/").stdout(Stdio::null()).status().expect("PostgreSQL programs run");
    assert!(status.success(), "{} {arguments:?}: {status}", program.display());
}

fn as_postgres(root: bool, program: &Path) -> Command {
    if !root {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program);
    command
}

fn newest_bin() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<(u32, PathBuf)> = versions
        .flatten()
        .map(|entry| (entry.file_name().to_string_lossy().parse().unwrap_or(0), entry.path().join("bin")))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin)
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}

fn path(path: &Path) -> &str {
    path.to_str().expect("folders for temporary files have plain names")
}
