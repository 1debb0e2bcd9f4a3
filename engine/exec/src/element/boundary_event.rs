//! Boundary event: listens while its activity works.
//!
//!   activity begun ──▶ armed ──(interrupting, triggered)──▶ activity cancelled, its token moves here ──▶ left at once
//!   armed ──(not interrupting, triggered)──▶ a new token begins here; a repeating timer, a message, a signal may come again
//!   activity done ──▶ no longer armed
//!
//! Errors, escalations, compensation and cancellation need no arming: whoever throws them looks for the boundary event.

use bpmn::process::{NodeIx, NodeKind};
use serde_json::Value;

use super::trigger;
use crate::event::Event;
use crate::run::{Done, Here, Run, Step};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    super::finish(run, here.token, &Value::Null)
}

/// The boundary event `boundary` on the activity at `host` was triggered.
pub(super) fn fire(run: &mut Run<'_>, host: &Here<'_>, boundary: NodeIx, payload: &Value) -> Done {
    let node = host.loaded.process.node(boundary);
    let NodeKind::BoundaryEvent { interrupting, .. } = &node.kind else { return Ok(()) };
    let path = host.loaded.path(boundary).clone();
    let token = if *interrupting {
        run.cancel_activity(host.token);
        run.emit(Event::TokenMoved { token: host.token, element: host.path(), to: path });
        host.token
    } else {
        let token = run.new_token()?;
        run.emit(Event::TokenCreated { token, scope: host.scope, element: path, handler_for: None });
        token
    };
    run.later(Step::Enter(token));
    trigger::absorb(run, token, node, payload)
}
