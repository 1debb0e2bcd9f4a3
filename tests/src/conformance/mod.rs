//! Runs a folder of conformance data (`cases.json` and models): models that must run, each with the marks it must leave, and
//! models that must be refused. Nothing of the suite is in the engine: its words are rewritten here before the engine sees a file.

mod play;
mod tree;
mod twins;
mod twist;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exec::{Ask, Release, Variables};
use serde::Deserialize;

use play::Play;
pub use twist::{ALL, Twist};

#[derive(Deserialize)]
struct Cases {
    execution: Vec<Model>,
    must_be_rejected: Vec<Rejected>,
}

#[derive(Deserialize)]
struct Model {
    file: String,
    process: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    n: u32,
    input: Option<String>,
    #[serde(rename = "integerVariable")]
    integer: Option<i64>,
    #[serde(rename = "parallelProcess", default)]
    parallel: bool,
    #[serde(default)]
    delay_ms: i64,
    trace: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Rejected {
    Path(String),
    Entry { file: String },
}

impl Rejected {
    fn file(&self) -> &str {
        match self {
            Rejected::Path(file) | Rejected::Entry { file } => file,
        }
    }
}

/// What a run of a folder gave.
#[derive(Debug, Default)]
pub struct Report {
    /// One line per failure.
    pub failures: Vec<String>,
    /// Failures that are contradictions of the data: a mark is expected that no script of the file can leave.
    pub contradictions: Vec<String>,
    pub cases: usize,
    pub passed: usize,
    pub files: usize,
    pub refused: usize,
}

impl Report {
    /// Whether everything ran and was refused as expected.
    pub fn is_whole(&self) -> bool {
        self.passed == self.cases && self.refused == self.files
    }

    /// The last line.
    pub fn summary(&self) -> String {
        let Report { passed, cases, refused, files, .. } = self;
        format!("execution {passed}/{cases} cases, rejected {refused}/{files} files")
    }
}

/// Runs a folder, every model written differently in the ways of `twists`.
///
/// # Errors
/// `cases.json` is not there or not readable.
pub fn run(dir: &Path, twists: &[Twist]) -> Result<Report, String> {
    let cases = read_cases(dir)?;
    let mut report = Report::default();
    let mut folders = Folders::default();
    for model in &cases.execution {
        let loaded = folders.load(dir, &model.file, true, twists);
        for case in &model.cases {
            report.cases += 1;
            match check(&loaded, model, case) {
                Ok(()) => report.passed += 1,
                Err(why) => {
                    let line = format!("{} case {}: {why}", model.file, case.n);
                    if contradicts(dir, model, case) {
                        report.contradictions.push(line.clone());
                    }
                    report.failures.push(line);
                }
            }
        }
    }
    for entry in &cases.must_be_rejected {
        report.files += 1;
        match folders.load(dir, entry.file(), false, twists) {
            Err(_) => report.refused += 1,
            Ok(_) => report.failures.push(format!("{}: accepted, but must be refused", entry.file())),
        }
    }
    Ok(report)
}

fn read_cases(dir: &Path) -> Result<Cases, String> {
    let path = dir.join("cases.json");
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|error| format!("cases.json: {error}"))
}

/// For every file that must be refused: the repair that makes it acceptable, or nothing when no small one does.
///
/// # Errors
/// `cases.json` is not there or not readable.
pub fn twins(dir: &Path) -> Result<Vec<(String, Option<String>)>, String> {
    let cases = read_cases(dir)?;
    let mut folders = Folders::default();
    let each = cases.must_be_rejected.iter().map(|entry| {
        let path = dir.join(entry.file());
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let imports = folders.of(path.parent().unwrap_or(dir));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let errors = |bytes: &[u8]| {
            let loaded = bpmn::load(&name, bytes, imports);
            loaded.problems.iter().filter(|problem| problem.is_error()).count()
        };
        (entry.file().to_owned(), twins::twin(&text, errors))
    });
    Ok(each.collect())
}

/// Whether a case expects a script's mark that stands nowhere in its file.
fn contradicts(dir: &Path, model: &Model, case: &Case) -> bool {
    let text = std::fs::read_to_string(dir.join(&model.file)).unwrap_or_default();
    case.trace.iter().any(|mark| mark.starts_with("SCRIPT_") && !text.contains(mark.as_str()))
}

/// Files that may be imported, by folder, read once.
#[derive(Default)]
struct Folders(BTreeMap<PathBuf, BTreeMap<String, Vec<u8>>>);

impl Folders {
    fn of(&mut self, folder: &Path) -> &BTreeMap<String, Vec<u8>> {
        self.0.entry(folder.to_path_buf()).or_insert_with_key(|folder| {
            let mut files = BTreeMap::new();
            collect(folder, folder, &mut files);
            files
        })
    }

    /// Loads a file; the error is why it is refused.
    fn load(&mut self, dir: &Path, file: &str, runs: bool, twists: &[Twist]) -> Result<Release, String> {
        let path = dir.join(file);
        let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let bytes = written(&bytes, runs, twists).unwrap_or(bytes);
        let imports = self.of(path.parent().unwrap_or(dir));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let loaded = bpmn::load(&name, &bytes, imports);
        if loaded.refused() {
            let errors: Vec<String> =
                loaded.problems.iter().filter(|problem| problem.is_error()).map(ToString::to_string).collect();
            return Err(errors.join("; "));
        }
        Ok(Release::new("conformance", loaded.processes.into_iter().map(Arc::new)))
    }
}

/// The file with its words rewritten and twisted; nothing where the author's bytes can stay.
fn written(bytes: &[u8], runs: bool, twists: &[Twist]) -> Option<Vec<u8>> {
    if !runs && twists.is_empty() {
        return None;
    }
    let mut tree = tree::Tree::read(std::str::from_utf8(bytes).ok()?)?;
    if runs {
        words::rewrite(&mut tree);
    }
    twists.iter().for_each(|how| twist::twist(&mut tree, *how));
    Some(tree.write())
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if let (Ok(name), Ok(bytes)) = (path.strip_prefix(root), std::fs::read(&path)) {
            files.insert(name.to_string_lossy().into_owned(), bytes);
        }
    }
}

fn check(loaded: &Result<Release, String>, model: &Model, case: &Case) -> Result<(), String> {
    let mut expected = case.trace.clone();
    expected.sort();
    let any_error = expected == ["ERROR"];
    let release = match loaded {
        Ok(release) => release,
        Err(_) if any_error => return Ok(()),
        Err(why) => return Err(format!("refused: {why}")),
    };
    let mut variables = Variables::new();
    if let Some(input) = &case.input {
        variables.insert("test".into(), input.as_str().into());
    }
    if let Some(integer) = case.integer {
        variables.insert("integerVariable".into(), integer.into());
    }
    let mut play = Play::new(release);
    if case.parallel {
        play.decide(Ask::Start { process: "ParallelProcess".into(), variables: variables.clone() });
    }
    play.decide(Ask::Start { process: model.process.clone(), variables });
    play.pass(case.delay_ms);
    let actual = play.trace(any_error);
    if actual == expected {
        return Ok(());
    }
    let why = play.failures.join("; ");
    Err(format!("expected {expected:?}, but found {actual:?} {why}"))
}
