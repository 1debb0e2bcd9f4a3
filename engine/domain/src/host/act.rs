//! Doing an act: gates and locks first, then its facts, numbers, papers, limits and the methods that it starts.

use super::draft::{Draft, refuse};
use super::{limits, papers};
use crate::act::{facts, number};
use crate::case_file::{ActRecord, DocumentId, DocumentState, Signature};
use crate::event::DomainEvent;
use crate::gate;
use crate::law::{ActName, DutyGroup, Law, OverRule, StartRule, WhenOver};
use crate::limit::LimitState;
use exec::host::{HostRefusal, Wish};
use jiff::civil::Date;
use serde_json::{Value, json};

pub(super) struct Act<'a> {
    pub name: ActName,
    pub kind: Option<String>,
    pub outcome: Option<String>,
    pub document: Option<DocumentId>,
    pub on: Date,
    pub by: Option<&'a str>,
    pub signatures: &'a [Signature],
    pub duty: Option<DutyGroup>,
    pub role: Option<&'a str>,
    pub element: Option<String>,
    pub certificate_shown: bool,
    pub instance: Option<String>,
    /// What a connector brought back.
    pub file: Option<Value>,
}

impl Act<'_> {
    fn doing(&self) -> gate::Doing<'_> {
        gate::Doing {
            kind: self.kind.as_deref(),
            document: self.document,
            by: self.by,
            signatures: self.signatures,
            duty: self.duty,
            certificate_shown: self.certificate_shown,
        }
    }
}

/// Does the act, or refuses and leaves the draft to be thrown away.
pub(super) fn perform(draft: &mut Draft<'_>, mut act: Act<'_>) -> Result<(), HostRefusal> {
    if act.name == ActName::CauseChoose {
        act.kind = Some(cause(draft, act.kind.as_deref())?);
    }
    admit(draft, &act)?;
    for (path, value) in facts::written(&draft.case(), act.name, act.kind.as_deref(), act.document, act.on) {
        draft.write(path, value, None, act.element.as_deref());
    }
    for drawn in number::of_act(&draft.host.law, act.name, act.kind.as_deref()) {
        let number = number::draw(draft_numbers(draft), &draft.case(), &drawn, act.on);
        if let Some(number) = keep(draft, number) {
            draft.write(drawn.path, json!(number), None, act.element.as_deref());
        }
    }
    let attributes = facts::attributes(&draft.case(), act.name);
    let signers = act.signatures.iter().map(|s| s.person.clone().unwrap_or_else(|| s.capacity.clone())).collect();
    draft.push(DomainEvent::ActDone(ActRecord {
        name: act.name,
        kind: act.kind.clone(),
        by: act.by.map(str::to_owned),
        on: act.on,
        at: draft.host.facts.now,
        outcome: act.outcome.clone(),
        document: act.document,
        element: act.element.clone(),
        signers,
        attributes,
        seq: 0,
    }));
    papers::signed_by_act(draft, &act);
    papers::freeze_by_act(draft, &act)?;
    papers::sealed_or_served(draft, &act);
    papers::void_left(draft, &act);
    limits::by_act(draft, act.name, act.kind.as_deref(), act.on);
    starts(draft, &act);
    Ok(())
}

/// Everything that speaks against the act now: limits that lock it, the state of its paper, the gates.
pub(super) fn admit(draft: &Draft<'_>, act: &Act<'_>) -> Result<(), HostRefusal> {
    let case = draft.case();
    gate::refusal(&case, &gate::check(&case, act.name, &act.doing())).map_or(Ok(()), Err)?;
    for limit in case.law.limits.values() {
        let locks = matches!(limit.when_over, Some(WhenOver::Rule(OverRule::LockAndReport)));
        let met_by = limit.fulfilled_by.iter().any(|pattern| pattern.matches(act.name, act.kind.as_deref()));
        if locks && met_by && case.limit_state(&limit.id) == Some(LimitState::Over) {
            let due = case.reckon(&limit.id).map(|reckoning| reckoning.due.to_string()).unwrap_or_default();
            return Err(refuse(
                "limit-over",
                vec![("limit", limit.id.clone()), ("name", limit.name.clone()), ("due", due)],
            ));
        }
    }
    document(&case, act)
}

/// A sealed kind is served after it was sealed; nothing is sealed or served while it is a draft.
fn document(case: &crate::case::Case<'_>, act: &Act<'_>) -> Result<(), HostRefusal> {
    if !matches!(act.name, ActName::DocumentSeal | ActName::DocumentServe) {
        return Ok(());
    }
    let Some((id, paper)) = act.document.and_then(|id| Some((id, case.document(id)?))) else {
        return Err(refuse("document-unknown", vec![("act", act.name.to_string())]));
    };
    let entry = case.law.documents.get(&paper.kind);
    let name = entry.map_or_else(|| paper.kind.clone(), |entry| entry.name.clone());
    let parameters = |code| Err(refuse(code, vec![("document", id.to_string()), ("name", name.clone())]));
    if paper.state <= DocumentState::Draft {
        return parameters("document-not-frozen");
    }
    if act.name == ActName::DocumentServe
        && entry.is_some_and(|entry| entry.is_sealed())
        && paper.state < DocumentState::Sealed
    {
        return parameters("document-not-sealed");
    }
    Ok(())
}

/// The chosen entry, or its older or newer twin that applies on the day of the conduct (行政处罚法 37).
fn cause(draft: &Draft<'_>, kind: Option<&str>) -> Result<String, HostRefusal> {
    let case = draft.case();
    let chosen = kind.unwrap_or_default();
    let Some(entry) = case.law.causes.get(chosen) else {
        return Err(refuse("cause-unknown", vec![("cause", chosen.to_owned())]));
    };
    // Without a date G15 answers.
    let Some(day) = case.file.fact("case.conduct_date").and_then(crate::day::of_value) else {
        return Ok(entry.id.clone());
    };
    let related = |law: &Law, id: &str| -> Option<String> {
        let forward = law.causes.get(id)?.successor.clone();
        let back =
            law.causes.values().find(|other| other.successor.as_deref() == Some(id)).map(|other| other.id.clone());
        [forward, back].into_iter().flatten().find(|id| law.causes.get(id).is_some_and(|entry| entry.valid.covers(day)))
    };
    if entry.valid.covers(day) {
        return Ok(entry.id.clone());
    }
    related(case.law, &entry.id).ok_or_else(|| {
        refuse(
            "cause-not-valid",
            vec![("cause", entry.id.clone()), ("title", entry.title.clone()), ("day", day.to_string())],
        )
    })
}

/// Methods that the act starts: the one named at filing, and those that go together with the cause, each once.
fn starts(draft: &mut Draft<'_>, act: &Act<'_>) {
    let law = draft.host.law.clone();
    let speaks = |rule: &&StartRule| rule.act == act.name && (rule.kind.is_none() || rule.kind == act.kind);
    let rules: Vec<&StartRule> = law.starts.iter().filter(speaks).collect();
    let names = |process: &str, wanted: &str| {
        process == wanted || law.processes.get(process).is_some_and(|process| process.law.as_deref() == Some(wanted))
    };
    let wanted: Vec<&StartRule> = if act.name == ActName::FilingOpen {
        let method = draft.file.text("filing.method").map(str::to_owned);
        match method {
            Some(method) => rules.into_iter().filter(|rule| names(&rule.process, &method)).collect(),
            None if rules.len() == 1 => rules,
            None => Vec::new(),
        }
    } else {
        let together = draft.case().cause().map(|cause| cause.together.clone()).unwrap_or_default();
        rules.into_iter().filter(|rule| together.iter().any(|method| names(&rule.process, method))).collect()
    };
    for rule in wanted {
        if !draft.file.started.contains(&rule.process) {
            draft.push(DomainEvent::MethodStarted { process: rule.process.clone() });
            draft.wish(Wish::Start { process: rule.process.clone() });
        }
    }
}

/// Numbers given to this command that no earlier event of the case has used.
pub(super) fn draft_numbers<'a>(draft: &Draft<'a>) -> Vec<&'a crate::case::Number> {
    let used = |number: &crate::case::Number| {
        draft.file.numbers.get(&number.series).is_some_and(|values| values.contains(&number.value))
    };
    draft.host.facts.numbers.iter().filter(|number| !used(number)).collect()
}

/// Keeps a drawn number; without one wishes for it. `None` only in a trial.
pub(super) fn keep(draft: &mut Draft<'_>, number: Result<number::Drawn, String>) -> Option<String> {
    match number {
        Ok(drawn) => {
            draft.push(DomainEvent::NumberDrawn {
                series: drawn.series,
                value: drawn.value,
                number: drawn.number.clone(),
            });
            Some(drawn.number)
        }
        Err(series) => {
            draft.wish(Wish::Draw { series });
            None
        }
    }
}
