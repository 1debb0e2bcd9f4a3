//! Runs a folder of conformance data: `cargo run -p tests --bin conformance -- DIR`.
//!
//! `cases.json` of the folder lists models that must run, each with the marks it must leave, and models that must be refused. The
//! words in the models' script tasks are rewritten here into rhai (or, where a piece of work takes time, into a job of a connector)
//! before the engine sees the file; the engine knows none of them. The clock is driven, never slept.
//! Prints a line per failure and last `execution X/Y cases, rejected X/Y files`; exit code 1 on a failure.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use exec::{Ask, By, CaseState, Command, Event, JobId, NoHost, NotDecided, Release, Timestamp};
use serde::Deserialize;
use serde_json::Value;

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

fn main() -> ExitCode {
    let Some(dir) = std::env::args().nth(1).map(PathBuf::from) else {
        eprintln!("usage: conformance DIR");
        return ExitCode::from(2);
    };
    let cases: Cases = match std::fs::read(dir.join("cases.json")).map(|bytes| serde_json::from_slice(&bytes)) {
        Ok(Ok(cases)) => cases,
        Ok(Err(error)) => return fail(&format!("cases.json: {error}")),
        Err(error) => return fail(&format!("{}: {error}", dir.join("cases.json").display())),
    };
    let (mut run, mut ran) = (0, 0);
    for model in &cases.execution {
        let loaded = load(&dir, &model.file, true);
        for case in &model.cases {
            run += 1;
            match check(&loaded, model, case) {
                Ok(()) => ran += 1,
                Err(why) => println!("{} case {}: {why}", model.file, case.n),
            }
        }
    }
    let mut refused = 0;
    for entry in &cases.must_be_rejected {
        match load(&dir, entry.file(), false) {
            Err(_) => refused += 1,
            Ok(_) => println!("{}: accepted, but must be refused", entry.file()),
        }
    }
    let files = cases.must_be_rejected.len();
    println!("execution {ran}/{run} cases, rejected {refused}/{files} files");
    if ran == run && refused == files { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn fail(text: &str) -> ExitCode {
    eprintln!("{text}");
    ExitCode::from(2)
}

/// Loads a file; the error is why it is refused.
fn load(dir: &Path, file: &str, rewritten: bool) -> Result<Release, String> {
    let path = dir.join(file);
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let bytes = match (rewritten, std::str::from_utf8(&bytes)) {
        (true, Ok(text)) => rewrite(text).into_bytes(),
        _ => bytes,
    };
    let mut imports = BTreeMap::new();
    if let Some(folder) = path.parent() {
        collect(folder, folder, &mut imports);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let loaded = bpmn::load(&name, &bytes, &imports);
    let errors: Vec<String> = loaded.problems.iter().filter(|p| p.is_error()).map(ToString::to_string).collect();
    if loaded.refused() {
        Err(errors.join("; "))
    } else {
        Ok(Release::new("conformance", loaded.processes.into_iter().map(Arc::new)))
    }
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

/// Every script element's word becomes rhai, or its task becomes a job.
fn rewrite(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1024);
    let mut rest = text;
    while let Some((before, word, after)) = next_script(rest) {
        match job_of(word) {
            Some(operation) => match as_service_task(before, after, operation) {
                Some((head, tail)) => {
                    out.push_str(&head);
                    rest = tail;
                    continue;
                }
                None => out.push_str(before),
            },
            None => {
                out.push_str(before);
                out.push_str(&escape(&rhai_of(word)));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Text up to the content of the next script element, the content, and the text from its end tag on.
fn next_script(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find('<')?;
        let tag = &text[at + 1..];
        let name_ends = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
        let local = tag[..name_ends].rsplit(':').next().unwrap_or_default();
        let tag_ends = at + 1 + tag.find('>')?;
        if local == "script" && !text[..tag_ends].ends_with('/') && !tag.starts_with('/') {
            let content = tag_ends + 1;
            let ends = content + text[content..].find("</")?;
            return Some((&text[..content], text[content..ends].trim(), &text[ends..]));
        }
        from = at + 1;
    }
}

fn escape(script: &str) -> String {
    script.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn mark(name: &str) -> String {
    format!("mark_{name} = if mark_{name} == () {{ 1 }} else {{ mark_{name} + 1 }};")
}

fn rhai_of(word: &str) -> String {
    match word {
        "CREATE_LOG_FILE" => String::from("()"),
        "CREATE_MARKER_FILE" => mark("MARKER_exists"),
        "SET_STRING_DATA" => String::from("data = \"String\";"),
        "LOG_DATA" => format!("if data == \"String\" {{ {} }}", mark("DATA_correct")),
        "INCREMENT_INTEGER_VARIABLE" => String::from("integerVariable += 1;"),
        "INCREMENT_INTEGER_VARIABLE_AND_LOG" => format!("integerVariable += 1; {}", mark("INCREMENT_correct")),
        "THROW_ERROR" => String::from("throw bpmn_error(\"ERR_CODE\", \"thrown by the model\");"),
        word if word.starts_with("SCRIPT_") => mark(word),
        other => other.to_owned(),
    }
}

/// Words that stand for work which takes time.
fn job_of(word: &str) -> Option<&'static str> {
    match word {
        "WAIT_TEN_SECONDS" => Some("wait"),
        "CREATE_TIMESTAMP_LOG_1" => Some("interval_1"),
        "CREATE_TIMESTAMP_LOG_2" => Some("interval_2"),
        _ => None,
    }
}

/// The script task around a script becomes a service task with a job. `before` ends inside the script element.
fn as_service_task<'t>(before: &str, after: &'t str, operation: &str) -> Option<(String, &'t str)> {
    let task = before.rfind("scriptTask")?;
    let open = before[..task].rfind('<')?;
    let prefix = &before[open + 1..task];
    let tag_ends = task + before[task..].find('>')?;
    let attributes = before[task + "scriptTask".len()..tag_ends].replace("scriptFormat", "data-format");
    let attributes = strip_attribute(&attributes, "data-format");
    let script_opens = before.rfind('<')?;
    let (script_closed, rest) = after.split_once('>')?;
    let _ = script_closed;
    let close = rest.find("scriptTask")?;
    let (until_close, tail) = (&rest[..close], &rest[close + "scriptTask".len()..]);
    let job = format!(
        "<{prefix}extensionElements><x:job xmlns:x=\"urn:xiezhi:engine:1\" connector=\"clock\" operation=\"{operation}\"/></{prefix}extensionElements>"
    );
    let head = format!(
        "{}<{prefix}serviceTask{attributes}>{job}{}{until_close}serviceTask",
        &before[..open],
        &before[tag_ends + 1..script_opens]
    );
    Some((head, tail))
}

fn strip_attribute(attributes: &str, name: &str) -> String {
    let Some(at) = attributes.find(name) else { return attributes.to_owned() };
    let quoted = &attributes[at..];
    let Some(first) = quoted.find(['"', '\'']) else { return attributes.to_owned() };
    let quote = &quoted[first..=first];
    let Some(length) = quoted[first + 1..].find(quote) else { return attributes.to_owned() };
    format!("{}{}", &attributes[..at], &quoted[first + 1 + length + 1..])
}

/// One fresh start of a model.
struct Run<'r> {
    release: &'r Release,
    case: CaseState,
    now: Timestamp,
    /// Marks with how often each was left.
    marks: BTreeMap<String, usize>,
    failed: bool,
    /// Work that lasts: job, when it ends, which, when it began.
    work: Vec<(JobId, Timestamp, String, Timestamp)>,
    intervals: Vec<(String, Timestamp, Timestamp)>,
}

/// How long a piece of work lasts.
const WORK_MS: i64 = 10_000;

fn check(loaded: &Result<Release, String>, model: &Model, case: &Case) -> Result<(), String> {
    let mut expected = case.trace.clone();
    expected.sort();
    let release = match loaded {
        Ok(release) => release,
        Err(_) if expected == ["ERROR"] => return Ok(()),
        Err(why) => return Err(format!("refused: {why}")),
    };
    let now = Timestamp(1_767_225_600_000);
    let mut run = Run {
        release,
        case: CaseState::new("conformance"),
        now,
        marks: BTreeMap::new(),
        failed: false,
        work: Vec::new(),
        intervals: Vec::new(),
    };
    let mut variables = exec::Variables::new();
    if let Some(input) = &case.input {
        variables.insert("test".into(), input.as_str().into());
    }
    if let Some(integer) = case.integer {
        variables.insert("integerVariable".into(), integer.into());
    }
    if case.parallel {
        run.decide(Ask::Start { process: "ParallelProcess".into(), variables: variables.clone() });
    }
    run.decide(Ask::Start { process: model.process.clone(), variables });
    run.pass(case.delay_ms);
    let actual = run.trace(expected == ["ERROR"]);
    if actual == expected { Ok(()) } else { Err(format!("expected {expected:?}, but found {actual:?}")) }
}

impl Run<'_> {
    fn decide(&mut self, what: Ask) {
        let case = std::mem::take(&mut self.case);
        match exec::decide(self.release, case, &mut NoHost, Command { by: By::System, what }, self.now) {
            Ok(decision) => {
                self.case = decision.case;
                decision.events.iter().for_each(|event| self.note(event));
            }
            Err(NotDecided::Refused(refusal)) => {
                println!("  refused: {refusal}");
                self.failed = true;
            }
            Err(NotDecided::NeedNumber { .. }) => self.failed = true,
        }
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::VariablesSet { variables, .. } => {
                for mark in variables.keys().filter_map(|name| name.strip_prefix("mark_")) {
                    *self.marks.entry(mark.to_owned()).or_default() += 1;
                }
            }
            Event::IncidentRaised { incident_of, .. } => {
                if std::env::var_os("CONFORMANCE_VERBOSE").is_some() {
                    println!("  incident: {incident_of}");
                }
                self.failed = true;
            }
            Event::ErrorThrown { caught: None, .. } => {
                self.marks.insert("ERROR_thrownErrorEvent".into(), 1);
            }
            Event::JobCreated { job, operation, .. } => {
                self.work.push((*job, self.now.plus_ms(WORK_MS), operation.clone(), self.now));
            }
            Event::JobCancelled { job } => self.work.retain(|(id, ..)| id != job),
            _ => {}
        }
        if std::env::var_os("CONFORMANCE_VERBOSE").is_some_and(|value| value == "2") {
            println!("  {}", serde_json::to_string(event).unwrap_or_default());
        }
    }

    /// Lets model time pass: due timers and finished work, each at its own instant.
    fn pass(&mut self, ms: i64) {
        let end = self.now.plus_ms(ms);
        loop {
            let timer = self.case.next_due();
            let work = self.work.iter().min_by_key(|(_, at, ..)| *at).cloned();
            match (timer, work) {
                (timer, Some((job, at, operation, began))) if timer.is_none_or(|(due, _)| at <= due) && at <= end => {
                    self.now = self.now.max(at);
                    self.work.retain(|(id, ..)| *id != job);
                    self.intervals.push((operation, began, at));
                    self.decide(Ask::CompleteJob { job, output: Value::Null });
                }
                (Some((due, timer)), _) if due <= end => {
                    self.now = self.now.max(due);
                    self.decide(Ask::FireTimer { timer });
                }
                _ => break,
            }
            if self.failed {
                break;
            }
        }
        self.now = end;
    }

    fn trace(&self, any_error: bool) -> Vec<String> {
        if any_error && (self.failed || self.marks.contains_key("ERROR_thrownErrorEvent")) {
            return vec!["ERROR".into()];
        }
        let mut trace = Vec::new();
        for (mark, count) in &self.marks {
            let count = if mark == "MARKER_exists" { 1 } else { *count };
            trace.extend(std::iter::repeat_n(mark.clone(), count));
        }
        let of =
            |wanted: &str| self.intervals.iter().filter(move |(name, ..)| name == wanted).cloned().collect::<Vec<_>>();
        let overlaps =
            of("interval_1").iter().any(|(_, from, to)| of("interval_2").iter().any(|(_, f, t)| from < t && f < to));
        if overlaps {
            trace.push("EXECUTION_parallel".into());
        }
        if self.failed {
            trace.push("ERROR_runtime".into());
        }
        trace.sort();
        trace
    }
}
