//! Business rule task: a rule of the host (`xe:rule`), or the ruling that the host itself knows for this node.
//!
//!   begun ──▶ host evaluates ──▶ answer recorded (replay evaluates nothing) ──▶ host told ──▶ outputs ──▶ left
//!   rule fails ──▶ incident `rule-failed`

use serde_json::Value;

use crate::Variables;
use crate::event::Event;
use crate::host::{RuleRef, Scope};
use crate::incident::Incident;
use crate::run::{Done, Here, Run, Stuck};
use crate::state::AfterTold;

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let rule = here.node.extension.rule.as_ref();
    let asked = match rule {
        Some(rule) => RuleRef::Rule { name: rule.reference.to_string(), element: here.path() },
        None => RuleRef::Node(here.path()),
    };
    let answer = run.host.evaluate(&asked, &Scope::of_token(&run.case, here.token, None));
    let output = answer.map_err(|failure| Incident::RuleFailed { failure: failure.code, text: failure.text })?;
    let answers = output.to_json();
    let kept = rule.and_then(|rule| rule.into.clone()).map(|into| Variables::from([(into, output.clone())]));
    let event = Event::RuleEvaluated { element: here.path(), token: here.token, output };
    match run.tell(here.token, event.clone()) {
        Err(Stuck::Incident(incident)) => {
            run.raise_untold(Some(here.token), incident, event, AfterTold::Finish(answers));
            return Ok(());
        }
        told => told?,
    }
    if let Some(kept) = kept {
        run.assign(here.token, kept)?;
    }
    finish(run, here, &answers)
}

fn finish(run: &mut Run<'_>, here: &Here<'_>, answers: &Value) -> Done {
    super::finish(run, here.token, answers)
}
