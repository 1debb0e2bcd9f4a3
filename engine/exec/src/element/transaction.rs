//! Transaction: a sub-process that can be cancelled as a whole.
//!
//!   begun ──▶ like a sub-process
//!   cancel end event ──▶ everything else inside cancelled ──▶ completed activities compensated, latest first
//!                    ──▶ scope closed ──▶ cancel boundary event (without one: left normally)

use bpmn::process::{EventDefinition, NodeKind, ScopeIx};
use serde_json::Value;

use super::{boundary_event, compensation, sub_process};
use crate::event::Ending;
use crate::ids::{ScopeId, TokenId};
use crate::run::{Done, Here, Run, Step};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>, ix: ScopeIx) -> Done {
    sub_process::begin(run, here, ix)
}

/// The innermost transaction around a token.
pub(super) fn around(run: &Run<'_>, token: TokenId) -> Option<ScopeId> {
    let mut at = run.case.tokens.get(&token).map(|token| token.scope);
    while let Some(id) = at {
        let scope = run.case.scopes.get(&id)?;
        let node = scope.element.as_ref().and_then(|path| run.resolve(path).ok());
        if node.is_some_and(|(loaded, ix)| matches!(loaded.process.node(ix).kind, NodeKind::Transaction { .. })) {
            return Some(id);
        }
        at = scope.parent;
    }
    None
}

/// A cancel end event: the rest of the transaction stops, then what was done is compensated.
pub(super) fn cancel(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let Some(scope) = around(run, here.token) else {
        run.end_token(here.token, Ending::Completed);
        return Ok(());
    };
    if scope == here.scope {
        run.cancel_content(scope, Some(here.token));
    }
    compensation::go_on(run, here.token)
}

/// Everything is compensated: out by the cancel boundary event.
pub(super) fn cancelled(run: &mut Run<'_>, scope: ScopeId) -> Done {
    let Some(owner) = run.case.scopes.get(&scope).and_then(|scope| scope.owner) else { return Ok(()) };
    run.cancel_scope(scope, Ending::Cancelled);
    let here = run.here(owner)?;
    let boundaries = here.node.activity.as_ref().map(|activity| activity.boundary.as_slice()).unwrap_or_default();
    let catches = |ix: &&bpmn::process::NodeIx| match &here.loaded.process.node(**ix).kind {
        NodeKind::BoundaryEvent { trigger, .. } => {
            trigger.definitions.iter().any(|definition| matches!(definition, EventDefinition::Cancel))
        }
        _ => false,
    };
    match boundaries.iter().find(catches) {
        Some(boundary) => boundary_event::fire(run, &here, *boundary, &Value::Null),
        None => {
            run.later(Step::Finish(owner, Value::Null));
            Ok(())
        }
    }
}
