//! Coverage of BPMN: every event in every position, every activity with every marker, every gateway in every role, the classic
//! control-flow patterns and the named traps. Each cell is run here; what the standard does not have must be refused by a named rule.
//! The page `docs/bpmn-coverage.md` is written from these runs and compared with them, so it cannot say more than is true.

mod activities;
mod data;
mod events;
mod gateways;
mod patterns;
mod traps;

use std::fmt::Write as _;

/// When the page was last written anew.
const AS_OF: &str = "2026-11-21";

/// One cell of a table: carried out, refused by a rule, or no such thing can be written.
pub(super) enum Cell {
    Runs,
    Refused(String),
    Nothing,
}

/// A table: what its rows are, its columns, its rows.
pub(super) struct Table {
    pub title: &'static str,
    pub about: &'static str,
    pub columns: Vec<&'static str>,
    pub rows: Vec<(String, Vec<Cell>)>,
}

/// Definitions that models of the tables share, and a process `q` that can be called.
pub(super) const SHARED: &str = "<message id=\"m\" name=\"m\"/><message id=\"m2\" name=\"m2\"/><signal id=\"g\" name=\"g\"/><signal id=\"g2\" name=\"g2\"/>\
    <error id=\"er\" errorCode=\"E\"/><escalation id=\"es\" escalationCode=\"S\"/>";

/// A file with process `p` (and what else is given).
pub(super) fn file_of(body: &str, beside: &str) -> String {
    format!("{SHARED}\n<process id=\"p\" isExecutable=\"true\">\n{body}\n</process>\n{beside}")
}

/// The first rule that refuses a file.
pub(super) fn refused_by(content: &str) -> Option<String> {
    let text = crate::testing::file(content);
    let loaded = bpmn::load("cell.bpmn", text.as_bytes(), &bpmn::NoImports);
    let mut errors = loaded.problems.iter().filter(|problem| problem.is_error());
    errors.next().map(|problem| problem.code.to_owned())
}

fn write(table: &Table, out: &mut String) {
    let _ = writeln!(out, "\n## {}\n\n{}\n", table.title, table.about);
    let _ = writeln!(out, "| | {} |\n|---|{}", table.columns.join(" | "), "---|".repeat(table.columns.len()));
    for (name, cells) in &table.rows {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| match cell {
                Cell::Runs => "runs".into(),
                Cell::Refused(code) => format!("`{code}`"),
                Cell::Nothing => "–".into(),
            })
            .collect();
        let _ = writeln!(out, "| {name} | {} |", cells.join(" | "));
    }
}

fn page() -> (String, usize) {
    let mut out = format!(
        "# What of BPMN 2.0 is carried out\n\nAs of {AS_OF}. Written by the tests in `engine/exec/src/coverage`; \
         `WRITE_COVERAGE=1 cargo test -p exec coverage` writes it anew, and a test compares it. **runs**: a model with it is started and \
         brought to its end in a test. A code: the standard has no such thing, and a file with it is refused by that rule. –: it cannot be \
         written down.\n"
    );
    let tables =
        [events::table(), activities::table(), gateways::table(), data::table(), patterns::table(), traps::table()];
    let runs =
        |table: &Table| table.rows.iter().flat_map(|(_, cells)| cells).filter(|c| matches!(c, Cell::Runs)).count();
    let count = tables.iter().map(runs).sum();
    tables.iter().for_each(|table| write(table, &mut out));
    (out, count)
}

#[test]
fn the_page_says_what_the_runs_have_shown() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/bpmn-coverage.md");
    let (page, count) = page();
    assert!(count > 150, "only {count} cells ran");
    if std::env::var_os("WRITE_COVERAGE").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap_or_default() == page, "docs/bpmn-coverage.md is out of date");
}
