//! Papers: drawn up at a node, signed, numbered, frozen by an act, sealed, served.

use super::act::{Act, draft_numbers, keep};
use super::draft::{Draft, refuse};
use super::node::Step;
use crate::act::number;
use crate::case_file::{DocumentId, DocumentState, Signature};
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
        let signatures = signatures(draft, step, &stated.sign);
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

/// Signatures of the command, and the person who completes a node whose role the paper is signed by.
fn signatures(draft: &Draft<'_>, step: &Step<'_>, sign: &[String]) -> Vec<Signature> {
    let mut all: Vec<Signature> = step.signatures.iter().map(|signature| named(draft, signature.clone())).collect();
    if let Some((role, by)) = step.node.role.as_ref().zip(step.by)
        && sign.contains(role)
        && !all.iter().any(|signature| signature.person.as_deref() == Some(by))
    {
        all.push(own(draft, role, by));
    }
    all
}

fn own(draft: &Draft<'_>, role: &str, by: &str) -> Signature {
    let at = Some(draft.case().today().to_string());
    named(draft, Signature { capacity: role.to_owned(), person: Some(by.to_owned()), name: None, id: None, at })
}

/// An officer's signature names the person and the role they have in the case.
fn named(draft: &Draft<'_>, mut signature: Signature) -> Signature {
    let case = draft.case();
    if let Some(actor) = signature.person.as_deref().and_then(|person| case.actor_named(person)) {
        signature.name.get_or_insert_with(|| actor.name.clone());
        if signature.capacity == "officer" {
            let roles = ["lead_officer", "assist_officer"];
            // Before anybody is assigned, the first inspector of the record leads and the second assists.
            let inspectors = case.value("record.officers").unwrap_or_default();
            let place = inspectors.as_array().and_then(|all| all.iter().position(|one| *one == *actor.id));
            let assigned = roles.iter().find(|role| case.file.person(role) == Some(actor.id.as_str()));
            if let Some(role) = assigned.or_else(|| place.and_then(|at| roles.get(at))) {
                signature.capacity = (*role).to_owned();
            }
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

/// Who does an act about a paper signs it in their role.
pub(super) fn signed_by_act(draft: &mut Draft<'_>, act: &Act<'_>) {
    let Some(((role, by), document)) = act.role.zip(act.by).zip(act.document) else { return };
    let draftlike = draft.file.documents.get(&document).is_some_and(|paper| paper.state == DocumentState::Draft);
    if draftlike {
        let signature = own(draft, role, by);
        draft.push(DomainEvent::DocumentSigned { document, signatures: vec![signature] });
    }
}

/// Freezes the drafts whose entry names this act.
pub(super) fn freeze_by_act(draft: &mut Draft<'_>, act: &Act<'_>) -> Result<(), HostRefusal> {
    let law = draft.host.law.clone();
    let kind = act.kind.as_deref();
    let drafts = draft.file.documents.iter().filter(|(id, paper)| {
        let Some(entry) = law.documents.get(&paper.kind) else { return false };
        let named = entry.frozen_by.as_ref().is_some_and(|pattern| pattern.matches(act.name, kind));
        let own_entry = paper.instance.is_none() || paper.instance == act.instance;
        let same_kind = act
            .document
            .and_then(|document| draft.file.documents.get(&document))
            .is_some_and(|other| other.kind == paper.kind);
        paper.state == DocumentState::Draft && named && own_entry && (!same_kind || act.document == Some(**id))
    });
    let ids: Vec<DocumentId> = drafts.map(|(id, _)| *id).collect();
    ids.into_iter().try_for_each(|id| freeze(draft, id, act.on))
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
    ids.into_iter().try_for_each(|id| freeze(draft, id, today))
}

fn freeze(draft: &mut Draft<'_>, id: DocumentId, on: Date) -> Result<(), HostRefusal> {
    let law = draft.host.law.clone();
    let Some(entry) = draft.file.documents.get(&id).and_then(|paper| law.documents.get(&paper.kind)) else {
        return Ok(());
    };
    let open = paper::missing_needs(&draft.case(), id);
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
