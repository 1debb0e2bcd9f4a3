//! `verify`: hash chains, fold = state, digests of files.

use crate::App;
use crate::journal;
use crate::refusal::Failure;
use domain::case_file::CaseFile;
use domain::event::DomainEvent;
use exec::{CaseState, Event};
use serde_json::Value;
use std::collections::BTreeSet;

/// Cases read at a time.
const PAGE: i64 = 500;

/// What was verified, and every problem found.
#[derive(Debug, Default)]
pub struct Report {
    pub cases: usize,
    pub audit_rows: usize,
    pub files: usize,
    pub problems: Vec<String>,
}

impl App {
    /// Verifies the whole database.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn verify(&self) -> Result<Report, Failure> {
        let found = self.store().verify(None).await.map_err(Failure::fault)?;
        let mut report = Report {
            cases: 0,
            audit_rows: usize::try_from(found.audit_rows).unwrap_or_default(),
            files: usize::try_from(found.blobs).unwrap_or_default(),
            problems: found.faults.iter().map(fault_line).collect(),
        };
        let mut after = String::new();
        loop {
            let ids = self.store().case_ids(&after, PAGE).await.map_err(Failure::fault)?;
            let Some(last) = ids.last() else { break };
            after.clone_from(last);
            for id in &ids {
                report.cases += 1;
                if let Some(problem) = self.fold_differs(id).await? {
                    report.problems.push(problem);
                }
            }
        }
        Ok(report)
    }

    /// Folds the journal of a case and compares it with the stored state and file.
    async fn fold_differs(&self, case: &str) -> Result<Option<String>, Failure> {
        let Some(record) = self.store().case(case).await.map_err(Failure::fault)? else { return Ok(None) };
        let stored_state: CaseState = serde_json::from_slice(&record.state).map_err(Failure::fault)?;
        let stored_file: CaseFile = serde_json::from_slice(&record.file).map_err(Failure::fault)?;
        let mut state = CaseState::new(case);
        let mut file = CaseFile::new(case, &stored_file.unit);
        for entry in self.store().journal(case).await.map_err(Failure::fault)? {
            let event = journal::read(&entry)?.event()?;
            if let Event::Host(host) = &event
                && let Some(event) = DomainEvent::from_host(host)
            {
                file.apply(&event);
            }
            state.apply(&event);
        }
        let value = |of: Result<Value, serde_json::Error>| of.map_err(Failure::fault);
        let state = difference(&value(serde_json::to_value(&stored_state))?, &value(serde_json::to_value(&state))?);
        let file = difference(&value(serde_json::to_value(&stored_file))?, &value(serde_json::to_value(&file))?);
        let both = [("engine state", state), ("case file", file)];
        let text: Vec<String> = both.into_iter().filter_map(|(name, at)| Some(format!("{name} at {}", at?))).collect();
        Ok((!text.is_empty()).then(|| format!("{case}: the journal folds to another {}", text.join(" and "))))
    }
}

/// Pointer of the first place where two values differ.
fn difference(stored: &Value, folded: &Value) -> Option<String> {
    match (stored, folded) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            keys.into_iter().find_map(|key| {
                let inner = match (a.get(key), b.get(key)) {
                    (Some(stored), Some(folded)) => difference(stored, folded)?,
                    _ => String::new(),
                };
                Some(format!("/{key}{inner}"))
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(at, (x, y))| Some(format!("/{at}{}", difference(x, y)?)))
        }
        _ => (stored != folded).then(String::new),
    }
}

fn fault_line(fault: &store::Fault) -> String {
    format!("{} {}: expected {}, found {}", fault.case, fault.place, fault.expected, fault.found)
        .trim_start()
        .to_string()
}
