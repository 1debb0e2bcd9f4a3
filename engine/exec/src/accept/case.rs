//! Commands on the case as a whole.
//!
//! | operation | tokens and scopes | timers and other waits | children | history |
//! |---|---|---|---|---|
//! | start | a new instance with its scope; a token at each of its entries | armed as its elements begin | – | `InstanceStarted` and what follows |
//! | cancel | all tokens and scopes of the instance end | end with them, open tasks and jobs too | called instances end first; an instance that was called leaves its caller with an incident | `Intervened` with the reason, then every end |
//! | suspend | stay where they are | stay armed, but nothing fires: every other command is refused | stay | `CaseSuspended` with the reason |
//! | resume | stay | timers of the model move by the time that was lost, those of the host are asked anew | stay | `CaseResumed`, `TimerMoved` for each |
//! | set variables | stay; conditions are looked at again | stay | see nothing of it: a called process has variables of its own | `VariablesSet` with the reason |
//! | retry | the stuck token does again what failed | what the failed attempt had armed ends first | stay | `Intervened` with the reason, `IncidentResolved`, then what follows |

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::By;
    use crate::command::Ask;
    use crate::testing::{Play, variables};

    /// A case that calls another process and waits there, with a deadline beside it.
    const CALLS: &str = r#"<process id="p" isExecutable="true">
        <startEvent id="s"/>
        s -> call
        <callActivity id="call" calledElement="q"/>
        <boundaryEvent id="late" attachedToRef="call" cancelActivity="false"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P90D</timeDuration></timerEventDefinition></boundaryEvent>
        late -> remind
        <userTask id="remind"/>
        remind -> e2
        <endEvent id="e2"/>
        call -> after
        <userTask id="after"/>
        after -> e
        <endEvent id="e"/>
        </process>
        <process id="q" isExecutable="true"><startEvent id="qs"/>
        qs -> inner
        <userTask id="inner"/>
        inner -> qe
        <endEvent id="qe"/></process>"#;

    fn instance_of(case: &Play, process: &str) -> crate::InstanceId {
        let found = case.case.instances.iter().find(|(_, instance)| instance.process == process);
        found.map(|(id, _)| *id).expect("a running instance")
    }

    #[test]
    fn a_cancelled_case_leaves_nothing_behind() {
        let mut case = Play::with(CALLS, json!({}));
        assert_eq!((case.open().as_str(), case.case.due.len()), ("inner", 1));
        let instance = instance_of(&case, "p");
        case.system(Ask::Cancel { instance, reason: "重复发起".into() });
        assert!(case.is_over());
        assert_eq!((case.case.tokens.len(), case.case.tasks.len(), case.case.due.len()), (0, 0, 0));
        case.refused(By::System, Ask::Cancel { instance, reason: "再来".into() }, "not-found");
    }

    #[test]
    fn a_caller_is_told_when_what_it_called_is_cancelled() {
        let mut case = Play::with(CALLS, json!({}));
        let instance = instance_of(&case, "q");
        case.system(Ask::Cancel { instance, reason: "另行处理".into() });
        assert_eq!((case.open().as_str(), case.incidents().as_str()), ("", "uncaught-error"));
        assert_eq!(case.case.due.len(), 1, "the caller's own deadline goes on");
        let incident = *case.case.incidents.keys().next().expect("the incident");
        case.system(Ask::Retry { incident, reason: "再办".into() });
        assert_eq!(case.open(), "inner", "a retry calls again");
    }

    #[test]
    fn a_suspended_case_takes_no_work() {
        let mut case = Play::with(CALLS, json!({}));
        let task = case.task("inner");
        case.system(Ask::Suspend { reason: "等待鉴定".into() });
        case.refused(By::Person("甲".into()), Ask::Claim { task }, "case-suspended");
        case.refused(By::System, Ask::Suspend { reason: "再来".into() }, "case-suspended");
        case.system(Ask::Resume);
        case.refused(By::System, Ask::Resume, "case-not-suspended");
        case.does("inner");
        assert_eq!(case.open(), "after");
    }

    #[test]
    fn a_variable_is_changed_with_a_reason_and_conditions_see_it() {
        let mut case = Play::of_with(
            "<startEvent id=\"s\"/>\ns -> w\n<intermediateCatchEvent id=\"w\"><conditionalEventDefinition><condition xsi:type=\"tFormalExpression\">paid == true</condition></conditionalEventDefinition></intermediateCatchEvent>\n\
             w -> a\n<userTask id=\"a\"/>\na -> e\n<endEvent id=\"e\"/>",
            json!({ "paid": false }),
        );
        assert_eq!(case.open(), "");
        let instance = instance_of(&case, "p");
        let reason = "银行回单".to_owned();
        case.system(Ask::SetVariables {
            instance,
            variables: variables(json!({ "paid": true })),
            reason: reason.clone(),
        });
        assert_eq!((case.open().as_str(), case.variable("paid")), ("a", json!(true)));
        let kept = case
            .journal
            .iter()
            .any(|event| matches!(event, crate::Event::VariablesSet { reason: Some(why), .. } if *why == reason));
        assert!(kept, "the reason is in the journal");
    }
}
