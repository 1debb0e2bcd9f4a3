//! Receive task: waits for a message, like a catching message event that can have boundary events and loops.
//!
//!   begun ──▶ subscribed ──(message, or a person's answer)──▶ outputs ──▶ left

use bpmn::process::{Message, Operation};

use super::trigger;
use crate::run::{Done, Here, Run};
use crate::state::Holder;

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>, own: Option<&Message>, operation: Option<&Operation>) -> Done {
    let awaited = own.or_else(|| operation.and_then(|operation| operation.input.as_ref()));
    trigger::subscribe_message(run, here, Holder::Token(here.token), here.ix, awaited);
    Ok(())
}
