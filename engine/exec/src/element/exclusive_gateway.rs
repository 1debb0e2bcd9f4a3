//! Exclusive gateway: leaves by exactly one flow, at once. It never waits.
//!
//!   entered ──(first true condition, else default)──▶ flow taken
//!   entered ──(none)──▶ incident

use crate::event::{DecidedBy, Ending};
use crate::incident::Incident;
use crate::run::{Done, Extra, Here, Run};

/// Flows are tried in the author's order. The default flow is tried last.
pub(super) fn enter(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let mut tried = 0;
    for ix in &here.node.outgoing {
        if Some(*ix) == here.node.default {
            continue;
        }
        let flow = here.loaded.process.flow(*ix);
        let Some(condition) = &flow.condition else { return run.take_flows(here, &[(*ix, None)]) };
        tried += 1;
        if run.holds(here.token, condition, &flow.id, Extra::default())? {
            return run.take_flows(here, &[(*ix, Some(DecidedBy::Condition))]);
        }
    }
    match here.node.default {
        Some(default) => run.take_flows(here, &[(default, Some(DecidedBy::Default))]),
        None if here.node.outgoing.is_empty() => {
            run.end_token(here.token, Ending::Completed);
            Ok(())
        }
        None => Err(Incident::NoFlowTaken { tried }.into()),
    }
}
