//! Commands that change only the case file: evidence at any time (first-case decision 14), people, acts without a step.

use super::act::{self, Act};
use super::draft::{Draft, refuse};
use crate::case_file::{Evidence, EvidenceId, Signature};
use crate::event::DomainEvent;
use crate::gate;
use crate::law::ActName;
use exec::host::HostRefusal;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Payload of `Ask::Host`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do")]
pub enum HostCommand {
    #[serde(rename = "evidence.add")]
    EvidenceAdd { item: Box<Evidence> },
    /// Changes what is said about it, never its bytes.
    #[serde(rename = "evidence.amend")]
    EvidenceAmend { evidence: EvidenceId, item: Box<Evidence> },
    #[serde(rename = "evidence.exclude")]
    EvidenceExclude { evidence: EvidenceId, ground: String },
    #[serde(rename = "person.name")]
    PersonName { role: String, person: String },
    /// An act asked directly. Those that belong to a step are only tried: gates answer, then `act-needs-step`.
    #[serde(rename = "act")]
    Act {
        act: ActName,
        #[serde(default)]
        kind: Option<String>,
        #[serde(default)]
        outcome: Option<String>,
        #[serde(default)]
        on: Option<Date>,
        #[serde(default)]
        signatures: Vec<Signature>,
    },
}

impl HostCommand {
    /// # Errors
    /// `command-unreadable` with what was expected.
    pub fn read(payload: &Value) -> Result<HostCommand, HostRefusal> {
        serde_json::from_value(payload.clone())
            .map_err(|error| refuse("command-unreadable", vec![("text", error.to_string())]))
    }
}

const FREE_ACTS: &[ActName] = &[
    ActName::PersonRecuse,
    ActName::RemedyRegister,
    ActName::RemedyResult,
    ActName::DisclosureCorrect,
    ActName::DisclosureWithdraw,
    ActName::CaseSuspend,
    ActName::CaseResume,
];

pub(super) fn run(draft: &mut Draft<'_>, payload: &Value, by: Option<&str>) -> Result<(), HostRefusal> {
    let command = HostCommand::read(payload)?;
    if !matches!(command, HostCommand::Act { .. }) {
        let case = draft.case();
        gate::refusal(&case, &gate::check_write(&case)).map_or(Ok(()), Err)?;
    }
    match command {
        HostCommand::EvidenceAdd { item } => add(draft, *item, by),
        HostCommand::EvidenceAmend { evidence, item } => amend(draft, evidence, *item)?,
        HostCommand::EvidenceExclude { evidence, ground } => {
            known(draft, evidence)?;
            if ground.trim().is_empty() {
                return Err(refuse("ground-missing", vec![("evidence", evidence.to_string())]));
            }
            let at = draft.host.facts.now;
            draft.push(DomainEvent::EvidenceExcluded { evidence, ground, by: by.map(str::to_owned), at });
        }
        HostCommand::PersonName { role, person } => {
            let case = draft.case();
            let Some(actor) = case.actor_named(&person) else {
                return Err(refuse("person-unknown", vec![("person", person)]));
            };
            let officer = matches!(role.as_str(), "lead_officer" | "assist_officer");
            if officer && !actor.certificate_valid(case.today()) {
                return Err(refuse("certificate-invalid", vec![("person", actor.name.clone())]));
            }
            draft.push(DomainEvent::PersonNamed { role, person });
        }
        HostCommand::Act { act, kind, outcome, on, signatures } => {
            let on = on.unwrap_or(draft.case().today());
            direct(draft, (act, kind, outcome), on, &signatures, by)?;
        }
    }
    Ok(())
}

fn add(draft: &mut Draft<'_>, mut item: Evidence, by: Option<&str>) {
    if item.case_no.is_empty() {
        let number = draft.file.text("case.no").or_else(|| draft.file.text("clue.no"));
        item.case_no = number.unwrap_or_default().to_owned();
    }
    if item.collectors.is_empty() {
        item.collectors.extend(by.map(str::to_owned));
    }
    item.added_by = by.map(str::to_owned);
    item.added_at = draft.host.facts.now;
    item.version = 1;
    item.excluded = None;
    let evidence = draft.file.next_evidence();
    draft.push(DomainEvent::EvidenceAdded { evidence, item: Box::new(item) });
}

fn amend(draft: &mut Draft<'_>, evidence: EvidenceId, mut item: Evidence) -> Result<(), HostRefusal> {
    let before = known(draft, evidence)?;
    item.sha256 = before.sha256.clone();
    item.sm3 = before.sm3.clone();
    item.media_type = before.media_type.clone();
    item.size_bytes = before.size_bytes;
    item.file_name = before.file_name.clone();
    item.added_by = before.added_by.clone();
    item.added_at = before.added_at;
    item.version = before.version + 1;
    item.excluded = before.excluded.clone();
    if item.case_no.is_empty() {
        item.case_no = before.case_no.clone();
    }
    draft.push(DomainEvent::EvidenceAmended { evidence, item: Box::new(item) });
    Ok(())
}

fn known(draft: &Draft<'_>, evidence: EvidenceId) -> Result<Evidence, HostRefusal> {
    let found = draft.file.evidence.get(&evidence).cloned();
    found.ok_or_else(|| refuse("evidence-unknown", vec![("evidence", evidence.to_string())]))
}

fn direct(
    draft: &mut Draft<'_>,
    (name, kind, outcome): (ActName, Option<String>, Option<String>),
    on: Date,
    signatures: &[Signature],
    by: Option<&str>,
) -> Result<(), HostRefusal> {
    let act = Act {
        name,
        kind,
        outcome,
        document: None,
        on,
        by,
        signatures,
        duty: None,
        role: None,
        element: None,
        certificate_shown: false,
        instance: None,
        file: None,
    };
    act::admit(draft, &act)?;
    if !FREE_ACTS.contains(&name) {
        return Err(refuse("act-needs-step", vec![("act", name.to_string())]));
    }
    act::perform(draft, act)
}
