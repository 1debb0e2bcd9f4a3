//! Intermediate catching event: waits for what its definitions say.
//!
//!   begun ──▶ armed ──(any one, or all of a parallel multiple)──▶ the rest disarmed ──▶ left
//!   a link, or nothing to wait for ──▶ left at once
//!   a bounded time cycle ──▶ a token leaves at every firing, the last one is the token itself

use bpmn::process::{Catch, EventDefinition};
use serde_json::Value;

use super::trigger;
use crate::run::{Done, Here, Run};
use crate::state::Holder;

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>, catch: &Catch) -> Done {
    let waits = catch.definitions.iter().any(|definition| !matches!(definition, EventDefinition::Link { .. }));
    if !waits {
        return super::finish(run, here.token, &Value::Null);
    }
    trigger::arm(run, here, Holder::Token(here.token), here.ix, catch)
}
