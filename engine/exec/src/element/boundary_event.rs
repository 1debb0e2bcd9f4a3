//! Boundary event: listens while its activity works.
//!
//!   activity begun ──▶ armed ──(interrupting, triggered)──▶ activity cancelled, its token moves here ──▶ left at once
//!   armed ──(not interrupting, triggered)──▶ a new token begins here; a repeating timer, a message, a signal may come again
//!   activity done ──▶ no longer armed
//!
//! Errors, escalations, compensation and cancellation need no arming: whoever throws them looks for the boundary event.

use bpmn::process::{NodeIx, NodeKind};
use serde_json::Value;

use super::trigger;
use crate::event::Event;
use crate::run::{Done, Here, Run, Step};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    super::finish(run, here.token, &Value::Null)
}

/// The boundary event `boundary` on the activity at `host` was triggered.
pub(super) fn fire(run: &mut Run<'_>, host: &Here<'_>, boundary: NodeIx, payload: &Value) -> Done {
    let node = host.loaded.process.node(boundary);
    let NodeKind::BoundaryEvent { interrupting, .. } = &node.kind else { return Ok(()) };
    let path = host.loaded.path(boundary).clone();
    let token = if *interrupting {
        run.cancel_activity(host.token);
        run.emit(Event::TokenMoved { token: host.token, element: host.path(), to: path });
        host.token
    } else {
        let token = run.new_token()?;
        run.emit(Event::TokenCreated { token, scope: host.scope, element: path, handler_for: None });
        token
    };
    run.later(Step::Enter(token));
    trigger::absorb(run, token, node, payload)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Play;

    fn guarded(interrupting: bool, definition: &str) -> String {
        format!(
            r#"<startEvent id="s"/>
            s -> a
            <userTask id="a"/>
            <boundaryEvent id="edge" attachedToRef="a" cancelActivity="{interrupting}">{definition}</boundaryEvent>
            a -> b
            <userTask id="b"/>
            edge -> c
            <userTask id="c"/>"#
        )
    }

    const AFTER_A_MINUTE: &str = r#"<timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1M</timeDuration></timerEventDefinition>"#;

    #[test]
    fn an_interrupting_one_takes_the_place_of_the_work() {
        let mut case = Play::of(&guarded(true, AFTER_A_MINUTE));
        case.seconds_pass(60);
        assert_eq!(case.open(), "c");
    }

    #[test]
    fn one_that_does_not_interrupt_works_beside() {
        let mut case = Play::of(&guarded(false, AFTER_A_MINUTE));
        case.seconds_pass(60);
        assert_eq!(case.open(), "a c");
        case.does("a");
        assert_eq!(case.open(), "b c");
    }

    #[test]
    fn it_no_longer_listens_when_the_work_is_done() {
        let mut case = Play::of(&guarded(true, AFTER_A_MINUTE));
        case.does("a");
        assert!(case.case.timers.is_empty());
        case.seconds_pass(120);
        assert_eq!(case.open(), "b");
    }

    #[test]
    fn a_repeating_timer_fires_as_often_as_it_says() {
        let cycle = r#"<timerEventDefinition><timeCycle xsi:type="tFormalExpression">R3/PT10S</timeCycle></timerEventDefinition>"#;
        let mut case = Play::of(&guarded(false, cycle));
        case.seconds_pass(25);
        assert_eq!(case.open(), "a c c");
        case.seconds_pass(100);
        assert_eq!(case.open(), "a c c c");
    }

    #[test]
    fn a_condition_triggers_once_each_time_it_becomes_true() {
        let condition = r#"<conditionalEventDefinition><condition xsi:type="tFormalExpression">level &gt; 3</condition></conditionalEventDefinition>"#;
        let mut case = Play::of_with(&guarded(false, condition), json!({ "level": 1 }));
        let set = |case: &mut Play, level: i64| {
            let instance = *case.case.instances.keys().next().unwrap();
            let variables = crate::testing::variables(json!({ "level": level }));
            case.system(crate::Ask::SetVariables { instance, variables, reason: "测量".into() });
        };
        set(&mut case, 5);
        set(&mut case, 6);
        assert_eq!(case.open(), "a c");
        set(&mut case, 2);
        set(&mut case, 9);
        assert_eq!(case.open(), "a c c");
    }
}
