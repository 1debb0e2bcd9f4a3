//! The law as content: everything of a release that rules read. `packs` fills it from files; nothing here reads a file.

mod agency;
mod cause;
mod check;
mod discretion;
mod fact;
mod form;
mod gate;
mod limit;
pub(crate) mod names;
mod node;
mod paper;
mod parse;
#[cfg(test)]
pub(crate) mod tests;
mod text;

pub use agency::{
    AgencyLaw, AgencyNumbers, AgencyProfile, ApartRule, LegalReviewRule, ReviewRule, RoleLaw, SeriesRule, Threshold,
    Thresholds,
};
pub use cause::{Amount, AmountKind, ArticleRef, CauseEntry, ConductClass, Element, EvidenceItem};
pub use check::LawProblem;
pub use discretion::{Caps, DiscretionMethod, Factor, FactorOption, FactorTable, Round};
pub use fact::{FactClass, FactLaw, FactOwner, FactType};
pub use form::FormLaw;
pub use gate::{ActDone, AnyAct, Apart, Certificate, GateAct, GateLaw, GateOn, Officers, OpenMatter, Requirement};
pub use limit::{FirstDay, LimitLaw, LimitStart, LimitUnit, OverMessage, OverRule, RestDay, Warn, WhenOver};
pub(crate) use names::names;
pub use names::{
    ActName, ActPattern, Basis, DutyGroup, EvidenceKind, Mark, Moment, OneOrMany, Protects, UnknownName, Validity,
};
pub use node::{
    Attendance, NodeAct, NodeDocument, NodeEvidence, NodeLaw, NodeLimit, NodeRuling, Nodes, Obligation, ProcessElement,
    ProcessLaw, Recording, StartRule,
};
pub use paper::{
    DisclosureLaw, DocumentEntry, FreezingAct, HiddenFact, MaskedFact, NumberRule, PublicFact, ShownWhen, TrailAct,
};
pub use parse::{ContentError, from_json};
pub use text::{CalendarLaw, FixedDay, LawText, NamedDay, Quote, Weekend};

use std::collections::BTreeMap;

/// All content of a release that rules need. Keys are ids; gates and limits are asked in the order of their ids.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Law {
    /// Id of the release, for sheets and views.
    pub release: String,
    /// By path.
    pub facts: BTreeMap<String, FactLaw>,
    pub gates: BTreeMap<String, GateLaw>,
    pub limits: BTreeMap<String, LimitLaw>,
    /// Entries with everything inherited filled in (`from_causes`).
    pub causes: BTreeMap<String, CauseEntry>,
    pub classes: BTreeMap<String, ConductClass>,
    /// By id of the factor table.
    pub methods: BTreeMap<String, DiscretionMethod>,
    /// By kind: W45.
    pub documents: BTreeMap<String, DocumentEntry>,
    /// By form id: `notice/record_statement`.
    pub forms: BTreeMap<String, FormLaw>,
    pub calendars: BTreeMap<String, CalendarLaw>,
    /// By law id: AIR2018.
    pub laws: BTreeMap<String, LawText>,
    pub agency: AgencyLaw,
    /// By role id.
    pub roles: BTreeMap<String, RoleLaw>,
    /// By unit.
    pub profiles: BTreeMap<String, AgencyProfile>,
    pub processes: BTreeMap<String, ProcessLaw>,
    pub starts: Vec<StartRule>,
    pub nodes: Nodes,
}

impl Law {
    pub fn node(&self, process: &str, element: &str) -> Option<&NodeLaw> {
        self.nodes.get(&(process.to_owned(), element.to_owned()))
    }

    /// The declaration of a fact: by its path, with `[]` for a list, or with `*` for one word (`document.*.fine`).
    pub fn fact(&self, path: &str) -> Option<&FactLaw> {
        let of_list = || {
            let inner =
                format!("{}.", path.strip_suffix("[]").map_or_else(|| format!("{path}[]"), |head| format!("{head}[]")));
            self.facts
                .range(inner.clone()..)
                .next()
                .filter(|(first, _)| first.starts_with(&inner))
                .map(|(_, fact)| fact)
        };
        let list = || self.facts.get(&format!("{path}[]"));
        self.facts.get(path).or_else(list).or_else(of_list).or_else(|| {
            let mut words: Vec<&str> = path.split('.').collect();
            if words.len() == 3 {
                words[1] = "*";
            }
            self.facts.get(&words.join("."))
        })
    }

    /// The form of a node, if it has one: first as `process/form`, then by the plain id.
    pub fn form_of(&self, process: &str, node: &NodeLaw) -> Option<&FormLaw> {
        let form = node.form.as_deref()?;
        self.forms.get(&format!("{process}/{form}")).or_else(|| self.forms.get(form))
    }

    /// Takes entries with `inherits` resolved. An entry that inherits from an unknown one is a problem.
    pub fn add_causes(&mut self, entries: Vec<serde_json::Value>) -> Result<(), ContentError> {
        for (id, entry) in parse::inherit(entries)? {
            self.causes.insert(id, entry);
        }
        Ok(())
    }
}
