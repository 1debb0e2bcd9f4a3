//! Send task: a message goes out.
//!
//!   begun ──(xe:job)──▶ like a service task
//!   begun ──▶ message delivered in the case, starts a process, or leaves the case ──▶ left

use bpmn::process::{Message, Operation};
use serde_json::Value;

use super::{message, service_task};
use crate::run::{Done, Here, Run};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>, own: Option<&Message>, operation: Option<&Operation>) -> Done {
    if service_task::create_job(run, here)? {
        return Ok(());
    }
    let sent = own.or_else(|| operation.and_then(|operation| operation.input.as_ref()));
    message::send(run, here, sent)?;
    super::finish(run, here.token, &Value::Null)
}
