//! End event: a token ends, and says how.
//!
//!   begun ──▶ messages, signals, escalations thrown ──▶ token ended
//!   compensation ──▶ ended when everything is undone;   cancel ──▶ the transaction is cancelled
//!   error ──▶ thrown outwards;   terminate ──▶ everything else in the scope is cancelled, the scope ends

use bpmn::process::EventDefinition;

use super::{compensation, error, throw_event, transaction};
use crate::event::Ending;
use crate::run::{Done, Here, Run};
use crate::state::Place;

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>, results: &[EventDefinition]) -> Done {
    throw_event::throw(run, here, results)?;
    if !run.alive(here.token, Place::Active) {
        return Ok(());
    }
    for result in results {
        match result {
            EventDefinition::Error(thrown) => {
                let code = thrown.as_ref().map_or("", |thrown| &thrown.code);
                return error::thrown_by_end(run, here.token, code);
            }
            EventDefinition::Terminate => {
                run.cancel_content(here.scope, Some(here.token));
                run.cancel_scope_waits(here.scope, None);
            }
            EventDefinition::Cancel => return transaction::cancel(run, here),
            EventDefinition::Compensation { .. } => return compensation::throw(run, here),
            _ => {}
        }
    }
    run.end_token(here.token, Ending::Completed);
    Ok(())
}
