//! Escalations: travel outwards like errors, but the thrower goes on unless an interrupting handler ends it.
//!
//!   thrown ──▶ nearest handler (event sub-process, boundary event) ──▶ handled beside, or instead;   nobody ──▶ nothing

use bpmn::process::EventDefinition;
use serde_json::Value;

use super::error::{Catcher, find};
use super::{boundary_event, event_sub_process};
use crate::event::Event;
use crate::ids::TokenId;
use crate::run::{Done, Run};

pub(super) fn throw(run: &mut Run<'_>, token: TokenId, code: &str) -> Done {
    let takes = |definition: &EventDefinition| match definition {
        EventDefinition::Escalation(None) => Some(false),
        EventDefinition::Escalation(Some(caught)) if &*caught.code == code => Some(true),
        _ => None,
    };
    let catcher = find(run, token, false, &takes);
    let element = run.here(token)?.path();
    let escalation = code.to_owned();
    match catcher {
        Some(Catcher::Boundary(at, boundary)) => {
            let host = run.here(at)?;
            run.emit(Event::EscalationThrown { escalation, element, caught: Some(host.loaded.path(boundary).clone()) });
            boundary_event::fire(run, &host, boundary, &Value::Null)
        }
        Some(Catcher::EventSubProcess(scope, path)) => {
            run.emit(Event::EscalationThrown { escalation, element, caught: Some(path.clone()) });
            event_sub_process::fire(run, scope, &path, &Value::Null)
        }
        None => {
            run.emit(Event::EscalationThrown { escalation, element, caught: None });
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Play;

    #[test]
    fn a_handler_beside_lets_the_work_go_on() {
        let case = Play::with(
            r#"<escalation id="esc" name="late" escalationCode="late"/>
            <process id="p" isExecutable="true">
            <startEvent id="s"/>
            s -> sub
            <subProcess id="sub">
            <startEvent id="i"/>
            i -> throw
            <intermediateThrowEvent id="throw"><escalationEventDefinition escalationRef="esc"/></intermediateThrowEvent>
            throw -> a
            <userTask id="a"/>
            a -> ie
            <endEvent id="ie"/>
            </subProcess>
            <boundaryEvent id="edge" attachedToRef="sub" cancelActivity="false"><escalationEventDefinition escalationRef="esc"/></boundaryEvent>
            edge -> b
            <userTask id="b"/>
            </process>"#,
            json!({}),
        );
        assert_eq!(case.open(), "a b");
    }
}
