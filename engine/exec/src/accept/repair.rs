//! What operators do with a case that went wrong.
//!
//! | operation | what happens |
//! |---|---|
//! | resolve an incident | the mark goes; its node counts as done with the answers given, and the token goes on. Nothing is tried again |
//! | move | what runs or waits for the token ends; the token stands on another element of the same container and begins it |
//! | restart | a new instance begins with tokens at these elements of the outermost level; what an older one did stays history |
//!
//! Each leaves `Intervened` with its reason before what follows from it.

use bpmn::process::{NodeIx, NodeKind};
use serde_json::Value;

use super::{object, refuse};
use crate::Variables;
use crate::command::By;
use crate::element::process;
use crate::event::{Ending, Event, Operation};
use crate::ids::{ElementPath, IncidentId, TokenId};
use crate::refusal::Refusal;
use crate::release::Loaded;
use crate::run::{Done, Run, Step, Stuck};
use crate::state::Place;

fn intervened(run: &mut Run<'_>, command: &str, element: Option<ElementPath>, reason: String, by: By) {
    run.emit(Event::Operated(Operation::Intervened { command: command.to_owned(), element, reason, by }));
}

fn not_found(kind: &'static str, id: impl ToString) -> Stuck {
    refuse(Refusal::NotFound { kind, id: id.to_string() })
}

pub(super) fn resolve(run: &mut Run<'_>, id: IncidentId, answers: Value, reason: String, by: By) -> Done {
    object(&answers, "answers as an object").map_err(refuse)?;
    let open = run.case.incidents.get(&id).cloned().ok_or_else(|| not_found("incident", id))?;
    intervened(run, "ResolveIncident", open.element, reason, by);
    run.emit(Event::IncidentResolved { incident: id });
    run.accepting = false;
    let Some(token) = open.token else { return Ok(()) };
    match run.case.tokens.get(&token).map(|token| token.place) {
        Some(Place::Active) => {
            run.cancel_activity(token);
            run.later(Step::Finish(token, answers));
        }
        // It has not begun, or it could not choose its way: it leaves.
        Some(_) => run.later(Step::Leave(token)),
        None => {}
    }
    Ok(())
}

/// Whether a token may be put on a node by hand.
fn can_stand(loaded: &Loaded, ix: NodeIx) -> bool {
    let node = loaded.process.node(ix);
    let handler = node.activity.as_ref().is_some_and(|activity| activity.for_compensation);
    !handler && !matches!(node.kind, NodeKind::BoundaryEvent { .. } | NodeKind::EventSubProcess { .. })
}

pub(super) fn move_token(run: &mut Run<'_>, id: TokenId, to: &str, reason: String, by: By) -> Done {
    let token = run.case.tokens.get(&id).cloned().ok_or_else(|| not_found("token", id))?;
    let here = run.here(id)?;
    let process = &here.loaded.process;
    let target = process.find(to).filter(|ix| process.node(*ix).scope == here.node.scope);
    let target = target.filter(|ix| can_stand(here.loaded, *ix) && token.handler_for.is_none());
    if target.is_none() || crate::element::is_round(run, &here) {
        let (element, to) = (token.element.to_string(), to.to_owned());
        return Err(refuse(Refusal::OperationNotAllowed { operation: "move", element, to }));
    }
    let Some(target) = target else { return Ok(()) };
    let to = here.loaded.path(target).clone();
    intervened(run, "Move", Some(token.element.clone()), reason, by);
    run.accepting = false;
    if token.place == Place::Parked {
        // A token that waits at a join leaves its place there.
        let new = run.new_token()?;
        run.emit(Event::TokenCreated { token: new, scope: token.scope, element: to, handler_for: None });
        run.end_token(id, Ending::Cancelled);
        run.later(Step::Enter(new));
        return Ok(());
    }
    run.cancel_activity(id);
    run.emit(Event::TokenMoved { token: id, element: token.element, to });
    run.later(Step::Enter(id));
    Ok(())
}

pub(super) fn restart(
    run: &mut Run<'_>,
    process: &str,
    at: &[String],
    variables: Variables,
    reason: String,
    by: By,
) -> Done {
    let Some(loaded) = run.release.load(process) else {
        return Err(refuse(Refusal::ProcessUnknown { process: process.to_owned() }));
    };
    super::case::check(run, &variables)?;
    let outermost = bpmn::process::ScopeIx(0);
    let mut nodes = Vec::new();
    for id in at {
        let node = loaded.process.find(id).filter(|ix| loaded.process.node(*ix).scope == outermost);
        nodes.push(node.filter(|ix| can_stand(loaded, *ix)).ok_or_else(|| not_found("element", id))?);
    }
    if nodes.is_empty() {
        return Err(not_found("element", ""));
    }
    intervened(run, "Restart", Some(ElementPath::new(process, &at[0])), reason, by.clone());
    let start = process::Start { variables, by: Some(by), at: &nodes, ..process::Start::of(process) };
    process::start(run, start).map(|_| ())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::Variables;
    use crate::command::Ask;
    use crate::testing::Play;

    const BODY: &str = r#"<startEvent id="s"/>
        s -> a
        <userTask id="a"/>
        <boundaryEvent id="late" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent>
        late -> late_end
        <endEvent id="late_end"/>
        a -> b
        <scriptTask id="b"><extensionElements><xe:output name="n" expr="answers.n"/></extensionElements><script>throw "broken"</script></scriptTask>
        b -> c
        <userTask id="c"/>
        c -> e
        <endEvent id="e"/>"#;

    fn play() -> Play {
        Play::of_with(BODY, json!({ "n": 0 }))
    }

    #[test]
    fn a_settled_incident_lets_its_node_count_as_done() {
        let mut case = play();
        case.does("a");
        assert_eq!(case.incidents(), "script-failed");
        let incident = *case.case.incidents.keys().next().unwrap();
        case.system(Ask::ResolveIncident { incident, answers: json!({ "n": 7 }), reason: "手工办完".into() });
        assert_eq!((case.open().as_str(), case.variable("n"), case.incidents().as_str()), ("c", json!(7), ""));
    }

    #[test]
    fn a_moved_token_takes_its_timers_with_it_and_leaves_nothing_behind() {
        let mut case = play();
        let token = *case.case.tokens.keys().next().unwrap();
        let to = |to: &str| Ask::Move { token, to: to.into(), reason: "跳过".into() };
        case.refused(crate::By::System, to("late"), "operation-not-allowed");
        case.refused(crate::By::System, to("nowhere"), "operation-not-allowed");
        assert_eq!(case.case.timers.len(), 1);
        case.system(to("c"));
        assert_eq!((case.open().as_str(), case.case.timers.len()), ("c", 0));
        case.does("c");
        assert!(case.is_over());
    }

    #[test]
    fn a_token_leaves_a_join_by_hand() {
        let mut case = Play::of(
            r#"<startEvent id="s"/>
            s -> fork
            <parallelGateway id="fork"/>
            fork -> a
            fork -> b
            <userTask id="a"/>
            <userTask id="b"/>
            a -> join
            b -> join
            <parallelGateway id="join"/>
            join -> e
            <endEvent id="e"/>"#,
        );
        case.does("a");
        let parked = *case.case.tokens.iter().find(|(_, token)| token.waits.is_empty()).unwrap().0;
        case.system(Ask::Move { token: parked, to: "a".into(), reason: "重做".into() });
        assert_eq!(case.open(), "a b");
        case.does("a");
        case.does("b");
        assert!(case.is_over());
    }

    #[test]
    fn a_case_begins_again_where_it_went_wrong() {
        let mut case = play();
        let instance = *case.case.instances.keys().next().unwrap();
        case.system(Ask::Cancel { instance, reason: "办错".into() });
        assert!(case.is_over());
        let again = |at: &str| Ask::Restart {
            process: "p".into(),
            at: vec![at.into()],
            variables: Variables::from([("n".into(), 3.into())]),
            reason: "重新办理".into(),
        };
        case.refused(crate::By::System, again("late"), "not-found");
        case.system(again("c"));
        assert_eq!((case.open().as_str(), case.variable("n")), ("c", json!(3)));
        case.does("c");
        assert!(case.is_over());
    }
}
