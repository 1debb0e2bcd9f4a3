//! What a node means when it is entered or completed: facts, papers, acts, limits, in this order.

use super::act::{self, Act};
use super::draft::{Draft, refuse};
use super::{answers, limits, papers};
use crate::case_file::{DocumentId, Signature};
use crate::event::DomainEvent;
use crate::gate;
use crate::law::{ActName, DutyGroup, Moment, NodeAct, NodeLaw};
use exec::ElementPath;
use exec::host::{HostRefusal, Scope};
use serde_json::Value;

/// Everything about the node that is being completed.
pub(super) struct Step<'a> {
    pub path: &'a ElementPath,
    pub node: &'a NodeLaw,
    pub by: Option<&'a str>,
    pub answers: &'a Value,
    pub signatures: Vec<Signature>,
    /// The instance around the node: owner of list entries.
    pub instance: Option<String>,
}

impl Step<'_> {
    pub fn shows_certificate(&self) -> bool {
        self.node.attendance.as_ref().is_some_and(|attendance| attendance.certificate.as_deref() == Some("shown"))
    }
}

/// Whether entering the node means anything: most nodes are entered without a word of law.
pub(super) fn enter_matters(law: &crate::law::Law, path: &ElementPath) -> bool {
    law.node(path.process(), path.element()).is_some_and(|node| {
        let on_enter = node.acts.iter().any(|act| act.at == Moment::Enter)
            || node.documents.iter().any(|paper| paper.on == Moment::Enter);
        on_enter || !node.limits.is_empty()
    })
}

pub(super) fn enter(draft: &mut Draft<'_>, path: &ElementPath, scope: &Scope<'_>) -> Result<(), HostRefusal> {
    let law = draft.host.law.clone();
    let Some(node) = law.node(path.process(), path.element()) else { return Ok(()) };
    let instance = scope.instance().map(|id| id.to_string());
    let step = Step { path, node, by: None, answers: &Value::Null, signatures: Vec::new(), instance };
    papers::draw_up(draft, &step, Moment::Enter);
    acts(draft, &step, Moment::Enter, scope)?;
    limits::at_node(draft, node, Moment::Enter);
    Ok(())
}

pub(super) fn complete(
    draft: &mut Draft<'_>,
    path: &ElementPath,
    by: Option<&str>,
    given: &Value,
    signatures: &[Value],
    scope: &Scope<'_>,
) -> Result<(), HostRefusal> {
    let law = draft.host.law.clone();
    let Some(node) = law.node(path.process(), path.element()) else { return Ok(()) };
    if let Some(step) = &node.unavailable {
        return Err(refuse("step-not-built", vec![("step", step.clone()), ("name", node.name.clone())]));
    }
    archived(draft, node)?;
    let signatures = signatures.iter().filter_map(Signature::read).collect();
    let instance = scope.instance().map(|id| id.to_string());
    let step = Step { path, node, by, answers: given, signatures, instance };
    answers::write(draft, &step, scope)?;
    people(draft, &step);
    draft.push(DomainEvent::StepCompleted {
        element: place(scope, path),
        by: by.map(str::to_owned),
        role: node.role.clone(),
        at: draft.host.facts.now,
    });
    papers::draw_up(draft, &step, Moment::Complete);
    acts(draft, &step, Moment::Complete, scope)?;
    papers::freeze_unbound(draft, &step)?;
    limits::at_node(draft, node, Moment::Complete);
    limits::by_facts(draft);
    attendance(draft, &step)
}

/// The node with the call activities around it, outermost first: the same sub-procedure may run several times in a case.
pub fn place(scope: &Scope<'_>, path: &ElementPath) -> String {
    let links = scope.instances();
    let callers: Vec<&str> = links.iter().rev().filter_map(|link| link.caller.map(ElementPath::as_str)).collect();
    crate::view::place(&callers, path.as_str())
}

/// A call activity is done: its step is.
pub(super) fn called(draft: &mut Draft<'_>, path: &ElementPath, scope: &Scope<'_>) {
    if draft.host.law.node(path.process(), path.element()).is_some_and(|node| !node.steps.is_empty()) {
        let at = draft.host.facts.now;
        draft.push(DomainEvent::StepCompleted { element: place(scope, path), by: None, role: None, at });
    }
}

/// G36 on every write; the four acts that an archived case still knows are appended.
fn archived(draft: &Draft<'_>, node: &NodeLaw) -> Result<(), HostRefusal> {
    let case = draft.case();
    let appended = |act: &NodeAct| {
        matches!(
            act.name,
            ActName::DisclosureCorrect | ActName::DisclosureWithdraw | ActName::RemedyRegister | ActName::RemedyResult
        )
    };
    if !node.acts.is_empty() && node.acts.iter().all(appended) {
        return Ok(());
    }
    gate::refusal(&case, &gate::check_write(&case)).map_or(Ok(()), Err)
}

/// Who has acted in which function. Officers who sign a step of the investigation investigate.
fn people(draft: &mut Draft<'_>, step: &Step<'_>) {
    let Some(group) = step.node.duty else { return };
    let signers = step
        .signatures
        .iter()
        .filter(|s| group == DutyGroup::Investigate && s.is_officer())
        .filter_map(|s| s.person.clone());
    let everybody: Vec<String> = step.by.map(str::to_owned).into_iter().chain(signers).collect();
    for person in everybody {
        if !draft.file.functions.get(&group).is_some_and(|members| members.contains(&person)) {
            draft.push(DomainEvent::PersonActed { person, group });
        }
    }
}

fn acts(draft: &mut Draft<'_>, step: &Step<'_>, moment: Moment, scope: &Scope<'_>) -> Result<(), HostRefusal> {
    for law in step.node.acts.iter().filter(|act| act.at == moment) {
        let document = match &law.document {
            None => None,
            Some(reference) => Some(document(draft, reference, step, scope)?),
        };
        let kind = match &law.kind {
            Some(kind) => Some(resolve(draft, kind, step, scope)?),
            None if law.name.is_on_document() => {
                document.and_then(|id| draft.file.documents.get(&id)).map(|paper| paper.kind.clone())
            }
            None => None,
        };
        let outcome = law.outcome.as_ref().map(|outcome| resolve(draft, outcome, step, scope)).transpose()?;
        let on = match &law.on {
            None => draft.case().today(),
            Some(path) => legal_date(draft, path, step)?,
        };
        let act = Act {
            name: law.name,
            kind,
            outcome,
            document,
            on,
            by: step.by,
            signatures: &step.signatures,
            duty: step.node.duty,
            role: step.node.role.as_deref(),
            element: Some(step.path.to_string()),
            certificate_shown: step.shows_certificate(),
            instance: step.instance.clone(),
            file: (!step.answers.is_null() && step.by.is_none()).then(|| step.answers.clone()),
        };
        act::perform(draft, act)?;
    }
    Ok(())
}

/// A fact of the case or of this instance's list entry, as a legal day.
fn legal_date(draft: &Draft<'_>, path: &str, step: &Step<'_>) -> Result<jiff::civil::Date, HostRefusal> {
    let value = match path.split_once("[].") {
        Some((list, field)) => step
            .instance
            .as_deref()
            .and_then(|instance| draft.file.entry(list, instance))
            .and_then(|entry| entry.values.get(field))
            .cloned(),
        None => draft.case().value(path),
    };
    let day = value.as_ref().and_then(crate::day::of_value);
    day.ok_or_else(|| {
        refuse("fact-missing", vec![("path", path.to_owned()), ("title", answers::title(&draft.host.law, path))])
    })
}

fn document(draft: &Draft<'_>, reference: &str, step: &Step<'_>, scope: &Scope<'_>) -> Result<DocumentId, HostRefusal> {
    let text = resolve(draft, reference, step, scope)?;
    let known = text.parse::<DocumentId>().ok().filter(|id| draft.file.documents.contains_key(id));
    let latest = || draft.file.latest(&text).map(|(id, _)| id);
    known
        .or_else(latest)
        .ok_or_else(|| refuse("document-unknown", vec![("reference", reference.to_owned()), ("found", text.clone())]))
}

/// A value that starts with `=` is a reference: `=answers.x`, `=facts.x`, or a variable of the process.
fn resolve(draft: &Draft<'_>, text: &str, step: &Step<'_>, scope: &Scope<'_>) -> Result<String, HostRefusal> {
    let Some(reference) = text.strip_prefix('=') else { return Ok(text.to_owned()) };
    let found = if let Some(path) = reference.strip_prefix("answers.") {
        step.answers.pointer(&format!("/{}", path.replace('.', "/"))).cloned()
    } else if let Some(path) = reference.strip_prefix("facts.") {
        draft.case().value(path)
    } else {
        let (name, rest) = reference.split_once('.').map_or((reference, None), |(name, rest)| (name, Some(rest)));
        let value = scope.variable(name);
        value.and_then(|value| rest.map_or(Some(value), |rest| value.at(rest))).map(script::Value::to_json)
    };
    match found {
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => Err(refuse(
            "reference-unresolved",
            vec![("reference", text.to_owned()), ("element", step.path.to_string())],
        )),
    }
}

/// `xl:attendance`: so many officers sign, and where the party refuses there is a witness or a recording.
fn attendance(draft: &Draft<'_>, step: &Step<'_>) -> Result<(), HostRefusal> {
    let (Some(rule), Some(_)) = (&step.node.attendance, step.by) else { return Ok(()) };
    let doing = gate::Doing { by: step.by, signatures: &step.signatures, ..gate::Doing::default() };
    let today = draft.case().today();
    let valid = doing
        .officers()
        .into_iter()
        .filter(|id| draft.case().actor_named(id).is_some_and(|actor| actor.certificate_valid(today)));
    let have = valid.count();
    if have < rule.officers as usize {
        let (need, have) = (rule.officers.to_string(), have.to_string());
        return Err(refuse("officers-missing", vec![("need", need), ("have", have)]));
    }
    let given = |name: &str| step.answers.get(name).is_some_and(|value| !crate::case_file::is_empty(value));
    let witness = step.signatures.iter().any(|signature| signature.capacity == "witness") || given("witness");
    let signed = step.answers.get("signed").and_then(Value::as_str).is_none_or(|signed| signed == "signed");
    let holds = match rule.witness.as_deref() {
        None => true,
        Some("or-recording") => witness || given("recording"),
        Some("if-refused") => signed || witness || given("recording"),
        Some(_) => witness,
    };
    if holds { Ok(()) } else { Err(refuse("witness-missing", vec![("element", step.path.to_string())])) }
}
