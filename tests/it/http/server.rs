//! The built binary as a child process, and what is asked of it.

use super::kills::Storm;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tests::postgres::Cluster;

/// A small picture: a drawn signature.
pub const PICTURE: &[u8] = include_bytes!("signature.png");

/// A served demonstration; ends with this value.
pub struct Server {
    pub data: PathBuf,
    pub database: Option<String>,
    /// Further words of the command line.
    more: Vec<String>,
    running: RefCell<Running>,
    storm: RefCell<Option<Storm>>,
    agent: ureq::Agent,
    _folder: Option<tempfile::TempDir>,
}

/// The process and where it listens.
struct Running {
    url: String,
    child: Child,
}

/// An answer: status, content type, set cookie, body.
pub struct Answer {
    pub status: u16,
    pub kind: String,
    pub cookie: Option<String>,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Stable code of a problem; empty where it is none.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The same answer if its status is `wanted`.
    ///
    /// # Panics
    /// With the body, when it is another.
    pub fn must(self, wanted: u16) -> Answer {
        assert_eq!(self.status, wanted, "{}", String::from_utf8_lossy(&self.bytes));
        self
    }
}

static COMMANDS: AtomicU32 = AtomicU32::new(1);

/// A command id that no other command of this process has.
pub fn command_id() -> String {
    format!(
        "00000000-0000-4000-8000-{:08x}{:04x}",
        COMMANDS.fetch_add(1, Ordering::Relaxed),
        std::process::id() & 0xffff
    )
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The binary that the workspace builds beside this test.
pub fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("path of the test");
    let folder = test.parent().and_then(Path::parent).expect("target folder");
    let binary = folder.join("xiezhi");
    assert!(binary.is_file(), "{} is missing: build the workspace before its tests", binary.display());
    binary
}

/// SQLite, and a new database of PostgreSQL where there is one (`CI=true` insists on it).
pub fn each_database() -> impl Iterator<Item = Option<String>> {
    std::iter::once(None).chain(Cluster::shared().map(|cluster| Some(cluster.database())))
}

impl Running {
    fn start(data: &Path, database: Option<&str>, more: &[String]) -> Running {
        let mut command = Command::new(binary());
        command.arg("serve").args(more).args(["--listen", "127.0.0.1:0", "--definitions"]);
        command.arg(root().join("definitions"));
        command.arg("--data").arg(data).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        if let Some(database) = database {
            command.args(["--database", database]);
        }
        let mut child = command.spawn().expect("the binary starts");
        let out = BufReader::new(child.stdout.take().expect("stdout"));
        let address =
            out.lines().map_while(Result::ok).find_map(|line| Some(line[line.find("http://")?..].trim().to_owned()));
        let url = address.expect("the server says its address").trim_end_matches('/').to_owned();
        Running { url, child }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// A new demonstration on SQLite, or on the PostgreSQL database given.
    pub fn demonstration(database: Option<String>) -> Server {
        let folder = tempfile::tempdir().expect("folder");
        let data = folder.path().to_path_buf();
        Server::start(data, database, vec!["--demo".into()], Some(folder))
    }

    /// The server of a real agency: no demonstration; its units and persons are those of the folder.
    pub fn agency(folder: &Path, database: Option<String>) -> Server {
        let agency = folder.join("agency").to_string_lossy().into_owned();
        Server::start(folder.join("data"), database, vec!["--agency".into(), agency], None)
    }

    fn start(data: PathBuf, database: Option<String>, more: Vec<String>, folder: Option<tempfile::TempDir>) -> Server {
        let running = RefCell::new(Running::start(&data, database.as_deref(), &more));
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
        let agent = config.timeout_global(Some(Duration::from_secs(60))).build().new_agent();
        Server { data, database, more, running, storm: RefCell::default(), agent, _folder: folder }
    }

    /// From here on the process is killed now and then, and started again.
    pub fn raise(&self, storm: Storm) {
        self.storm.replace(Some(storm));
    }

    /// Ends the storm; answers what it did.
    pub fn calm(&self) -> Option<Storm> {
        self.storm.take()
    }

    /// Sends a request once. `headers` may hold the cookie.
    fn once(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer, ureq::Error> {
        let address = format!("{}{path}", self.running.borrow().url);
        let mut request = ureq::http::Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_vec()).expect("request");
        let mut answer = self.agent.run(request)?;
        let text = |name: &str| answer.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let (kind, cookie) = (text("content-type"), text("set-cookie"));
        let cookie = cookie.split(';').next().filter(|c| !c.is_empty()).map(str::to_owned);
        let bytes = answer.body_mut().with_config().limit(50_000_000).read_to_vec()?;
        Ok(Answer { status: answer.status().as_u16(), kind, cookie, bytes })
    }

    /// Sends a request that is answered. In a storm a command may be sent twice: see [`Storm`].
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let once = || self.once(method, path, headers, body);
        let must = |sent: Result<Answer, ureq::Error>| sent.unwrap_or_else(|e| panic!("{method} {path}: {e}"));
        let blow = method != "GET" && self.storm.borrow_mut().as_mut().is_some_and(Storm::blows);
        if !blow {
            return must(once());
        }
        let victim = self.running.borrow().child.id();
        let first = self.storm.borrow_mut().as_mut().map(|storm| storm.kill_during(victim, once));
        let _ = self.running.borrow_mut().child.wait();
        let again = Running::start(&self.data, self.database.as_deref(), &self.more);
        self.running.replace(again);
        match first {
            // The clock of the demonstration is no command of a case; it does not go back, not even a second.
            Some(Ok(first)) if path.starts_with("/api/demo/") => first,
            Some(Ok(first)) => {
                let second = must(once());
                let pair = [&first, &second].map(|a| (a.status, a.text()));
                assert_eq!(pair[0], pair[1], "{method} {path}: the first answer again");
                second
            }
            _ => must(once()),
        }
    }

    /// Reads as somebody.
    pub fn get(&self, cookie: &str, path: &str) -> Answer {
        self.send("GET", path, &[("cookie", cookie)], b"")
    }

    /// Sends JSON as somebody, with a new command id.
    pub fn post(&self, cookie: &str, path: &str, body: &Value) -> Answer {
        let id = command_id();
        let headers = [("cookie", cookie), ("content-type", "application/json"), ("command-id", id.as_str())];
        self.send("POST", path, &headers, body.to_string().as_bytes())
    }

    /// Uploads a piece of evidence: `meta`, and a picture with `mark` behind its end, so that each piece has bytes of its own.
    pub fn upload(&self, cookie: &str, case: &str, meta: &Value, mark: &str) -> Answer {
        let mut body = format!(
            "--b\r\ncontent-disposition: form-data; name=\"meta\"\r\n\r\n{meta}\r\n--b\r\ncontent-disposition: form-data; \
             name=\"file\"; filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(PICTURE);
        body.extend_from_slice(mark.as_bytes());
        body.extend_from_slice(b"\r\n--b--\r\n");
        let id = command_id();
        let kind = "multipart/form-data; boundary=b";
        let headers = [("cookie", cookie), ("content-type", kind), ("command-id", id.as_str())];
        self.send("POST", &format!("/api/cases/{case}/evidence"), &headers, &body)
    }

    /// Registers a clue about a fictitious brickworks; answers the case.
    pub fn register_clue(&self, cookie: &str) -> String {
        let answers = json!({
            "source": "inspection", "object": "演示砖厂",
            "location": "示例市演示路1号", "content": "演示线索", "party_name": "演示砖厂", "party_kind": "legal_person",
        });
        let made = self.post(cookie, "/api/clues", &json!({ "answers": answers })).must(201).json();
        made["case"].as_str().unwrap_or_default().to_owned()
    }

    /// Signs in as a fictitious person; answers the cookie.
    pub fn become_person(&self, person: &str) -> String {
        let answer = self.post("", "/api/demo/session", &json!({ "person": person })).must(204);
        answer.cookie.expect("cookie")
    }

    /// `xiezhi verify` over the same data: its exit and what it prints.
    pub fn verify(&self) -> (bool, String) {
        let mut command = Command::new(binary());
        command.arg("verify").arg("--data").arg(&self.data);
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        let output = command.output().expect("verify runs");
        let text = [output.stdout, output.stderr].map(|b| String::from_utf8_lossy(&b).into_owned()).join("");
        (output.status.success(), text)
    }
}
