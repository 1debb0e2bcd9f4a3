//! What a node of a process means in law: the `xl:` extensions, read by `packs`, used by the host. No BPMN here.

use super::names::{ActName, Basis, DutyGroup, Moment};
use std::collections::BTreeMap;

/// Law of one process: enough for views and starts without reading BPMN.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProcessLaw {
    /// Process id, equal to the pack's id (`penalty_fine`).
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// Number in the law's list: P07, SP05.
    pub law: Option<String>,
    /// `procedure` or `shared`.
    pub kind: String,
    /// Elements in the author's order, with what each is.
    pub elements: Vec<ProcessElement>,
}

/// One element that a view shows: a task, an event that people answer, a call, a job.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProcessElement {
    pub id: String,
    pub name: String,
    /// BPMN local name as text (`userTask`); domain only hands it on.
    pub kind: String,
    /// The process a call activity calls.
    pub calls: Option<String>,
}

/// `<starts on="record.make(investigation_report)"/>` of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartRule {
    pub process: String,
    pub act: ActName,
    pub kind: Option<String>,
}

/// All `xl:` extensions of one element, with the `xe:` ones that views and the host need.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeLaw {
    pub name: String,
    /// `xe:assign role`.
    pub role: Option<String>,
    /// Form id within the pack's process (`xe:form ref`); the form's key is `process/form`.
    pub form: Option<String>,
    pub steps: Vec<String>,
    pub bases: Vec<Basis>,
    pub acts: Vec<NodeAct>,
    pub documents: Vec<NodeDocument>,
    pub limits: Vec<NodeLimit>,
    pub attendance: Option<Attendance>,
    pub duty: Option<DutyGroup>,
    pub ruling: Option<NodeRuling>,
    /// A step that is not built: it opens and every completion is refused.
    pub unavailable: Option<String>,
    pub evidence: Vec<NodeEvidence>,
    pub recording: Option<Recording>,
    pub obligations: Vec<Obligation>,
    /// On a flow: the predicate under which it lawfully bypasses a required act.
    pub unless: Option<String>,
    pub interrupts: Vec<String>,
}

/// `xl:act`. `kind`, `outcome` and `document` may be references (`=answers.outcome`, `=notice`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeAct {
    pub name: ActName,
    pub kind: Option<String>,
    pub at: Moment,
    /// Fact with the legal date; default today.
    pub on: Option<String>,
    pub outcome: Option<String>,
    pub document: Option<String>,
}

/// `xl:document`: which, when, who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeDocument {
    pub kind: String,
    pub on: Moment,
    pub sign: Vec<String>,
}

/// `xl:limit` on a node, only for limits that no act starts. `role`: `starts` (on enter), `ends` (on complete), `runs` (both).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeLimit {
    pub limit: String,
    pub role: String,
}

/// `xl:attendance`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attendance {
    pub officers: u32,
    /// `shown`: the certificates are shown at this step.
    pub certificate: Option<String>,
    pub witness: Option<String>,
}

/// `xl:ruling`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeRuling {
    pub kind: String,
    pub script: Option<String>,
    pub into: String,
}

/// `xl:evidence`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeEvidence {
    pub purpose: String,
    pub elements: Vec<String>,
    pub level: Option<String>,
}

/// `xl:recording`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recording {
    pub media: String,
    pub scope: Option<String>,
}

/// `xl:obligation`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Obligation {
    pub opens: Option<String>,
    pub closes: Option<String>,
}

/// Nodes by process and element id.
pub type Nodes = BTreeMap<(String, String), NodeLaw>;
