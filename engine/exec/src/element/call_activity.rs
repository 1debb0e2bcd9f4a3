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
        at: &[],
        trigger: None,
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Play;

    const CALLS: &str = r#"<process id="p" isExecutable="true">
        <startEvent id="s"/>
        s -> call
        <callActivity id="call" calledElement="q"><extensionElements><xe:input name="document" expr="notice"/><xe:output name="served" expr="outcome"/></extensionElements></callActivity>
        <boundaryEvent id="wrong" attachedToRef="call"><errorEventDefinition errorRef="err"/></boundaryEvent>
        call -> after
        <userTask id="after"/>
        wrong -> repair
        <userTask id="repair"/>
        </process>
        <error id="err" errorCode="E1"/>
        <process id="q" isExecutable="true">
        <startEvent id="qs"/>
        qs -> serve
        <userTask id="serve"><extensionElements><xe:output name="outcome" expr="answers.outcome + document"/></extensionElements></userTask>
        serve -> g
        <exclusiveGateway id="g" default="g_qe"/>
        g -> qx : outcome == "baddoc"
        g -> qe
        <endEvent id="qe"/>
        <endEvent id="qx"><errorEventDefinition errorRef="err"/></endEvent>
        </process>"#;

    #[test]
    fn inputs_go_in_and_outputs_come_out() {
        let mut case = Play::with(CALLS, json!({ "notice": "doc" }));
        assert_eq!((case.open().as_str(), case.case.instances.len()), ("serve", 2));
        case.completes("serve", json!({ "outcome": "good" }));
        assert_eq!((case.open().as_str(), case.variable("served")), ("after", json!("gooddoc")));
        assert_eq!(case.case.instances.len(), 1);
    }

    #[test]
    fn an_error_of_the_called_process_is_caught_by_the_caller() {
        let mut case = Play::with(CALLS, json!({ "notice": "doc" }));
        case.completes("serve", json!({ "outcome": "bad" }));
        assert_eq!((case.open().as_str(), case.case.instances.len()), ("repair", 1));
    }

    #[test]
    fn calls_without_end_are_an_incident() {
        let case = Play::of(
            r#"<startEvent id="s"/>
            s -> again
            <callActivity id="again" calledElement="p"/>
            again -> e
            <endEvent id="e"/>"#,
        );
        assert_eq!((case.incidents().as_str(), case.case.instances.len()), ("call-too-deep", 16));
    }
}
