//! Embedded sub-process: a scope of its own.
//!
//!   begun ──▶ scope opened, tokens begin ──(no token left)──▶ scope closed (kept for compensation) ──▶ outputs ──▶ left
//!   boundary event ──▶ everything inside cancelled

use bpmn::process::ScopeIx;
use serde_json::Value;

use super::{activity, compensation, process};
use crate::event::{Ending, Event};
use crate::ids::ScopeId;
use crate::run::{Done, Here, Run, Step, Stuck};
use crate::state::ScopeKind;

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>, ix: ScopeIx) -> Done {
    let scope = open_scope(run, here, ix)?;
    process::open(run, scope, here.loaded, ix, None, &Value::Null)
}

/// Opens the scope, with its data and the activity's inputs as variables.
pub(super) fn open_scope(run: &mut Run<'_>, here: &Here<'_>, ix: ScopeIx) -> Result<ScopeId, Stuck> {
    let mut variables = process::declared(&here.loaded.process.scope(ix).data);
    variables.extend(activity::own_data(run, here)?);
    let scope = run.new_scope();
    run.emit(Event::ScopeOpened {
        scope,
        kind: ScopeKind::SubProcess,
        parent: here.scope,
        owner: Some(here.token),
        element: here.path(),
        variables,
        revives: None,
    });
    Ok(scope)
}

/// Nothing runs any more inside: outputs that read inner variables are taken over, then the activity is done.
pub(super) fn ended(run: &mut Run<'_>, scope: ScopeId) -> Done {
    let Some(owner) = run.case.scopes.get(&scope).and_then(|scope| scope.owner) else { return Ok(()) };
    let here = run.here(owner)?;
    let outputs = &here.node.extension.outputs;
    if !outputs.is_empty() {
        let mut values = crate::Variables::new();
        for mapping in outputs {
            let value = run.eval_in(scope, &mapping.expression, &mapping.name, crate::run::Extra::default());
            match value {
                Ok(value) => values.insert(mapping.name.clone(), value),
                Err(Stuck::Incident(incident)) => {
                    run.raise(Some(owner), incident, crate::state::RetryStep::Settle { scope });
                    return Ok(());
                }
                Err(stuck) => return Err(stuck),
            };
        }
        run.assign_in(here.scope, values)?;
    }
    let kept = compensation::keeps(run, &here, scope);
    run.close_scope(scope, Ending::Completed, kept);
    run.later(Step::Finish(owner, Value::Null));
    Ok(())
}
