//! Papers: drawn up at a node, signed, numbered, frozen by an act, sealed, served.

use super::act::{Act, draft_numbers, keep};
use super::draft::{Draft, refuse};
use super::node::Step;
use crate::act::number;
use crate::case::Actor;
use crate::case_file::{Document, DocumentId, DocumentState, Signature};
use crate::event::DomainEvent;
use crate::law::{ActName, Moment};
use crate::view::paper;
use exec::host::HostRefusal;
use jiff::civil::Date;
use std::sync::Arc;

/// `xl:document` of the node: a new paper, or a further version of one that is still a draft.
pub(super) fn draw_up(draft: &mut Draft<'_>, step: &Step<'_>, moment: Moment) {
    let law = draft.host.law.clone();
    for stated in step.node.documents.iter().filter(|document| document.on == moment) {
        let one_per = law.documents.get(&stated.kind).is_some_and(|entry| entry.one_per.is_some());
        let instance = step.instance.clone().filter(|_| one_per);
        let mine =
            |paper: &crate::case_file::Document| paper.kind == stated.kind && (!one_per || paper.instance == instance);
        let latest = draft
            .file
            .documents
            .iter()
            .rev()
            .find(|(_, paper)| mine(paper))
            .map(|(id, paper)| (*id, paper.version, paper.state));
        let (document, version) = match latest {
            Some((id, version, DocumentState::Draft)) => (id, version + 1),
            Some((_, version, _)) => (draft.file.next_document(), version + 1),
            None => (draft.file.next_document(), 1),
        };
        let fine = draft.file.sheet().map(|sheet| crate::money::text(sheet.fine));
        let mut signatures = signatures(draft, step, &stated.sign);
        if let Some(before) = draft.file.documents.get(&document) {
            signatures = kept(before, step, &stated.sign, signatures);
        }
        let element = step.path.to_string();
        draft.push(DomainEvent::DocumentDrafted {
            document,
            kind: stated.kind.clone(),
            version,
            element,
            instance,
            fine,
            signatures,
        });
    }
}

/// `sign` is the order in which a paper is signed: a further version keeps the signatures of those who stand before the one
/// who completes the node, and loses those behind, who must sign again.
fn kept(before: &Document, step: &Step<'_>, sign: &[String], new: Vec<Signature>) -> Vec<Signature> {
    let place = |role: &str| sign.iter().position(|listed| listed == role);
    let Some(own) = step.node.role.as_deref().and_then(place) else { return new };
    let again = |role: &str| new.iter().any(|signature| signature.capacity == role);
    let stays =
        |signature: &&Signature| place(&signature.capacity).is_some_and(|at| at < own) && !again(&signature.capacity);
    before.signatures.iter().filter(stays).cloned().chain(new.iter().cloned()).collect()
}

/// Signatures of the command, and the person who completes a node whose role the paper is signed by.
fn signatures(draft: &Draft<'_>, step: &Step<'_>, sign: &[String]) -> Vec<Signature> {
    let signer = Signer { role: step.node.role.as_deref(), by: step.by, sign };
    let mut all: Vec<Signature> =
        step.signatures.iter().map(|signature| named(draft, &signer, signature.clone())).collect();
    if let Some((role, by)) = step.node.role.as_ref().zip(step.by)
        && sign.contains(role)
        && !all.iter().any(|signature| signature.person.as_deref() == Some(by))
    {
        all.push(own(draft, role, by));
    }
    all
}

/// Who signs where: what tells the role of a signature.
struct Signer<'a> {
    /// Role of the node.
    role: Option<&'a str>,
    /// Who completes it.
    by: Option<&'a str>,
    /// By whom the paper is signed: roles, `officers`.
    sign: &'a [String],
}

const OFFICERS: [&str; 2] = ["lead_officer", "assist_officer"];

impl Signer<'_> {
    /// The role in which an officer signs: the one they have in the case; before anybody is assigned that of an inspector of
    /// the record; else that of the node which they complete, or one that the paper is signed by and they hold.
    fn role_of<'a>(&'a self, draft: &'a Draft<'_>, actor: &Actor) -> Option<&'a str> {
        let case = draft.case();
        let assigned = OFFICERS.into_iter().find(|role| case.file.person(role) == Some(actor.id.as_str()));
        let inspector = || {
            // The first inspector of the record leads and the second assists.
            let inspectors = case.value("record.officers").unwrap_or_default();
            let place = inspectors.as_array()?.iter().position(|one| *one == *actor.id)?;
            OFFICERS.get(place).copied()
        };
        let completes = || self.role.filter(|_| self.by == Some(actor.id.as_str()));
        let held = || self.sign.iter().map(String::as_str).find(|role| actor.roles.contains(*role));
        let recorder = || (case.file.text("record.recorder") == Some(actor.id.as_str())).then_some("recorder");
        let investigates = self.role.is_none_or(|role| OFFICERS.contains(&role));
        let officer = if investigates { assigned.or_else(inspector) } else { None };
        officer.or_else(completes).or_else(held).or_else(recorder)
    }
}

fn own(draft: &Draft<'_>, role: &str, by: &str) -> Signature {
    let at = Some(draft.case().today().to_string());
    let signature = Signature { capacity: role.to_owned(), person: Some(by.to_owned()), name: None, id: None, at };
    named(draft, &Signer { role: Some(role), by: Some(by), sign: &[] }, signature)
}

/// An officer's signature names the person and the role in which they signed.
fn named(draft: &Draft<'_>, signer: &Signer<'_>, mut signature: Signature) -> Signature {
    let case = draft.case();
    if let Some(actor) = signature.person.as_deref().and_then(|person| case.actor_named(person)) {
        signature.name.get_or_insert_with(|| actor.name.clone());
        if signature.capacity == "officer"
            && let Some(role) = signer.role_of(draft, actor)
        {
            signature.capacity = role.to_owned();
        }
    }
    if signature.capacity == "party" {
        let name = case.file.text("record.person_on_site").or_else(|| case.file.text("party.legal_person"));
        if signature.name.is_none() {
            signature.name = name.map(str::to_owned);
        }
    }
    signature.at.get_or_insert_with(|| case.today().to_string());
    signature
}

/// Who does an act about a paper signs it in their role, with the drawing if they drew one.
pub(super) fn signed_by_act(draft: &mut Draft<'_>, act: &Act<'_>) {
    let Some(((role, by), document)) = act.role.zip(act.by).zip(act.document) else { return };
    let Some(paper) = draft.file.documents.get(&document).filter(|paper| paper.state == DocumentState::Draft) else {
        return;
    };
    // Drawn up by the same node: signed there.
    if paper.signatures.iter().any(|signature| signature.person.as_deref() == Some(by) && signature.capacity == role) {
        return;
    }
    let drawn = act.signatures.iter().find(|signature| signature.person.as_deref() == Some(by)).cloned();
    let signer = Signer { role: Some(role), by: Some(by), sign: &[] };
    let signature = drawn.map_or_else(|| own(draft, role, by), |drawn| named(draft, &signer, drawn));
    draft.push(DomainEvent::DocumentSigned { document, signatures: vec![signature] });
}

/// Freezes the drafts whose entry names this act.
pub(super) fn freeze_by_act(draft: &mut Draft<'_>, act: &Act<'_>) -> Result<(), HostRefusal> {
    let law = draft.host.law.clone();
    let kind = act.kind.as_deref();
    let drafts = draft.file.documents.iter().filter(|(id, paper)| {
        let Some(entry) = law.documents.get(&paper.kind) else { return false };
        let named = entry.frozen_by(act.name, kind).is_some();
        let own_entry = paper.instance.is_none() || paper.instance == act.instance;
        let same_kind = act
            .document
            .and_then(|document| draft.file.documents.get(&document))
            .is_some_and(|other| other.kind == paper.kind);
        paper.state == DocumentState::Draft && named && own_entry && (!same_kind || act.document == Some(**id))
    });
    let ids: Vec<DocumentId> = drafts.map(|(id, _)| *id).collect();
    ids.into_iter().try_for_each(|id| freeze(draft, id, act.on, Some((act.name, kind))))
}

/// A paper whose entry names no act is frozen when its node is completed.
pub(super) fn freeze_unbound(draft: &mut Draft<'_>, step: &Step<'_>) -> Result<(), HostRefusal> {
    let law = draft.host.law.clone();
    let element = step.path.to_string();
    let drafts = draft.file.documents.iter().filter(|(_, paper)| {
        let unbound = law.documents.get(&paper.kind).is_some_and(|entry| entry.frozen_by.is_none());
        paper.state == DocumentState::Draft && unbound && paper.element == element
    });
    let ids: Vec<DocumentId> = drafts.map(|(id, _)| *id).collect();
    let today = draft.case().today();
    ids.into_iter().try_for_each(|id| freeze(draft, id, today, None))
}

fn freeze(
    draft: &mut Draft<'_>,
    id: DocumentId,
    on: Date,
    by: Option<(ActName, Option<&str>)>,
) -> Result<(), HostRefusal> {
    let law = draft.host.law.clone();
    let Some(entry) = draft.file.documents.get(&id).and_then(|paper| law.documents.get(&paper.kind)) else {
        return Ok(());
    };
    let further = by.and_then(|(act, kind)| entry.frozen_by(act, kind)).map_or(&[][..], |act| &act.needs);
    let open = paper::missing_needs(&draft.case(), id, further);
    if !open.is_empty() {
        let titles: Vec<_> = open.iter().map(|path| super::answers::title(&law, path)).collect();
        let parameters = vec![
            ("document", id.to_string()),
            ("kind", entry.id.clone()),
            ("name", entry.name.clone()),
            ("missing", open.join(" ")),
            ("titles", titles.join("、")),
        ];
        return Err(refuse("document-incomplete", parameters));
    }
    let drawn = number::of_document(draft_numbers(draft), &draft.case(), entry, on);
    if let Some(number) = drawn.and_then(|drawn| keep(draft, drawn)) {
        draft.push(DomainEvent::DocumentNumbered { document: id, number });
    }
    let fine = draft.file.documents.get(&id).and_then(|paper| paper.fine.clone());
    let data = Arc::new(paper::live(&draft.case(), id, Some(on)));
    draft.push(DomainEvent::DocumentFrozen { document: id, on, fine, data });
    Ok(())
}

/// What is still a draft when the file is archived was never issued: it is marked void and kept to be seen.
pub(super) fn void_left(draft: &mut Draft<'_>, act: &Act<'_>) {
    if act.name != ActName::CaseArchive {
        return;
    }
    let left: Vec<DocumentId> = draft
        .file
        .documents
        .iter()
        .filter(|(_, paper)| paper.state == DocumentState::Draft)
        .map(|(id, _)| *id)
        .collect();
    for document in left {
        draft.push(DomainEvent::DocumentVoided { document, on: act.on });
    }
}

/// What an act on a paper does to its state.
pub(super) fn sealed_or_served(draft: &mut Draft<'_>, act: &Act<'_>) {
    let Some(document) = act.document else { return };
    match act.name {
        ActName::DocumentSeal => {
            let at = draft.host.facts.now;
            draft.push(DomainEvent::DocumentSealed { document, at, file: act.file.clone() });
        }
        ActName::DocumentServe => draft.push(DomainEvent::DocumentServed { document, on: act.on }),
        _ => {}
    }
}
