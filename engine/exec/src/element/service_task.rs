//! Service task: work for a connector.
//!
//!   begun ──(xe:job)──▶ job created ──▶ completed ──▶ outputs ──▶ left
//!   job failed ──(retries left)──▶ tried again later; ──(none left)──▶ incident; ──(BPMN error)──▶ boundary event
//!   begun ──(no xe:job; xe:rule)──▶ the host's rule; ──(neither)──▶ done at once

use serde_json::{Map, Value};

use super::business_rule_task;
use crate::event::Event;
use crate::ids::Id;
use crate::run::{Done, Extra, Here, Run};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    if create_job(run, here)? {
        return Ok(());
    }
    if here.node.extension.rule.is_some() {
        return business_rule_task::begin(run, here);
    }
    super::finish(run, here.token, &Value::Null)
}

/// The job of `xe:job`, if there is one. Its input is what `xe:input` says.
pub(super) fn create_job(run: &mut Run<'_>, here: &Here<'_>) -> Result<bool, crate::run::Stuck> {
    let Some(job) = &here.node.extension.job else { return Ok(false) };
    let input = run.map(here.token, &here.node.extension.inputs, Extra::default())?;
    let input: Map<String, Value> = input.iter().map(|(name, value)| (name.to_string(), value.to_json())).collect();
    run.emit(Event::JobCreated {
        job: Id(run.case.next.job + 1),
        element: here.path(),
        token: here.token,
        connector: job.connector.to_string(),
        operation: job.operation.to_string(),
        input: Value::Object(input),
        retries: job.retries,
        timeout_ms: job.timeout_ms.and_then(|ms| i64::try_from(ms).ok()),
    });
    Ok(true)
}
