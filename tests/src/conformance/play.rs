//! One fresh start of a model: the clock is driven, never slept, and the marks it leaves are counted.

use std::collections::BTreeMap;

use exec::{Ask, By, CaseState, Command, Event, JobId, NoHost, NotDecided, Release, Timestamp};
use serde_json::Value;

use super::words::MARK;

/// How long a piece of work lasts.
const WORK_MS: i64 = 10_000;

/// A piece of work that lasts.
#[derive(Clone)]
struct Work {
    job: JobId,
    operation: String,
    began: Timestamp,
    ends: Timestamp,
}

/// A case that is being played.
pub struct Play<'r> {
    release: &'r Release,
    case: CaseState,
    now: Timestamp,
    /// Marks with how often each was left.
    marks: BTreeMap<String, usize>,
    /// What went wrong, in words.
    pub failures: Vec<String>,
    work: Vec<Work>,
    done: Vec<Work>,
}

impl<'r> Play<'r> {
    pub fn new(release: &'r Release) -> Self {
        Play {
            release,
            case: CaseState::new("conformance"),
            now: Timestamp(1_767_225_600_000),
            marks: BTreeMap::new(),
            failures: Vec::new(),
            work: Vec::new(),
            done: Vec::new(),
        }
    }

    pub fn decide(&mut self, what: Ask) {
        let case = std::mem::take(&mut self.case);
        match exec::decide(self.release, case, &mut NoHost, Command { by: By::System, what }, self.now) {
            Ok(decision) => {
                self.case = decision.case;
                decision.events.iter().for_each(|event| self.note(event));
            }
            Err(NotDecided::Refused(refusal)) => self.failures.push(format!("refused: {refusal}")),
            Err(NotDecided::NeedNumber { series }) => self.failures.push(format!("needs a number of {series}")),
        }
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::VariablesSet { variables, .. } => {
                for mark in variables.keys().filter_map(|name| name.strip_prefix(MARK)) {
                    *self.marks.entry(mark.to_owned()).or_default() += 1;
                }
            }
            Event::IncidentRaised { incident_of, .. } => self.failures.push(format!("incident: {incident_of}")),
            Event::ErrorThrown { caught: None, .. } => {
                self.marks.insert("ERROR_thrownErrorEvent".into(), 1);
            }
            Event::JobCreated { job, operation, .. } => self.work.push(Work {
                job: *job,
                operation: operation.clone(),
                began: self.now,
                ends: self.now.plus_ms(WORK_MS),
            }),
            Event::JobCancelled { job } => self.work.retain(|work| work.job != *job),
            _ => {}
        }
    }

    /// Lets model time pass: due timers and finished work, each at its own instant.
    pub fn pass(&mut self, ms: i64) {
        let end = self.now.plus_ms(ms);
        while self.failures.is_empty() {
            let timer = self.case.next_due().filter(|(due, _)| *due <= end);
            let next = (0..self.work.len()).min_by_key(|at| self.work[*at].ends);
            let next = next.filter(|at| self.work[*at].ends <= end);
            match (timer, next) {
                (timer, Some(at)) if timer.is_none_or(|(due, _)| self.work[at].ends <= due) => {
                    let work = self.work.remove(at);
                    self.now = self.now.max(work.ends);
                    let job = work.job;
                    self.done.push(work);
                    self.decide(Ask::CompleteJob { job, output: Value::Null });
                }
                (Some((due, timer)), _) => {
                    self.now = self.now.max(due);
                    self.decide(Ask::FireTimer { timer });
                }
                _ => break,
            }
        }
        self.now = end;
    }

    /// The marks, sorted. `any_error`: the one word that stands for whatever went wrong.
    pub fn trace(&self, any_error: bool) -> Vec<String> {
        if any_error && (!self.failures.is_empty() || self.marks.contains_key("ERROR_thrownErrorEvent")) {
            return vec!["ERROR".into()];
        }
        let mut trace = Vec::new();
        for (mark, count) in &self.marks {
            let count = if mark == "MARKER_exists" { 1 } else { *count };
            trace.extend(std::iter::repeat_n(mark.clone(), count));
        }
        let of = |wanted: &'static str| self.done.iter().filter(move |work| work.operation == wanted);
        let overlap = |one: &Work| of("interval_2").any(|two| one.began < two.ends && two.began < one.ends);
        if of("interval_1").any(overlap) {
            trace.push("EXECUTION_parallel".into());
        }
        if !self.failures.is_empty() {
            trace.push("ERROR_runtime".into());
        }
        trace.sort();
        trace
    }
}
