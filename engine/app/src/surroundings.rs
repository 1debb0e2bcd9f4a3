//! What the host may know of the outside world for one command: who asks, who else is there, the calendar, the clock.

use crate::App;
use crate::case::Loaded;
use crate::commands::Order;
use crate::people::{Certificate, Person};
use crate::refusal::Failure;
use domain::calendar::Calendar;
use domain::case::{Actor, Earlier, Facts, HeldCertificate, Number};
use store::record::Window;
use store::record::commit::NumberDrawn;
use store::record::list::{CaseFilter, Scope};

impl App {
    /// Gathers what one command's host may know.
    pub(crate) async fn surroundings(
        &self,
        loaded: &Loaded,
        order: &Order,
        numbers: &[NumberDrawn],
    ) -> Result<Facts, Failure> {
        let mut facts = self.facts(loaded, order.person.as_ref(), order.now).await?;
        facts.numbers =
            numbers.iter().map(|n| Number { series: n.series.clone(), value: n.expected.to_string() }).collect();
        Ok(facts)
    }

    /// The same for a view.
    pub(crate) async fn facts(&self, loaded: &Loaded, person: Option<&Person>, now: i64) -> Result<Facts, Failure> {
        Ok(Facts {
            actor: person.map(actor),
            staff: self.everybody().await?.iter().map(actor).collect(),
            party_history: self.history(loaded).await?,
            calendar: Calendar::new(loaded.release.law.calendars.values()),
            now,
            numbers: Vec::new(),
        })
    }

    /// Decided cases of the same party.
    async fn history(&self, loaded: &Loaded) -> Result<Vec<Earlier>, Failure> {
        let Some(code) = loaded.file.text("party.uscc") else { return Ok(Vec::new()) };
        let scope = Scope::below("");
        let filter = CaseFilter {
            scope,
            party_code: Some(code.to_string()),
            window: Window { limit: 200, offset: 0 },
            ..CaseFilter::default()
        };
        let page = self.store().cases(&filter).await.map_err(Failure::fault)?;
        let decided = page.rows.into_iter().filter(|row| row.case != loaded.case).filter_map(|row| {
            let data: serde_json::Value = serde_json::from_str(&row.head.data).ok()?;
            Some(Earlier {
                case_no: row.head.case_no?,
                cause: row.head.cause.unwrap_or_default(),
                conduct_date: data["conduct_date"].as_str().and_then(|d| d.parse().ok()),
                decided_on: data["decided_on"].as_str()?.parse().ok()?,
                fined: row.head.decision_no.is_some(),
            })
        });
        Ok(decided.collect())
    }
}

/// A person as the host knows them.
pub(crate) fn actor(person: &Person) -> Actor {
    Actor {
        id: person.id.clone(),
        name: person.name.clone(),
        roles: person.roles.iter().cloned().collect(),
        unit: person.unit.clone(),
        title: None,
        certificate: person.certificate.as_ref().and_then(held),
    }
}

fn held(certificate: &Certificate) -> Option<HeldCertificate> {
    let from = certificate.from.as_deref().and_then(|d| d.parse().ok()).unwrap_or(jiff::civil::Date::MIN);
    let to = certificate.until.as_deref().and_then(|d| d.parse().ok())?;
    Some(HeldCertificate { no: certificate.no.clone(), from, to })
}
