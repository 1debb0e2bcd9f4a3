//! A working copy of the case file: each event is applied to it at once, so that what follows sees what came before.

use super::CaseHost;
use crate::case::Case;
use crate::case_file::CaseFile;
use crate::event::DomainEvent;
use exec::host::{HostAnswer, HostRefusal, Wish};
use serde_json::Value;

pub(super) struct Draft<'a> {
    pub host: &'a CaseHost,
    pub file: CaseFile,
    pub events: Vec<DomainEvent>,
    pub wishes: Vec<Wish>,
}

impl<'a> Draft<'a> {
    pub fn new(host: &'a CaseHost) -> Draft<'a> {
        Draft { host, file: host.file.clone(), events: Vec::new(), wishes: Vec::new() }
    }

    pub fn case(&self) -> Case<'_> {
        Case::new(&self.file, &self.host.law, &self.host.facts)
    }

    pub fn push(&mut self, event: DomainEvent) {
        self.file.apply(&event);
        self.events.push(event);
    }

    pub fn wish(&mut self, wish: Wish) {
        if !self.wishes.contains(&wish) {
            self.wishes.push(wish);
        }
    }

    /// Writes a fact if it has another value than before. What facts.json marks for review voids reviews and notices.
    pub fn write(&mut self, path: &str, value: Value, instance: Option<&str>, from: Option<&str>) {
        let before = match instance.zip(path.split_once("[].")) {
            Some((instance, (list, field))) => self
                .file
                .entry(list, instance)
                .and_then(|entry| entry.values.get(field.trim_end_matches("[]")))
                .cloned(),
            None => self.file.facts.get(path.trim_end_matches("[]")).map(|fact| fact.value.clone()),
        };
        let unset = before.is_none() && crate::case_file::is_empty(&value);
        if before.as_ref() == Some(&value) || unset {
            return;
        }
        let review = self.host.law.fact(path).is_some_and(|fact| fact.review);
        self.push(DomainEvent::FactWritten {
            path: path.to_owned(),
            value,
            instance: instance.map(str::to_owned),
            from: from.map(str::to_owned),
            review,
        });
    }

    /// # Errors
    /// An event that cannot be written as JSON: a bug, told as a refusal so that nothing half-done stays.
    pub fn answer(self) -> Result<HostAnswer, HostRefusal> {
        let events: Result<Vec<_>, _> = self.events.iter().map(DomainEvent::to_host).collect();
        let events = events.map_err(|error| refuse("event-unwritable", vec![("text", error.to_string())]))?;
        Ok(HostAnswer { events, wishes: self.wishes })
    }
}

/// A refusal without a gate.
pub(super) fn refuse(code: &'static str, parameters: Vec<(&str, String)>) -> HostRefusal {
    let parameters = parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    HostRefusal { code, gate: None, missing: Vec::new(), parameters }
}
