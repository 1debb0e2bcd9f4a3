//! Task without a kind, and manual task: nothing that the engine could do or wait for.
//!
//!   begun ──▶ done at once

use serde_json::Value;

use crate::run::{Done, Here, Run};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    super::finish(run, here.token, &Value::Null)
}
