//! A case as it is judged: its file, the law of its release, and what the outside world knows at this moment.

use crate::calendar::{Calendar, Lean};
use crate::case_file::{CaseFile, Document, DocumentId};
use crate::day;
use crate::law::{CauseEntry, Law, LimitLaw};
use crate::limit::{LimitRun, LimitState, Reckoning, end_of, reckon};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeSet;

/// What `app` gathers for one command. Nothing else is known.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Who asks; `None` for the clock, connectors and agencies.
    pub actor: Option<Actor>,
    /// Everybody of the case's unit, and everybody who has acted in this case: names, roles, certificates.
    pub staff: Vec<Actor>,
    /// Decided cases of the party, five years back.
    pub party_history: Vec<Earlier>,
    pub calendar: Calendar,
    /// Milliseconds UTC; the same for the whole command.
    pub now: i64,
    /// Numbers already drawn for this command (`Wish::Draw`): the next count of the series as decimal text.
    pub numbers: Vec<Number>,
}

/// A person of the agency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    pub id: String,
    pub name: String,
    pub roles: BTreeSet<String>,
    pub unit: String,
    pub title: Option<String>,
    /// 执法证
    pub certificate: Option<HeldCertificate>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldCertificate {
    pub no: String,
    pub from: Date,
    pub to: Date,
}

impl Actor {
    pub fn certificate_valid(&self, today: Date) -> bool {
        self.certificate.as_ref().is_some_and(|held| held.from <= today && today <= held.to)
    }
}

/// A decided case of the party, this agency's or a shared one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    pub case_no: String,
    pub cause: String,
    pub conduct_date: Option<Date>,
    pub decided_on: Date,
    pub fined: bool,
}

/// A number drawn: `value` is the count within the series, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub series: String,
    pub value: String,
}

/// Everything a rule may read.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub file: &'a CaseFile,
    pub law: &'a Law,
    pub facts: &'a Facts,
}

impl<'a> Case<'a> {
    pub fn new(file: &'a CaseFile, law: &'a Law, facts: &'a Facts) -> Case<'a> {
        Case { file, law, facts }
    }

    pub fn today(&self) -> Date {
        day::of_instant(self.facts.now)
    }

    pub fn actor_named(&self, id: &str) -> Option<&'a Actor> {
        let own = self.facts.actor.as_ref().filter(|actor| actor.id == id);
        own.or_else(|| self.facts.staff.iter().find(|actor| actor.id == id))
    }

    /// The cause entry that was chosen.
    pub fn cause(&self) -> Option<&'a CauseEntry> {
        self.law.causes.get(self.file.text("case.cause")?)
    }

    /// The entry that the sheet applies, else the one chosen.
    pub fn applied_entry(&self) -> Option<&'a CauseEntry> {
        self.file.sheet().and_then(|sheet| self.law.causes.get(&sheet.entry)).or_else(|| self.cause())
    }

    pub fn document(&self, id: DocumentId) -> Option<&'a Document> {
        self.file.documents.get(&id)
    }

    /// Last day of the latest run of a limit, reckoned today: extensions, exclusions and newly loaded years count.
    pub fn reckon(&self, limit: &str) -> Option<Reckoning> {
        let law = self.law.limits.get(limit)?;
        let run = self.file.run(limit)?;
        self.reckon_run(law, run)
    }

    pub fn reckon_run(&self, law: &LimitLaw, run: &LimitRun) -> Option<Reckoning> {
        if let Some(path) = &law.until {
            return day::of_value(self.file.fact(path)?).map(|due| Reckoning { due, provisional: false });
        }
        let extensions: Vec<&LimitLaw> = law
            .extended_by
            .iter()
            .filter(|id| self.file.run(id).is_some_and(|extension| extension.seq > run.seq))
            .filter_map(|id| self.law.limits.get(id))
            .collect();
        end_of(law, run.start, self.excluded_days(law, run), &extensions, &self.facts.calendar)
    }

    /// Days of excluding limits since this run started, each day once.
    pub fn excluded_days(&self, law: &LimitLaw, run: &LimitRun) -> i64 {
        let runs = law.excluded.iter().flat_map(|id| self.file.limits.get(id).into_iter().flatten());
        let spans = runs
            .filter(|other| other.start >= run.start)
            .map(|other| (other.start, other.ended_on.unwrap_or(self.today())));
        reckon::union_days(spans.collect())
    }

    /// The state today: a running limit is suspended while another one excludes its days, and over once its last day has passed,
    /// also before any timer has said so.
    pub fn limit_state(&self, limit: &str) -> Option<LimitState> {
        let run = self.file.run(limit)?;
        if run.state != LimitState::Running {
            return Some(run.state);
        }
        let law = self.law.limits.get(limit)?;
        let excluding = |id: &String| self.file.run(id).is_some_and(|other| other.state == LimitState::Running);
        if law.excluded.iter().any(excluding) {
            return Some(LimitState::Suspended);
        }
        let over = self.reckon(limit).is_some_and(|reckoning| reckoning.due < self.today());
        Some(if over { LimitState::Over } else { LimitState::Running })
    }

    /// Over, and not only by a provisional calendar.
    pub fn limit_is_over(&self, limit: &str) -> bool {
        let provisional = match self.file.run(limit) {
            Some(run) if run.state == LimitState::Over => {
                run.provisional && self.reckon(limit).is_none_or(|r| r.provisional)
            }
            Some(_) => self.reckon(limit).is_none_or(|reckoning| reckoning.provisional),
            None => return false,
        };
        self.limit_state(limit) == Some(LimitState::Over) && !provisional
    }

    /// The first day after a limit, working or not.
    pub fn next_day(&self, limit: &str) -> Option<Date> {
        self.reckon(limit).map(|reckoning| day::plus(reckoning.due, 1))
    }

    pub fn lean(&self, limit: &str) -> Lean {
        Lean::of(self.law.limits.get(limit).and_then(|law| law.protects))
    }

    /// A fact, stored or computed; `None` where it is unknown or empty.
    pub fn value(&self, path: &str) -> Option<Value> {
        crate::tree::value(self, path)
    }

    pub fn flag(&self, path: &str) -> bool {
        self.value(path) == Some(Value::Bool(true))
    }
}
