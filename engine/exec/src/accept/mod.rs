//! Accepting a command: is it possible at all, does the host admit it, and what happens first.

mod case;
mod delegate;
mod job;
mod migrate;
mod outside;
mod repair;
mod signers;
mod tasks;

use serde_json::Value;

use crate::NotDecided;
use crate::command::{Ask, By, Command};
use crate::host::{Admission, Scope};
use crate::ids::{ElementPath, PersonId};
use crate::refusal::Refusal;
use crate::release::Release;
use crate::run::{Done, Run, Stuck};
use crate::state::CaseState;

/// First the engine's own conditions, then the host's, then the first events.
pub(crate) fn accept(run: &mut Run<'_>, command: Command) -> Result<(), NotDecided> {
    if run.case.suspended.is_some() && !works_while_suspended(&command.what) {
        return Err(Refusal::CaseSuspended.into());
    }
    {
        let admission = admission(run.release, &run.case, &command)?;
        if !matches!(command.by, By::System) {
            run.host.admit(&admission).map_err(Refusal::Host)?;
        }
    }
    let Command { by, what } = command;
    let done = begin(run, what, by);
    match done {
        Ok(()) => Ok(()),
        Err(Stuck::Stop(why)) => Err(why),
        Err(Stuck::Incident(incident)) => {
            run.raise(None, incident, crate::state::RetryStep::Clear);
            Ok(())
        }
        Err(Stuck::Error { code, text }) => {
            let incident = crate::Incident::UncaughtError { error: code, text };
            run.raise(None, incident, crate::state::RetryStep::Clear);
            Ok(())
        }
    }
}

/// The first events of a command.
fn begin(run: &mut Run<'_>, what: Ask, by: By) -> Done {
    match what {
        Ask::Start { process, variables } => case::start(run, &process, variables, by),
        Ask::Claim { task } => tasks::claim(run, task, &by),
        Ask::Unclaim { task } => tasks::unclaim(run, task, &by),
        Ask::Assign { task, to } => tasks::assign(run, task, to, by),
        Ask::Complete { task, answers, signatures } => tasks::complete(run, task, answers, signatures, by),
        Ask::Answer { element, answers, signatures } => outside::answer(run, &element, answers, signatures, by),
        Ask::Return { task, to, reason } => tasks::send_back(run, task, &to, reason, by),
        Ask::Withdraw { task, reason } => tasks::withdraw(run, task, reason, by),
        Ask::External { message, key, payload } => outside::external(run, message, key, payload, by),
        Ask::Correlate { message, key, payload } => outside::correlate(run, &message, &key, &payload),
        Ask::Signal { signal, payload } => outside::signal(run, &signal, &payload),
        Ask::FireTimer { timer } => crate::element::timer::ask(run, timer).map_err(refuse),
        Ask::CompleteJob { job, output } => job::complete(run, job, output),
        Ask::FailJob { job, error, bpmn_error, again } => job::fail(run, job, error, bpmn_error, again),
        Ask::Host { payload } => outside::host(run, payload, by),
        Ask::Delegate { task, to, reason } => delegate::delegate(run, task, to, reason, &by),
        Ask::Resolve { task } => delegate::resolve(run, task, &by),
        Ask::Transfer { task, to, reason } => delegate::transfer(run, task, to, reason, by),
        Ask::AddSigner { task, person, place, reason } => signers::add(run, task, person, place, reason, by),
        Ask::RemoveSigner { task, person, reason } => signers::remove(run, task, person, reason, by),
        Ask::Countersign { task, persons, rule } => signers::countersign(run, task, persons, rule, by),
        Ask::Sign { task, agree, answers, signatures } => signers::sign(run, task, agree, answers, signatures, by),
        Ask::Plan { task, due, follow_up, priority } => tasks::plan(run, task, due, follow_up, priority, by),
        Ask::ResolveIncident { incident, answers, reason } => repair::resolve(run, incident, answers, reason, by),
        Ask::Move { token, to, reason } => repair::move_token(run, token, &to, reason, by),
        Ask::Restart { process, at, variables, reason } => repair::restart(run, &process, &at, variables, reason, by),
        Ask::Migrate { from, plan, reason } => migrate::migrate(run, &from, &plan, reason, by),
        Ask::SetVariables { instance, variables, reason } => case::set_variables(run, instance, variables, reason),
        Ask::Retry { incident, reason } => case::retry(run, incident, reason, by),
        Ask::Cancel { instance, reason } => case::cancel(run, instance, reason, by),
        Ask::Suspend { reason } => case::suspend(run, reason),
        Ask::Resume => case::resume(run),
        Ask::StartAdHoc { element } => crate::element::ad_hoc_ask(run, &element).map_err(refuse),
    }
}

pub(crate) fn refuse(refusal: Refusal) -> Stuck {
    Stuck::Stop(NotDecided::Refused(refusal))
}

fn works_while_suspended(what: &Ask) -> bool {
    matches!(what, Ask::Resume | Ask::Suspend { .. } | Ask::Cancel { .. } | Ask::Host { .. } | Ask::Migrate { .. })
}

/// Answers must be an object (or nothing).
fn object(value: &Value, expected: &'static str) -> Result<(), Refusal> {
    match value {
        Value::Null | Value::Object(_) => Ok(()),
        other => Err(Refusal::WrongShape { expected, found: other.to_string().chars().take(80).collect() }),
    }
}

/// What a host would be asked before this command. Also without a command being given: for the list "what is missing".
///
/// # Errors
/// The engine's own refusals: no such task, nothing waits, not allowed by the definition.
pub fn admission<'a>(
    release: &'a Release,
    case: &'a CaseState,
    command: &'a Command,
) -> Result<Admission<'a>, Refusal> {
    let mut admission = Admission {
        command: command.what.name(),
        by: &command.by,
        task: None,
        element: None,
        process: None,
        role: None,
        unit: None,
        assignee: None,
        same_as: None,
        not_same_as: Vec::new(),
        answers: &Value::Null,
        signatures: &[],
        payload: &Value::Null,
        scope: Scope::new(case, None, None, None),
    };
    match &command.what {
        Ask::Start { process, .. } => admission.process = Some(process),
        Ask::Claim { task } | Ask::Unclaim { task } | Ask::Assign { task, .. } => {
            about_task(release, case, *task, &mut admission)?
        }
        Ask::Return { task, .. }
        | Ask::Withdraw { task, .. }
        | Ask::Delegate { task, .. }
        | Ask::Resolve { task }
        | Ask::Transfer { task, .. }
        | Ask::AddSigner { task, .. }
        | Ask::RemoveSigner { task, .. }
        | Ask::Countersign { task, .. }
        | Ask::Plan { task, .. } => about_task(release, case, *task, &mut admission)?,
        Ask::Sign { task, answers, signatures, .. } => {
            admission.answers = answers;
            admission.signatures = signatures;
            about_task(release, case, *task, &mut admission)?;
        }
        Ask::Complete { task, answers, signatures } => {
            object(answers, "answers as an object")?;
            admission.answers = answers;
            admission.signatures = signatures;
            about_task(release, case, *task, &mut admission)?;
        }
        Ask::Answer { element, answers, signatures } => {
            object(answers, "answers as an object")?;
            admission.answers = answers;
            admission.signatures = signatures;
            outside::about_answer(release, case, element, &mut admission)?;
        }
        Ask::External { payload, .. } | Ask::Host { payload } => admission.payload = payload,
        _ => {}
    }
    Ok(admission)
}

fn about_task<'a>(
    release: &'a Release,
    case: &'a CaseState,
    id: crate::ids::TaskId,
    admission: &mut Admission<'a>,
) -> Result<(), Refusal> {
    let Some(task) = case.tasks.get(&id) else {
        return Err(Refusal::TaskNotOpen { task: id.to_string(), by: None });
    };
    admission.task = Some(id);
    admission.element = Some(task.element.clone());
    admission.role = task.role.as_deref();
    admission.unit = task.unit.as_deref();
    admission.assignee = task.assignee.as_ref();
    admission.scope = Scope::of_token(case, task.token, Some(admission.answers));
    people(release, case, &task.element, admission);
    Ok(())
}

/// Resolves `sameAs` and `notSameAs` to those who completed these elements, in this instance or around it.
fn people<'a>(release: &'a Release, case: &'a CaseState, element: &ElementPath, admission: &mut Admission<'a>) {
    let node =
        release.process(element.process()).and_then(|process| Some(process.node(process.find(element.element())?)));
    let Some(assign) = node.and_then(|node| node.extension.assign.as_ref()) else { return };
    let links = admission.scope.instances();
    let completers = |wanted: &str| -> &'a [PersonId] {
        let found = links.iter().find_map(|link| {
            let instance = case.instances.get(&link.instance)?;
            let path = if wanted.contains('/') { wanted.into() } else { ElementPath::new(&instance.process, wanted) };
            instance.completers.get(&path)
        });
        found.map(Vec::as_slice).unwrap_or_default()
    };
    admission.same_as = assign.same_as.iter().find_map(|wanted| completers(wanted).last());
    let mut others: Vec<PersonId> =
        assign.not_same_as.iter().flat_map(|wanted| completers(wanted).iter().cloned()).collect();
    others.sort();
    others.dedup();
    admission.not_same_as = others;
}
