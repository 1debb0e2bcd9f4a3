//! Call activity: another process of the release, as an instance of its own.
//!
//!   begun ──▶ instance started with the inputs ──(ended)──▶ outputs, read in the called instance ──▶ left
//!   boundary event ──▶ the called instance is cancelled;   an error that it does not catch comes out here

use serde_json::Value;

use super::{activity, process};
use crate::Variables;
use crate::ids::{ScopeId, TokenId};
use crate::incident::Incident;
use crate::limits;
use crate::run::{Done, Extra, Here, Run, Stuck};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>, called: &str) -> Done {
    if process::depth(run, here.token) >= limits::CALL_DEPTH_MAX {
        return Err(Incident::CallTooDeep { limit: limits::CALL_DEPTH_MAX }.into());
    }
    let variables = activity::own_data(run, here)?;
    let start = process::Start {
        process: called,
        node: None,
        payload: &Value::Null,
        variables,
        caller: Some((here.token, here.path())),
        by: None,
    };
    process::start(run, start).map(|_| ())
}

/// `xe:output` of the call activity, read where the called instance ends.
pub(super) fn results(run: &Run<'_>, caller: TokenId, scope: ScopeId) -> Result<Variables, Stuck> {
    let here = run.here(caller)?;
    let mut values = Variables::new();
    for mapping in &here.node.extension.outputs {
        let value = run.eval_in(scope, &mapping.expression, &mapping.name, Extra::default())?;
        values.insert(mapping.name.clone(), value);
    }
    if let Some(activity) = &here.node.activity {
        let view = crate::host::Scope::new(&run.case, Some(scope), None, None);
        for association in &activity.data.writes {
            let source = association.sources.first().and_then(|source| view.variable(source));
            if let Some(value) = source.filter(|value| !value.is_null()) {
                values.insert(association.target.clone(), value.clone());
            }
        }
    }
    Ok(values)
}
