//! The domain's side of the engine's port: what a command means in law, who may give it, when limits end.
//!
//! `app` builds one `CaseHost` per command from the stored case file, the release's law and the facts it has gathered.

mod act;
mod admit;
mod answers;
mod command;
mod draft;
mod external;
mod limits;
mod node;
mod papers;
mod ruling;

pub use command::HostCommand;
pub use node::place;
pub use ruling::input as sheet_input;

use crate::case::{Case, Facts};
use crate::case_file::CaseFile;
use crate::day;
use crate::event::DomainEvent;
use crate::law::Law;
use crate::limit::LimitState;
use draft::Draft;
use exec::host::{Admission, Due, HostAnswer, HostRefusal, RuleFailure, RuleRef, Scope, Subscription};
use exec::{Event, Host, HostEvent};
use serde_json::Value;
use std::sync::Arc;

/// One case in the hands of the engine for one command.
#[derive(Clone)]
pub struct CaseHost {
    pub file: CaseFile,
    pub law: Arc<Law>,
    pub facts: Facts,
}

impl CaseHost {
    pub fn new(file: CaseFile, law: Arc<Law>, facts: Facts) -> CaseHost {
        CaseHost { file, law, facts }
    }

    pub fn case(&self) -> Case<'_> {
        Case::new(&self.file, &self.law, &self.facts)
    }
}

impl Host for CaseHost {
    fn admit(&self, ask: &Admission<'_>) -> Result<(), HostRefusal> {
        admit::admit(self, ask)
    }

    fn evaluate(&self, rule: &RuleRef, scope: &Scope<'_>) -> Result<script::Value, RuleFailure> {
        match rule {
            RuleRef::Facts => Ok(crate::tree::for_scripts(&self.case())),
            RuleRef::Node(element) => {
                ruling::evaluate(self, element, scope).map(|answer| script::Value::from_json(&answer))
            }
            RuleRef::Rule { name, .. } => crate::predicate::value(name, &self.case())
                .map(|answer| script::Value::from_json(&answer))
                .ok_or_else(|| RuleFailure {
                    code: "rule-unknown".to_owned(),
                    text: format!("expected a rule of the law, but found `{name}`"),
                }),
        }
    }

    fn due(&self, subscription: &Subscription) -> Due {
        due(&self.case(), subscription)
    }

    fn happened(&self, event: &Event, scope: &Scope<'_>) -> Result<HostAnswer, HostRefusal> {
        if let Event::NodeEntered { element, .. } = event
            && !node::enter_matters(&self.law, element)
        {
            return Ok(HostAnswer::default());
        }
        let mut draft = Draft::new(self);
        match event {
            Event::TaskCompleted { element, by, answers, signatures, .. }
            | Event::MessageAnswered { element, by, answers, signatures, .. } => {
                node::complete(&mut draft, element, by.person().map(|p| &*p.0), answers, signatures, scope)?;
            }
            Event::NodeEntered { element, .. } => node::enter(&mut draft, element, scope)?,
            Event::JobCompleted { element, output, .. } => {
                node::complete(&mut draft, element, None, output, &[], scope)?
            }
            Event::RuleEvaluated { element, output, .. } => {
                ruling::write(&mut draft, element, &output.to_json());
                node::complete(&mut draft, element, None, &Value::Null, &[], scope)?;
            }
            Event::InstanceEnded { element: Some(element), .. } => node::called(&mut draft, element, scope),
            Event::TimerFired { limit: Some(limit), .. } => limits::fired(&mut draft, limit),
            Event::ExternalReceived { message, payload, .. } => external::received(&mut draft, message, payload)?,
            Event::HostAsked { payload, by } => command::run(&mut draft, payload, by.person().map(|p| &*p.0))?,
            _ => {}
        }
        draft.answer()
    }

    fn apply(&mut self, event: &HostEvent) {
        if let Some(event) = DomainEvent::from_host(event) {
            self.file.apply(&event);
        }
    }
}

/// Without `at` when the limit is over (00:00 +08:00 of the next day); `last-day`: 09:00 of its last day.
fn due(case: &Case<'_>, subscription: &Subscription) -> Due {
    let id = &subscription.limit;
    let Some(law) = case.law.limits.get(id) else { return Due::Unknown(format!("limit.{id}")) };
    let Some(run) = case.file.run(id) else {
        let at = law.starts.as_ref().and_then(|starts| starts.at.clone());
        return Due::Unknown(at.unwrap_or_else(|| format!("limit.{id}.start")));
    };
    match case.limit_state(id).unwrap_or(run.state) {
        LimitState::Met | LimitState::Suspended => return Due::Never,
        // What need not be waited for any more holds up nobody who waits; a timer of the case itself is no longer needed.
        LimitState::Ended if subscription.element.is_some() => {
            return Due::At { ms: case.facts.now, provisional: false };
        }
        LimitState::Ended => return Due::Never,
        LimitState::Running | LimitState::Over => {}
    }
    match case.reckon_run(law, run) {
        Some(reckoning) => {
            let ms = match subscription.at.as_deref() {
                Some("last-day") => day::start_ms(reckoning.due) + 9 * 3_600_000,
                _ => day::start_ms(day::plus(reckoning.due, 1)),
            };
            Due::At { ms, provisional: reckoning.provisional }
        }
        None => law.until.clone().map_or(Due::Never, Due::Unknown),
    }
}
