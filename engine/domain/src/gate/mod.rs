//! Gates: what the law requires before an act counts. Data says what, predicates say whether. The lowest id answers, all are listed.

mod require;
#[cfg(test)]
pub(crate) mod tests;
mod words;

pub use words::{is_open, missing_words, refusal_text};

use crate::case::Case;
use crate::case_file::{DocumentId, Signature};
use crate::law::{ActName, DutyGroup, GateAct, GateLaw, Requirement};
use exec::host::{HostRefusal, Missing};
use std::collections::BTreeSet;

/// An act that is about to be done, or asked about.
#[derive(Debug, Clone, Default)]
pub struct Doing<'a> {
    pub kind: Option<&'a str>,
    pub document: Option<DocumentId>,
    /// The person; `None` for jobs and timers.
    pub by: Option<&'a str>,
    pub signatures: &'a [Signature],
    /// Function in which the person acts.
    pub duty: Option<DutyGroup>,
    /// Certificates are shown at this very step.
    pub certificate_shown: bool,
}

impl Doing<'_> {
    /// Officers who act and sign, each once.
    pub fn officers(&self) -> BTreeSet<&str> {
        let signed =
            self.signatures.iter().filter(|signature| signature.is_officer()).filter_map(|s| s.person.as_deref());
        signed.chain(self.by).collect()
    }
}

/// A gate that refuses, with the parts of its entry that do not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused<'a> {
    pub gate: &'a GateLaw,
    pub missing: Vec<&'a Requirement>,
}

/// Gates that speak on an act, in the order of their ids.
pub fn speaking<'a>(case: &Case<'a>, act: ActName, kind: Option<&str>) -> impl Iterator<Item = &'a GateLaw> {
    let kind = kind.map(str::to_owned);
    case.law.gates.values().filter(move |gate| {
        let speaks = gate.on.iter().any(|on| match on.act {
            GateAct::Any(_) => true,
            GateAct::Act(name) => {
                name == act && (on.kinds.is_empty() || kind.as_ref().is_some_and(|kind| on.kinds.contains(kind)))
            }
        });
        speaks && !gate.except.contains(&act)
    })
}

/// All gates that refuse an act now.
pub fn check<'a>(case: &Case<'a>, act: ActName, doing: &Doing<'_>) -> Vec<Refused<'a>> {
    speaking(case, act, doing.kind).filter_map(|gate| refuses(case, gate, doing)).collect()
}

/// All gates that refuse any change of facts, evidence or documents now.
pub fn check_write<'a>(case: &Case<'a>) -> Vec<Refused<'a>> {
    let on_writes = |gate: &&GateLaw| gate.on.iter().any(|on| matches!(on.act, GateAct::Any(_)));
    case.law.gates.values().filter(on_writes).filter_map(|gate| refuses(case, gate, &Doing::default())).collect()
}

fn refuses<'a>(case: &Case<'a>, gate: &'a GateLaw, doing: &Doing<'_>) -> Option<Refused<'a>> {
    let mut missing = Vec::new();
    require::collect(case, &gate.requires, doing, &mut missing);
    (!missing.is_empty()).then_some(Refused { gate, missing })
}

/// The refusal that the person gets: the first gate's text, everything that is missing.
pub fn refusal(case: &Case<'_>, refused: &[Refused<'_>]) -> Option<HostRefusal> {
    let first = refused.first()?;
    let mut parameters = vec![("text".to_owned(), refusal_text(case, first.gate))];
    for path in crate::pattern::paths(&first.gate.refuse) {
        if let Some(value) = case.value(path) {
            parameters.push((path.to_owned(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
        }
    }
    let basis = serde_json::to_string(&first.gate.basis).unwrap_or_default();
    parameters.push(("basis".to_owned(), basis));
    parameters.push(("mark".to_owned(), format!("{:?}", first.gate.mark)));
    let what = |requirement: &Requirement| serde_json::to_string(requirement).unwrap_or_default();
    let missing = refused.iter().flat_map(|refused| {
        refused.missing.iter().map(move |part| Missing { gate: refused.gate.id.clone(), what: what(part) })
    });
    Some(HostRefusal {
        code: "gate-refused",
        gate: Some(first.gate.id.clone()),
        missing: missing.collect(),
        parameters,
    })
}
