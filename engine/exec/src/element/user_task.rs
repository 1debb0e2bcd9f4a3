//! User task: human work.
//!
//!   begun ──▶ task opened ──(claimed, given back, assigned)──▶ completed ──▶ outputs ──▶ left
//!   open ──(boundary event, scope cancelled, returned)──▶ task cancelled

use crate::event::Event;
use crate::ids::Id;
use crate::run::{Done, Here, Run};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let extension = &here.node.extension;
    let assign = extension.assign.as_ref();
    let input = run.case.tokens.get(&here.token).map(|token| token.locals.clone()).unwrap_or_default();
    run.emit(Event::TaskOpened {
        task: Id(run.case.next.task + 1),
        element: here.path(),
        role: assign.and_then(|assign| assign.role.as_ref()).map(|role| role.to_string()),
        unit: assign.and_then(|assign| assign.unit.as_ref()).map(|unit| unit.to_string()),
        token: here.token,
        form: extension.form.as_ref().map(|form| form.to_string()),
        assignee: None,
        input,
    });
    Ok(())
}
