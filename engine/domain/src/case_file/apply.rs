//! The only writer of the case file. Never fails: an event that points nowhere changes nothing but the count.

use super::{CaseFile, Completion, Document, DocumentState, Exclusion, Fact, ListEntry, is_empty};
use crate::event::DomainEvent;
use crate::limit::{LimitRun, LimitState};
use serde_json::Value;

impl CaseFile {
    pub fn apply(&mut self, event: &DomainEvent) {
        self.seq += 1;
        match event {
            DomainEvent::ActDone(act) => {
                let mut act = act.clone();
                act.seq = self.seq;
                self.acts.push(act);
            }
            DomainEvent::FactWritten { path, value, instance, from, review } => {
                if *review {
                    self.facts_changed = self.seq;
                }
                match instance {
                    Some(instance) => self.write_entry(path, value, instance),
                    None => self.write_fact(path, value, from.clone()),
                }
            }
            DomainEvent::EvidenceAdded { evidence, item } | DomainEvent::EvidenceAmended { evidence, item } => {
                if !item.elements.is_empty() {
                    self.evidence_changed = self.seq;
                }
                self.evidence.insert(*evidence, (**item).clone());
            }
            DomainEvent::EvidenceExcluded { evidence, ground, by, at } => {
                let seq = self.seq;
                if let Some(item) = self.evidence.get_mut(evidence) {
                    item.excluded = Some(Exclusion { ground: ground.clone(), by: by.clone(), at: *at });
                    if !item.elements.is_empty() {
                        self.evidence_changed = seq;
                    }
                }
            }
            DomainEvent::SheetMade { sheet } => self.sheets.push((**sheet).clone()),
            DomainEvent::PersonNamed { role, person } => {
                self.write_fact(&format!("case.people.{role}"), &Value::String(person.clone()), None);
            }
            DomainEvent::PersonActed { person, group } => {
                self.functions.entry(*group).or_default().insert(person.clone());
            }
            DomainEvent::StepCompleted { element, by, role, at } => {
                if let Some((role, person)) = role.as_ref().zip(by.as_ref()) {
                    self.acted_as.insert(role.clone(), person.clone());
                }
                let times = self.completed.get(element).map_or(0, |done| done.times) + 1;
                self.completed.insert(element.clone(), Completion { by: by.clone(), at: *at, times });
            }
            DomainEvent::MethodStarted { process } => {
                self.started.insert(process.clone());
            }
            DomainEvent::NumberDrawn { series, value, .. } => {
                self.numbers.entry(series.clone()).or_default().push(value.clone());
            }
            DomainEvent::LimitStarted { .. }
            | DomainEvent::LimitMoved { .. }
            | DomainEvent::LimitFulfilled { .. }
            | DomainEvent::LimitEndedEarly { .. }
            | DomainEvent::LimitOver { .. } => self.apply_limit(event),
            DomainEvent::DocumentDrafted { .. }
            | DomainEvent::DocumentSigned { .. }
            | DomainEvent::DocumentNumbered { .. }
            | DomainEvent::DocumentFrozen { .. }
            | DomainEvent::DocumentSealed { .. }
            | DomainEvent::DocumentServed { .. }
            | DomainEvent::DocumentVoided { .. } => self.apply_document(event),
        }
    }

    fn write_fact(&mut self, path: &str, value: &Value, from: Option<String>) {
        let path = path.trim_end_matches("[]");
        if is_empty(value) {
            self.facts.remove(path);
        } else {
            self.facts.insert(path.to_owned(), Fact { value: value.clone(), seq: self.seq, from });
        }
    }

    fn write_entry(&mut self, path: &str, value: &Value, instance: &str) {
        let Some((list, field)) = path.split_once("[].") else { return };
        let field = field.trim_end_matches("[]");
        let entries = self.lists.entry(list.to_owned()).or_default();
        let at = entries.iter().position(|entry| entry.instance == instance).unwrap_or_else(|| {
            entries.push(ListEntry { instance: instance.to_owned(), ..ListEntry::default() });
            entries.len() - 1
        });
        if let Some(entry) = entries.get_mut(at) {
            entry.values.insert(field.to_owned(), value.clone());
        }
    }

    fn apply_limit(&mut self, event: &DomainEvent) {
        match event {
            DomainEvent::LimitStarted { limit, start, due, .. } => {
                let run = LimitRun {
                    start: *start,
                    due: *due,
                    state: LimitState::Running,
                    ended_on: None,
                    provisional: false,
                    seq: self.seq,
                };
                self.limits.entry(limit.clone()).or_default().push(run);
            }
            DomainEvent::LimitMoved { limit, start, due } => {
                if let Some(run) = self.last_run(limit) {
                    run.start = *start;
                    run.due = *due;
                }
            }
            DomainEvent::LimitFulfilled { limit, on } => {
                if let Some(run) = self.last_run(limit) {
                    run.ended_on = Some(*on);
                    // What came too late stays over; the day is kept.
                    if run.state == LimitState::Running {
                        run.state = LimitState::Met;
                    }
                }
            }
            DomainEvent::LimitEndedEarly { limit, on } => {
                if let Some(run) = self.last_run(limit) {
                    run.state = LimitState::Ended;
                    run.ended_on = Some(*on);
                }
            }
            DomainEvent::LimitOver { limit, provisional } => {
                if let Some(run) = self.last_run(limit) {
                    run.state = LimitState::Over;
                    run.provisional = *provisional;
                }
            }
            _ => {}
        }
    }

    fn last_run(&mut self, limit: &str) -> Option<&mut LimitRun> {
        self.limits.get_mut(limit)?.last_mut()
    }

    fn apply_document(&mut self, event: &DomainEvent) {
        match event {
            DomainEvent::DocumentDrafted { document, kind, version, element, instance, fine, signatures } => {
                let drafted = Document {
                    kind: kind.clone(),
                    version: *version,
                    state: DocumentState::Draft,
                    number: None,
                    signatures: signatures.clone(),
                    element: element.clone(),
                    instance: instance.clone(),
                    fine: fine.clone(),
                    issued_on: None,
                    sealed_at: None,
                    served_on: None,
                    data: None,
                    file: None,
                };
                self.documents.insert(*document, drafted);
            }
            DomainEvent::DocumentSigned { document, signatures } => {
                if let Some(paper) = self.documents.get_mut(document) {
                    paper.signatures.extend(signatures.iter().cloned());
                }
            }
            DomainEvent::DocumentNumbered { document, number } => {
                if let Some(paper) = self.documents.get_mut(document) {
                    paper.number = Some(number.clone());
                }
            }
            DomainEvent::DocumentFrozen { document, on, fine, data } => {
                if let Some(paper) = self.documents.get_mut(document) {
                    paper.state = DocumentState::Frozen;
                    paper.issued_on = Some(*on);
                    paper.fine = fine.clone();
                    paper.data = Some(data.clone());
                }
            }
            DomainEvent::DocumentSealed { document, at, file } => {
                if let Some(paper) = self.documents.get_mut(document) {
                    paper.state = paper.state.max(DocumentState::Sealed);
                    paper.sealed_at = Some(*at);
                    paper.file = file.clone();
                }
            }
            DomainEvent::DocumentVoided { document, .. } => {
                if let Some(paper) = self.documents.get_mut(document) {
                    paper.state = DocumentState::Void;
                }
            }
            DomainEvent::DocumentServed { document, on } => {
                if let Some(paper) = self.documents.get_mut(document) {
                    paper.state = DocumentState::Served;
                    // Served twice: the first receipt counts.
                    paper.served_on = paper.served_on.or(Some(*on));
                }
            }
            _ => {}
        }
    }
}
