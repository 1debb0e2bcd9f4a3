//! What comes to a rehearsed case from outside its tasks: evidence and payments.

use super::Stage;
use super::answers;
use super::play::Play;
use crate::refusal::Failure;
use crate::time;
use domain::case::Case;
use exec::{Ask, By};
use packs::scenario::Step;
use serde_json::{Value, json};

impl Play {
    pub(super) fn evidence(&mut self, stage: &Stage, step: &Step) -> Result<(), Failure> {
        let by = self.by(step)?;
        let collector = by.person().map(ToString::to_string).unwrap_or_default();
        let second = step.with.as_str().and_then(|alias| self.person(alias));
        let place = ["record.place", "case.place", "clue.location"].iter().find_map(|path| self.loaded.file.text(path));
        let text = |key: &str| step.text(key).map(str::to_string);
        let collectors: Vec<String> = std::iter::once(collector).chain(second).collect();
        let at = text("at").and_then(|t| answers::instant(&t)).unwrap_or(self.now);
        let item = json!({
            "name": text("name").unwrap_or_else(|| step.target_text().to_string()), "kind": step.kind, "collected_at": time::text_of(at),
            "place": text("place").or_else(|| place.map(str::to_string)).unwrap_or_default(), "collectors": collectors,
            "elements": step.rest.get("proves").cloned().unwrap_or_else(|| json!([])), "purpose": "", "source": "",
            "sha256": format!("{:064x}", step.number),
        });
        self.one(stage, by, Ask::Host { payload: json!({ "do": "evidence.add", "item": item }) })?;
        let last = self.loaded.file.evidence.keys().next_back().map(ToString::to_string).unwrap_or_default();
        if last != step.target_text() {
            self.differences.push(format!("第 {} 步：证据编号应当是 {}，但是 {last}", step.number, step.target_text()));
        }
        Ok(())
    }

    pub(super) fn payment(&mut self, stage: &Stage, step: &Step) -> Result<(), Failure> {
        let facts = self.facts(None);
        let case = Case::new(&self.loaded.file, &self.loaded.release.law, &facts);
        let value =
            |path: &str| case.value(path).as_ref().and_then(Value::as_str).map(str::to_string).unwrap_or_default();
        let on = step.text("paid_on").map_or_else(|| time::day_of(self.now), str::to_string);
        let payload = json!({
            "decision_no": value("decision.no"), "action_code": value("case.action_code"), "amount": step.target_text(), "currency": "CNY",
            "paid_on": on, "bank_reference": step.text("reference").unwrap_or("演示流水"),
        });
        let key = value("case.action_code");
        let ask = Ask::External { message: "payment.received".into(), key, payload };
        match (self.one(stage, By::Agency("bank".into()), ask), step.text("state")) {
            (Err(Failure::Refused(refusal)), Some("unmatched")) if refusal.code == "payment-unmatched" => Ok(()),
            (Ok(()), Some("unmatched")) => {
                Err(Failure::Fault("the payment was booked, but expected was unmatched".into()))
            }
            (answer, _) => answer,
        }
    }
}
