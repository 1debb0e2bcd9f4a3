//! Inclusive gateway: leaves by every flow whose condition holds (else the default flow); waits until no further token can come.
//!
//!   entered ──(one incoming flow)──▶ flows taken
//!   entered ──▶ parked ──(nothing that could still reach an empty incoming flow)──▶ joined ──▶ flows taken
//!
//! Looked at when nothing else in the case moves, so that a token removed by a boundary event counts at once (BPMN 13.4.3).

use super::join;
use crate::event::Ending;
use crate::run::{Done, Here, Run};

pub(super) fn enter(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    if here.node.join.is_some() {
        join::park(run, here);
        return Ok(());
    }
    leave(run, here)
}

/// The join may be complete.
pub(super) fn look_again(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let waiting = join::waiting(run, here);
    let have: Vec<bool> = waiting.iter().map(|tokens| !tokens.is_empty()).collect();
    if !have.contains(&true) || join::may_still_come(run, here, &have) {
        return Ok(());
    }
    let token = join::merge(run, here, &waiting);
    run.guarded(Some(token), |run| leave(run, &Here { token, ..*here })).map_err(crate::run::Stuck::Stop)
}

fn leave(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let mut chosen = Vec::new();
    super::choose(run, here, &mut chosen)?;
    if chosen.is_empty() {
        run.end_token(here.token, Ending::Completed);
        return Ok(());
    }
    run.take_flows(here, &chosen)
}
