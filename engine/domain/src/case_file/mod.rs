//! The case file (案卷): everything that counts legally in one case. Changed by `apply` alone; equal journals give equal files.

mod act;
mod apply;
mod document;
mod evidence;
#[cfg(test)]
mod tests;

pub use act::{ActRecord, Signature};
pub use document::{Document, DocumentState};
pub use evidence::{Conclusion, Evidence, Exclusion};

use crate::discretion::Sheet;
use crate::law::{ActName, DutyGroup};
use crate::limit::LimitRun;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Counted id of a document, `d7`.
pub type DocumentId = exec::Id<'d'>;
/// Counted id of a piece of evidence, `E3`.
pub type EvidenceId = exec::Id<'E'>;

/// One case. `CaseFile::new` and the journal's host events are all it ever consists of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseFile {
    pub id: String,
    /// The unit (agency) whose case it is.
    pub unit: String,
    /// Host events applied so far.
    pub seq: u64,
    /// By path, without lists of instances.
    pub facts: BTreeMap<String, Fact>,
    /// Lists whose entries belong to process instances (`service`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<String, Vec<ListEntry>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub documents: BTreeMap<DocumentId, Document>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub evidence: BTreeMap<EvidenceId, Evidence>,
    /// Versions of the discretion sheet, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<Sheet>,
    /// Done acts, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActRecord>,
    /// Runs of each limit, oldest first.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<String, Vec<LimitRun>>,
    /// Who has acted in which function (办、审、定分离).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub functions: BTreeMap<DutyGroup, BTreeSet<String>>,
    /// Nodes that were completed at least once, by place (`view::place`), with the last person and instant.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub completed: BTreeMap<String, Completion>,
    /// Who last completed a node of a role; the named person (`case.people.<role>`) goes before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub acted_as: BTreeMap<String, String>,
    /// Handling methods started.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub started: BTreeSet<String>,
    /// Counts drawn from each series by this case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<String, Vec<String>>,
    /// When a fact marked for review last changed, as a count of host events.
    pub facts_changed: u64,
    /// When evidence that proves something last changed.
    pub evidence_changed: u64,
}

/// A fact with the event that wrote it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    pub value: Value,
    pub seq: u64,
    /// `process/element` of the form, or what else wrote it: the source that screens show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// An entry of a list, owned by a process instance.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ListEntry {
    pub instance: String,
    pub values: BTreeMap<String, Value>,
}

/// Who completed a node last, and when (milliseconds UTC).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    pub at: i64,
    pub times: u32,
}

impl CaseFile {
    pub fn new(id: &str, unit: &str) -> CaseFile {
        CaseFile {
            id: id.to_owned(),
            unit: unit.to_owned(),
            seq: 0,
            facts: BTreeMap::new(),
            lists: BTreeMap::new(),
            documents: BTreeMap::new(),
            evidence: BTreeMap::new(),
            sheets: Vec::new(),
            acts: Vec::new(),
            limits: BTreeMap::new(),
            functions: BTreeMap::new(),
            completed: BTreeMap::new(),
            acted_as: BTreeMap::new(),
            started: BTreeSet::new(),
            numbers: BTreeMap::new(),
            facts_changed: 0,
            evidence_changed: 0,
        }
    }

    /// A stored fact; `None` also where it is null or an empty text. Computed facts: `Case::value`.
    pub fn fact(&self, path: &str) -> Option<&Value> {
        self.facts.get(path.trim_end_matches("[]")).map(|fact| &fact.value).filter(|value| !is_empty(value))
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.fact(path).and_then(Value::as_str)
    }

    /// The entry of a list that belongs to an instance.
    pub fn entry(&self, list: &str, instance: &str) -> Option<&ListEntry> {
        self.lists.get(list)?.iter().find(|entry| entry.instance == instance)
    }

    /// The person named for a role (`case.people.<role>`).
    pub fn person(&self, role: &str) -> Option<&str> {
        self.text(&format!("case.people.{role}"))
    }

    pub fn next_document(&self) -> DocumentId {
        exec::Id(self.documents.keys().next_back().map_or(0, |id| id.0) + 1)
    }

    pub fn next_evidence(&self) -> EvidenceId {
        exec::Id(self.evidence.keys().next_back().map_or(0, |id| id.0) + 1)
    }

    /// The latest document of a kind.
    pub fn latest(&self, kind: &str) -> Option<(DocumentId, &Document)> {
        self.documents.iter().rev().find(|(_, document)| document.kind == kind).map(|(id, document)| (*id, document))
    }

    pub fn acts_of(&self, name: ActName) -> impl DoubleEndedIterator<Item = &ActRecord> {
        self.acts.iter().filter(move |act| act.name == name)
    }

    pub fn has_done(&self, name: ActName, kind: Option<&str>) -> bool {
        self.acts_of(name).any(|act| kind.is_none() || act.kind.as_deref() == kind)
    }

    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheets.last()
    }

    /// The latest run of a limit.
    pub fn run(&self, limit: &str) -> Option<&LimitRun> {
        self.limits.get(limit)?.last()
    }

    /// Everybody who investigates: who has acted so, and who is named for it.
    pub fn group(&self, group: DutyGroup) -> BTreeSet<&str> {
        let mut people: BTreeSet<&str> = self.functions.get(&group).into_iter().flatten().map(String::as_str).collect();
        if group == DutyGroup::Investigate {
            people.extend(["lead_officer", "assist_officer"].iter().filter_map(|role| self.person(role)));
        }
        people
    }

    pub fn is_archived(&self) -> bool {
        self.has_done(ActName::CaseArchive, None)
    }
}

/// Null, empty text, empty list.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
