//! Rules of style that a machine can hold. Each failure says what to do.

use std::path::{Path, PathBuf};
use std::process::Command;

const TOP: &[&str] = &[
    ".cargo",
    ".ci",
    ".config",
    ".gitattributes",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "Makefile",
    "NOTICE",
    "README.md",
    "README.zh-CN.md",
    "admin-ui",
    "clippy.toml",
    "connectors",
    "definitions",
    "deny.toml",
    "docs",
    "engine",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "tests",
];

/// Files that may be longer than `LINES_MAX`, with the length they had; the list may only shrink.
const LONG: &str = include_str!("tidy-long-files.txt");
const LINES_MAX: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Files that git tracks, relative to the root.
fn tracked() -> Vec<String> {
    let out = Command::new("git").args(["ls-files"]).current_dir(root()).output().expect("git runs");
    let text = String::from_utf8(out.stdout).expect("paths are UTF-8");
    let files: Vec<String> = text.lines().map(str::to_string).filter(|f| root().join(f).is_file()).collect();
    assert!(files.len() > 20, "git lists the files of the checkout");
    files
}

fn read(file: &str) -> String {
    String::from_utf8_lossy(&std::fs::read(root().join(file)).unwrap_or_default()).into_owned()
}

fn hold(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn rust_files() -> Vec<String> {
    tracked().into_iter().filter(|f| f.ends_with(".rs")).collect()
}

#[test]
fn the_top_level_is_the_fixed_one() {
    let wrong = tracked()
        .iter()
        .filter_map(|f| f.split('/').next())
        .filter(|top| !TOP.contains(top))
        .map(|top| format!("{top}: not on the list of top-level names"))
        .collect();
    hold(wrong);
}

#[test]
fn each_module_says_what_it_is_for() {
    let wrong = rust_files()
        .into_iter()
        .filter(|f| !read(f).trim_start().starts_with("//!"))
        .map(|f| format!("{f}: begin with a `//!` sentence"))
        .collect();
    hold(wrong);
}

#[test]
fn files_can_be_read_in_one_sitting() {
    let mut wrong = Vec::new();
    for file in tracked().iter().filter(|f| f.ends_with(".rs") || f.ends_with(".ts") || f.ends_with(".tsx")) {
        let lines = read(file).lines().count();
        let known = LONG.lines().filter_map(|l| l.split_once(' ')).find(|(_, name)| name == file);
        let allowed = known.and_then(|(n, _)| n.parse().ok()).unwrap_or(LINES_MAX);
        if lines > allowed && !file.ends_with("api/schema.ts") {
            wrong.push(format!("{file}: {lines} lines, allowed are {allowed}; split it by subject"));
        }
    }
    hold(wrong);
}

#[test]
fn nothing_is_left_open() {
    let marks = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[", "ignore"),
        concat!("#[should", "_panic"),
        concat!("FIX", "ME"),
    ];
    let mut wrong = Vec::new();
    for file in rust_files() {
        // Long trials alone are set apart: `make torture` runs them.
        let text = read(&file).replace(concat!("#[", r#"ignore = "a long trial: make torture"]"#), "");
        wrong.extend(marks.iter().filter(|m| text.contains(**m)).map(|m| format!("{file}: contains {m}")));
    }
    hold(wrong);
}

#[test]
fn the_core_knows_no_law() {
    let words = ["处罚", "立案", "罚款", "法制", "告知", "urn:xiezhi:law", "penalty", "evidence"];
    let mut wrong = Vec::new();
    for file in rust_files().iter().filter(|f| f.starts_with("engine/bpmn/") || f.starts_with("engine/exec/")) {
        let text = read(file);
        wrong.extend(words.iter().filter(|w| text.contains(**w)).map(|w| format!("{file}: a word of law: {w}")));
    }
    hold(wrong);
}

#[test]
fn the_shell_names_no_procedure_and_no_document() {
    let packs: Vec<String> = ["definitions/procedures", "definitions/shared"]
        .iter()
        .flat_map(|d| std::fs::read_dir(root().join(d)).into_iter().flatten().flatten())
        .map(|e| format!("\"{}\"", e.file_name().to_string_lossy()))
        .collect();
    let mut wrong = Vec::new();
    for file in rust_files().iter().filter(|f| f.starts_with("engine/app/src") || f.starts_with("engine/api/src")) {
        let text = read(file);
        wrong.extend(packs.iter().filter(|p| text.contains(*p)).map(|p| format!("{file}: names the pack {p}")));
        wrong.extend(law_ids(&text).into_iter().map(|id| format!("{file}: names {id}")));
    }
    hold(wrong);
}

/// Quoted ids of documents (W12), procedures (P07) and steps (SP05.01).
fn law_ids(text: &str) -> Vec<String> {
    text.split('"')
        .skip(1)
        .step_by(2)
        .filter(|s| {
            let digits = s.trim_start_matches("SP").trim_start_matches(['W', 'P']);
            s.len() > digits.len() && digits.len() >= 2 && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        })
        .map(str::to_string)
        .collect()
}

#[test]
fn only_the_runner_knows_the_words_of_the_conformance_suite() {
    let words = [
        concat!("CREATE_", "LOG_FILE"),
        concat!("CREATE_", "TIMESTAMP_LOG"),
        concat!("WAIT_", "TEN_SECONDS"),
        concat!("be", "tsy"),
    ];
    let mut wrong = Vec::new();
    for file in tracked()
        .iter()
        .filter(|f| !f.starts_with("tests/src/bin/conformance") && !f.starts_with("tests/src/conformance"))
    {
        let text = read(file);
        wrong.extend(words.iter().filter(|w| text.contains(**w)).map(|w| format!("{file}: {w}")));
    }
    hold(wrong);
}

#[test]
fn no_path_of_a_machine_and_no_package_host() {
    let words =
        [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("registry.", "npmjs"), concat!("static.", "crates.io")];
    let mut wrong = Vec::new();
    for file in tracked() {
        let text = read(&file);
        wrong.extend(words.iter().filter(|w| text.contains(**w)).map(|w| format!("{file}: {w}")));
    }
    hold(wrong);
}

#[test]
fn components_hold_no_literal_chinese() {
    let mut wrong = Vec::new();
    for file in
        tracked().iter().filter(|f| f.starts_with("admin-ui/src/") && f.ends_with(".tsx") && !f.contains(".test."))
    {
        for (n, line) in read(file).lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if code.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
                wrong.push(format!("{file}:{}: move the text to messages.zh.ts", n + 1));
            }
        }
    }
    hold(wrong);
}
