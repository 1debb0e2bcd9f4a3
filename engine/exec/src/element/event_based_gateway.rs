//! Event-based gateway: what happens first decides.
//!
//!   begun ──▶ every following event armed ──(first one)──▶ the others disarmed, the token goes to it ──▶ left
//!   parallel (instantiating): every event is awaited; each sends a token on its way, the last one the token itself

use bpmn::process::{EventGateway, NodeKind};
use serde_json::Value;

use super::trigger;
use crate::event::Event;
use crate::ids::ElementPath;
use crate::run::{Done, Here, Run, Step};
use crate::state::Holder;

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>, _: EventGateway) -> Done {
    for flow in &here.node.outgoing {
        let target = here.loaded.process.flow(*flow).target;
        match &here.loaded.process.node(target).kind {
            NodeKind::CatchEvent { trigger: catch } => {
                trigger::arm(run, here, Holder::Token(here.token), target, catch)?;
            }
            NodeKind::ReceiveTask { message, operation, .. } => {
                let awaited = message.as_ref().or_else(|| operation.as_ref().and_then(|o| o.input.as_ref()));
                trigger::subscribe_message(run, here, Holder::Token(here.token), target, awaited);
            }
            _ => {}
        }
    }
    Ok(())
}

/// One of the following events has happened.
pub(super) fn happened(run: &mut Run<'_>, here: &Here<'_>, event: &ElementPath, payload: &Value) -> Done {
    let NodeKind::EventBased { kind, .. } = &here.node.kind else { return Ok(()) };
    let flows = &here.node.outgoing;
    let to = |flow: &&bpmn::process::FlowIx| here.loaded.path(here.loaded.process.flow(**flow).target) == event;
    let Some(flow) = flows.iter().find(to) else { return Ok(()) };
    let waits = run.case.tokens.get(&here.token).map(|token| token.waits.clone()).unwrap_or_default();
    let others = waits.iter().any(|wait| run.element_of(*wait).is_some_and(|element| element != event));
    let token = if *kind == EventGateway::Parallel && others {
        run.cancel_waits_for(waits, event);
        run.new_token()?
    } else {
        run.cancel_waits(here.token);
        here.token
    };
    let flow_path = here.loaded.flow_path(*flow).clone();
    run.emit(Event::FlowTaken { flow: flow_path, token, scope: here.scope, to: event.clone(), decided: None });
    run.tell(token, Event::NodeEntered { token, element: event.clone() })?;
    let node = here.loaded.process.node(here.loaded.process.flow(*flow).target);
    trigger::absorb(run, token, node, payload)?;
    run.later(Step::Finish(token, payload.clone()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::command::{Ask, By};
    use crate::ids::ElementPath;
    use crate::testing::Play;

    const WAITING: &str = r#"<message id="m1" name="made"/>
        <process id="p" isExecutable="true">
        <startEvent id="s"/>
        s -> g
        <eventBasedGateway id="g"/>
        g -> made
        g -> over
        <intermediateCatchEvent id="made"><extensionElements><xe:assign role="lead"/><xe:form ref="made"/><xe:output name="text" expr="answers.text"/></extensionElements><messageEventDefinition messageRef="m1"/></intermediateCatchEvent>
        <intermediateCatchEvent id="over"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>
        made -> a
        over -> b
        <userTask id="a"/>
        <userTask id="b"/>
        </process>"#;

    #[test]
    fn what_happens_first_decides() {
        let mut case = Play::with(WAITING, json!({}));
        case.message("made", json!({ "text": "x" }));
        assert_eq!((case.open().as_str(), case.variable("text")), ("a", json!("x")));
        case.seconds_pass(100_000);
        assert_eq!((case.open().as_str(), case.case.timers.len(), case.case.subscriptions.len()), ("a", 0, 0));
        let mut case = Play::with(WAITING, json!({}));
        case.seconds_pass(86_400);
        assert_eq!((case.open().as_str(), case.case.subscriptions.len()), ("b", 0));
    }

    #[test]
    fn a_person_answers_a_waiting_message_once() {
        let mut case = Play::with(WAITING, json!({}));
        let answer = || Ask::Answer {
            element: ElementPath::new("p", "made"),
            answers: json!({ "text": "申辩" }),
            signatures: vec![json!("sig-1")],
        };
        case.decide(By::Person("甲".into()), answer()).unwrap();
        assert_eq!((case.open().as_str(), case.variable("text")), ("a", json!("申辩")));
        case.refused(By::Person("甲".into()), answer(), "not-waiting");
    }
}
