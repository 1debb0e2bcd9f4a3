//! Script task: a rhai script over the variables.
//!
//!   begun ──▶ variables changed ──▶ left
//!   `throw bpmn_error(code, message)` ──▶ boundary event; any other failure ──▶ incident

use serde_json::Value;

use crate::run::{Done, Here, Run};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>, script: Option<&script::Script>) -> Done {
    if let Some(script) = script {
        run.script(here.token, script)?;
    }
    super::finish(run, here.token, &Value::Null)
}
