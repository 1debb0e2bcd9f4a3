//! `verify`: hash chains, fold = state, digests of files.

use crate::App;
use crate::journal;
use crate::refusal::Failure;
use domain::case_file::CaseFile;
use domain::event::DomainEvent;
use exec::{CaseState, Event};

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
        let mut differs = Vec::new();
        if serde_json::to_value(&state).ok() != serde_json::to_value(&stored_state).ok() {
            differs.push("engine state");
        }
        if file != stored_file {
            differs.push("case file");
        }
        Ok((!differs.is_empty())
            .then(|| format!("{case}: fold of the journal differs from the stored {}", differs.join(" and "))))
    }
}

fn fault_line(fault: &store::Fault) -> String {
    format!("{} {}: expected {}, found {}", fault.case, fault.place, fault.expected, fault.found)
        .trim_start()
        .to_string()
}
