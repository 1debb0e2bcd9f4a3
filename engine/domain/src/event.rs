//! What happens to a case file: typed events, kept in the engine's journal as host events with the tag `host`.

use crate::case_file::{ActRecord, DocumentId, Evidence, EvidenceId, Signature};
use crate::discretion::Sheet;
use crate::law::DutyGroup;
use exec::HostEvent;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "host")]
pub enum DomainEvent {
    /// An act was done.
    ActDone(ActRecord),
    /// A fact has another value. `instance`: it is a field of that instance's list entry.
    FactWritten {
        path: String,
        value: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instance: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// Marked for review in facts.json: voids a passed review and a served notice.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        review: bool,
    },
    /// A paper was drawn up, or drawn up again while it was a draft.
    DocumentDrafted {
        document: DocumentId,
        kind: String,
        version: u32,
        element: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instance: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fine: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        signatures: Vec<Signature>,
    },
    /// Further signatures on a draft.
    DocumentSigned {
        document: DocumentId,
        signatures: Vec<Signature>,
    },
    DocumentNumbered {
        document: DocumentId,
        number: String,
    },
    DocumentFrozen {
        document: DocumentId,
        on: Date,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fine: Option<String>,
        data: Arc<Value>,
    },
    DocumentSealed {
        document: DocumentId,
        at: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<Value>,
    },
    DocumentServed {
        document: DocumentId,
        on: Date,
    },
    /// Still a draft when the case was archived.
    DocumentVoided {
        document: DocumentId,
        on: Date,
    },
    EvidenceAdded {
        evidence: EvidenceId,
        item: Box<Evidence>,
    },
    /// A further version of its facts; bytes are never replaced.
    EvidenceAmended {
        evidence: EvidenceId,
        item: Box<Evidence>,
    },
    EvidenceExcluded {
        evidence: EvidenceId,
        ground: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        at: i64,
    },
    LimitStarted {
        limit: String,
        start: Date,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        calendar: Option<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        provisional: bool,
    },
    /// The fact from which the latest run counts has changed.
    LimitMoved {
        limit: String,
        start: Date,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
    },
    LimitFulfilled {
        limit: String,
        on: Date,
    },
    LimitEndedEarly {
        limit: String,
        on: Date,
    },
    LimitOver {
        limit: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        provisional: bool,
    },
    SheetMade {
        sheet: Box<Sheet>,
    },
    NumberDrawn {
        series: String,
        value: String,
        number: String,
    },
    /// A person is now the one for a role of this case.
    PersonNamed {
        role: String,
        person: String,
    },
    /// A person has acted in a function.
    PersonActed {
        person: String,
        group: DutyGroup,
    },
    /// A node was completed.
    StepCompleted {
        element: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        at: i64,
    },
    MethodStarted {
        process: String,
    },
}

impl DomainEvent {
    /// For the journal.
    ///
    /// # Errors
    /// Only if a value cannot be written as JSON, which no value made from JSON is.
    pub fn to_host(&self) -> Result<HostEvent, serde_json::Error> {
        match serde_json::to_value(self)? {
            Value::Object(map) => Ok(HostEvent(map)),
            _ => Ok(HostEvent(serde_json::Map::new())),
        }
    }

    /// From the journal. `None`: an event of a version that this one does not know; it changes nothing.
    pub fn from_host(event: &HostEvent) -> Option<DomainEvent> {
        serde_json::from_value(Value::Object(event.0.clone())).ok()
    }
}
