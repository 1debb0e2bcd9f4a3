//! Commands on the case as a whole: start, cancel, suspend, resume, variables, incidents.

use crate::Variables;
use crate::command::By;
use crate::element::process;
use crate::event::{Ending, Event, Operation};
use crate::ids::{IncidentId, InstanceId, TimerId};
use crate::limits;
use crate::refusal::Refusal;
use crate::run::{Done, Run, Step};
use crate::state::{AfterTold, RetryStep, TimerSource};

use super::refuse;

pub(super) fn start(run: &mut Run<'_>, id: &str, variables: Variables, by: By) -> Done {
    if run.release.process(id).is_none() {
        return Err(refuse(Refusal::ProcessUnknown { process: id.to_owned() }));
    }
    check(run, &variables)?;
    process::start(run, process::Start { variables, by: Some(by), ..process::Start::of(id) }).map(|_| ())
}

pub(super) fn check(run: &Run<'_>, variables: &Variables) -> Done {
    if process::too_large(variables) {
        let limit_bytes = limits::VARIABLE_BYTES_MAX;
        return Err(refuse(Refusal::TooLarge { what: "one variable", limit_bytes }));
    }
    let added: usize = variables.values().map(script::Value::weight).sum();
    if run.case.bytes + added > limits::VARIABLES_BYTES_MAX {
        let limit_bytes = limits::VARIABLES_BYTES_MAX;
        return Err(refuse(Refusal::TooLarge { what: "all variables of the case", limit_bytes }));
    }
    Ok(())
}

fn missing(kind: &'static str, id: String) -> crate::run::Stuck {
    refuse(Refusal::NotFound { kind, id })
}

pub(super) fn set_variables(run: &mut Run<'_>, id: InstanceId, variables: Variables, reason: String) -> Done {
    let scope = run.case.instances.get(&id).map(|instance| instance.scope);
    let scope = scope.ok_or_else(|| missing("instance", id.to_string()))?;
    check(run, &variables)?;
    run.emit(Event::VariablesSet { scope, token: None, variables, reason: Some(reason) });
    Ok(())
}

/// Ends an instance. One that was called leaves its caller with an incident: nothing will come from it any more.
pub(super) fn cancel(run: &mut Run<'_>, id: InstanceId, reason: String, by: By) -> Done {
    let Some(instance) = run.case.instances.get(&id) else { return Err(missing("instance", id.to_string())) };
    let (scope, caller, element) = (instance.scope, instance.caller, instance.element.clone());
    run.emit(Event::Operated(Operation::Intervened { command: "Cancel".into(), element, reason, by }));
    run.cancel_scope(scope, Ending::Cancelled);
    if caller.is_some() {
        let text = format!("instance {id} was cancelled");
        let incident = crate::Incident::UncaughtError { error: String::new(), text };
        run.raise(caller, incident, RetryStep::Enter);
    }
    Ok(())
}

pub(super) fn suspend(run: &mut Run<'_>, reason: String) -> Done {
    if run.case.suspended.is_some() {
        return Err(refuse(Refusal::CaseSuspended));
    }
    run.emit(Event::CaseSuspended { reason, at: run.now });
    Ok(())
}

/// Timers of the model keep the time that was left; timers of the host are asked anew.
pub(super) fn resume(run: &mut Run<'_>) -> Done {
    let Some(since) = run.case.suspended else { return Err(refuse(Refusal::CaseNotSuspended)) };
    let late = run.now.0.saturating_sub(since.0);
    run.emit(Event::CaseResumed { at: run.now });
    let own = run.case.timers.iter().filter(|(_, timer)| matches!(timer.source, TimerSource::Model { .. }));
    let moved: Vec<(TimerId, _)> =
        own.filter_map(|(id, timer)| timer.due.map(|due| (*id, due.plus_ms(late)))).collect();
    for (timer, due) in moved {
        run.emit(Event::TimerMoved { timer, due: Some(due), provisional: false });
    }
    run.ask_host_timers();
    Ok(())
}

/// Tries a stuck node again. A reason stands in the journal before what follows from it.
pub(super) fn retry(run: &mut Run<'_>, id: IncidentId, reason: String, by: By) -> Done {
    let Some(open) = run.case.incidents.get(&id).cloned() else { return Err(missing("incident", id.to_string())) };
    if !reason.is_empty() {
        let element = open.element.clone();
        run.emit(Event::Operated(Operation::Intervened { command: "Retry".into(), element, reason, by }));
    }
    run.emit(Event::IncidentResolved { incident: id });
    run.accepting = false;
    match (open.retry, open.token) {
        (RetryStep::Enter, Some(token)) => {
            let arriving =
                run.case.tokens.get(&token).is_some_and(|token| token.place == crate::state::Place::Arriving);
            if arriving {
                run.later(Step::Enter(token));
            } else {
                run.cancel_activity(token);
                run.later(Step::Begin(token));
            }
        }
        (RetryStep::Complete { answers }, Some(token)) => run.later(Step::Finish(token, answers)),
        (RetryStep::Leave, Some(token)) => run.later(Step::Leave(token)),
        (RetryStep::NextRound, Some(token)) => run.later(Step::NextRound(token)),
        (RetryStep::Compensate, Some(token)) => run.later(Step::Compensate(token)),
        (RetryStep::Settle { scope }, _) => run.later(Step::Settle(scope)),
        (RetryStep::Job { job }, _) => again(run, job),
        (RetryStep::Tell { event, then }, token) => {
            match run.tell_again(token, &event) {
                Err(crate::run::Stuck::Incident(incident)) => {
                    run.raise_untold(token, incident, *event, then);
                    return Ok(());
                }
                told => told?,
            }
            match (then, token) {
                (AfterTold::Finish(answers), Some(token)) => run.later(Step::Finish(token, answers)),
                (AfterTold::Trigger { holder, element }, _) => {
                    run.later(Step::Trigger(holder, element, serde_json::Value::Null));
                }
                _ => {}
            }
        }
        _ => {}
    }
    Ok(())
}

/// One more attempt at once.
fn again(run: &mut Run<'_>, id: crate::ids::JobId) {
    let Some(job) = run.case.jobs.get(&id).cloned() else { return };
    run.emit(Event::JobRetried {
        job: id,
        element: job.element,
        attempt: job.attempt + 1,
        connector: job.connector,
        operation: job.operation,
        input: job.input,
        retry_at: run.now,
        timeout_ms: job.timeout_ms,
    });
}
