//! Migration: the whole case runs another release from here on.
//!
//! Tokens stay where they are, on the elements that the plan gives them; scopes, variables, open work, retries and records go with
//! them. Listeners that are not in the new version end, new ones begin, open tasks get the role, unit and form of the new version.
//! Timers keep their due times unless the plan names them; timers of the host are asked anew. Called instances are migrated with
//! their callers. History: `Migrated` with every path that changed, then what follows. A case that does not fit is refused whole.

use super::refuse;
use crate::Release;
use crate::command::By;
use crate::element::trigger;
use crate::event::{Event, Operation};
use crate::ids::{ScopeId, TaskId};
use crate::migration::{Plan, definition_of, rehearse};
use crate::refusal::Refusal;
use crate::run::{Done, Run};

pub(super) fn migrate(run: &mut Run<'_>, from: &Release, plan: &Plan, reason: String, by: By) -> Done {
    let verdict = rehearse(from, run.release, plan, &run.case);
    if !verdict.fits() {
        let problems = verdict.problems.iter();
        let problems = problems.map(|found| format!("{} {} {}", found.code, found.element, found.detail)).collect();
        return Err(refuse(Refusal::PlanUnfit { problems }));
    }
    verdict.drops.iter().for_each(|wait| run.cancel_wait(*wait));
    let (old, new) = (from.id().to_owned(), run.release.id().to_owned());
    run.emit(Event::Operated(Operation::Migrated { from: old, to: new, elements: verdict.elements, reason, by }));
    run.accepting = false;
    redefine(run);
    for (holder, event) in verdict.arms {
        trigger::listen(run, holder, &event)?;
    }
    let waiting: Vec<ScopeId> =
        run.case.scopes.iter().filter(|(_, scope)| !scope.parked.is_empty()).map(|(id, _)| *id).collect();
    waiting.into_iter().for_each(|scope| run.look_at_joins(scope));
    run.look_at_conditions();
    run.ask_host_timers();
    Ok(())
}

/// Open tasks get what the new version says about them.
fn redefine(run: &mut Run<'_>) {
    let tasks: Vec<TaskId> = run.case.tasks.keys().copied().collect();
    for id in tasks {
        let Some(task) = run.case.tasks.get(&id) else { continue };
        let Ok((loaded, ix)) = run.resolve(&task.element) else { continue };
        let (role, unit, form) = definition_of(loaded.process.node(ix));
        if (&role, &unit, &form) != (&task.role, &task.unit, &task.form) {
            let element = task.element.clone();
            run.emit(Event::Operated(Operation::Redefined { task: id, element, role, unit, form }));
        }
    }
}
