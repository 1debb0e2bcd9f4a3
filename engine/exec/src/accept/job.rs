//! Answers of connectors: done, or failed.
//!
//! | answer | what happens |
//! |---|---|
//! | done | the job goes, its token is finished with the output; boundary events and timers of the node end as at every completion |
//! | failed, tries left | token, scopes and timers stay; the same job goes out again after its back-off, or later when the other side wishes so (at most a day). History: `JobFailed`, `JobRetried` |
//! | failed, none left or useless | an incident on the node, the dead letter: the job stays with its input until an operator retries or settles it. History: `JobFailed`, `IncidentRaised` |
//! | a BPMN error | the job goes, the error looks for who catches it outward. History: `JobFailed`, `JobCancelled`, what follows |
//!
//! Other tokens of the case and other cases see nothing of it.

use serde_json::Value;

use super::{object, refuse};
use crate::command::Again;
use crate::event::Event;
use crate::ids::JobId;
use crate::incident::Incident;
use crate::refusal::Refusal;
use crate::run::{Done, Run, Step, Stuck};
use crate::state::{AfterTold, Job, RetryStep};

/// The longest wait that the other side may wish for, ms: a day.
const WISH_MAX_MS: i64 = 24 * 60 * 60 * 1000;

fn open(run: &Run<'_>, id: JobId) -> Result<Job, Stuck> {
    run.case.jobs.get(&id).cloned().ok_or_else(|| refuse(Refusal::NotFound { kind: "job", id: id.to_string() }))
}

/// The work is done. A host that refuses now makes an incident: nobody is there to be told, and the work stays done.
pub(super) fn complete(run: &mut Run<'_>, id: JobId, output: Value) -> Done {
    let job = open(run, id)?;
    object(&output, "output as an object").map_err(refuse)?;
    run.accepting = false;
    let token = job.token;
    let event = Event::JobCompleted { job: id, element: job.element, token, output: output.clone() };
    match run.tell(token, event.clone()) {
        Err(Stuck::Incident(incident)) => {
            run.raise_untold(Some(token), incident, event, AfterTold::Finish(output));
            return Ok(());
        }
        told => told?,
    }
    run.later(Step::Finish(token, output));
    Ok(())
}

/// The work failed: a BPMN error is thrown, else it is tried again after a while, else it is an incident.
pub(super) fn fail(run: &mut Run<'_>, id: JobId, error: String, bpmn_error: Option<String>, again: Again) -> Done {
    let job = open(run, id)?;
    let (element, attempt, token) = (job.element.clone(), job.attempt, job.token);
    run.accepting = false;
    run.emit(Event::JobFailed { job: id, element: element.clone(), error: error.clone(), attempt });
    if let Some(code) = bpmn_error {
        run.emit(Event::JobCancelled { job: id });
        return run.throw_later(token, code, error);
    }
    let wish = match again {
        Again::Never => None,
        Again::BackOff => Some(0),
        Again::After(ms) => Some(ms.clamp(0, WISH_MAX_MS)),
    };
    if let Some(wish) = wish.filter(|_| job.retries > 0) {
        let retry_at = run.now.plus_ms(backoff_ms(run, &job).max(wish));
        run.emit(Event::JobRetried {
            job: id,
            element,
            attempt: attempt + 1,
            connector: job.connector,
            operation: job.operation,
            input: job.input,
            retry_at,
            timeout_ms: job.timeout_ms,
        });
        return Ok(());
    }
    run.raise(Some(token), Incident::JobFailed { attempts: attempt, text: error }, RetryStep::Job { job: id });
    Ok(())
}

/// How long to wait before the next attempt, as the model says; the last figure repeats; one minute if it says nothing.
fn backoff_ms(run: &Run<'_>, job: &Job) -> i64 {
    let here = run.here(job.token).ok();
    let waits =
        here.and_then(|here| here.node.extension.job.as_ref()).map(|job| job.backoff_ms.as_slice()).unwrap_or_default();
    let nth = (job.attempt as usize).saturating_sub(1).min(waits.len().saturating_sub(1));
    waits.get(nth).and_then(|ms| i64::try_from(*ms).ok()).unwrap_or(60_000)
}
