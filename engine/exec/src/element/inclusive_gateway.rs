//! Inclusive gateway: leaves by every flow whose condition holds (else the default flow); waits until no further token can come.
//!
//!   entered ──(one incoming flow)──▶ flows taken
//!   entered ──▶ parked ──(nothing that could still reach an empty incoming flow)──▶ joined ──▶ flows taken
//!
//! Looked at when nothing else in the case moves, so that a token removed by a boundary event counts at once (BPMN 13.4.3).

use super::join;
use crate::event::Ending;
use crate::run::{Done, Here, Run};

pub(super) fn enter(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    if here.node.join.is_some() {
        join::park(run, here);
        return Ok(());
    }
    leave(run, here)
}

/// The join may be complete.
pub(super) fn look_again(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let waiting = join::waiting(run, here);
    let have: Vec<bool> = waiting.iter().map(|tokens| !tokens.is_empty()).collect();
    if !have.contains(&true) || join::may_still_come(run, here, &have) {
        return Ok(());
    }
    let token = join::merge(run, here, &waiting);
    run.guarded(Some(token), |run| leave(run, &Here { token, ..*here })).map_err(crate::run::Stuck::Stop)
}

fn leave(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let mut chosen = Vec::new();
    super::choose(run, here, &mut chosen)?;
    if chosen.is_empty() {
        run.end_token(here.token, Ending::Completed);
        return Ok(());
    }
    run.take_flows(here, &chosen)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Play;

    const DIAMOND: &str = r#"<startEvent id="s"/>
        s -> fork
        <inclusiveGateway id="fork" default="fork_c"/>
        fork -> a : x.contains("a")
        fork -> b : x.contains("b")
        fork -> c
        <userTask id="a"/>
        <userTask id="b"/>
        <userTask id="c"/>
        a -> join
        b -> join
        c -> join
        <inclusiveGateway id="join"/>
        join -> after
        <userTask id="after"/>"#;

    #[test]
    fn it_waits_for_exactly_the_branches_that_were_taken() {
        let mut case = Play::of_with(DIAMOND, json!({ "x": "ab" }));
        assert_eq!(case.open(), "a b");
        case.does("a");
        assert_eq!(case.open(), "b");
        case.does("b");
        assert_eq!((case.open().as_str(), case.entered("after")), ("after", 1));
        let mut case = Play::of_with(DIAMOND, json!({ "x": "z" }));
        case.does("c");
        assert_eq!(case.open(), "after");
    }

    #[test]
    fn a_token_removed_by_a_boundary_event_is_not_waited_for() {
        let mut case = Play::of_with(
            &format!(
                r#"{DIAMOND}
            <boundaryEvent id="late" attachedToRef="b"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT10S</timeDuration></timerEventDefinition></boundaryEvent>
            late -> aside
            <userTask id="aside"/>"#
            ),
            json!({ "x": "ab" }),
        );
        case.does("a");
        assert_eq!(case.open(), "b");
        case.seconds_pass(10);
        assert_eq!(case.open(), "after aside");
    }

    #[test]
    fn a_flow_taken_twice_fires_twice() {
        let mut case = Play::of(
            r#"<startEvent id="s"/>
            s -> fork
            <parallelGateway id="fork"/>
            fork -> a
            fork -> b
            fork -> c
            <userTask id="a"/>
            <userTask id="b"/>
            <userTask id="c"/>
            a -> merge
            b -> merge
            <exclusiveGateway id="merge"/>
            merge -> join
            c -> join
            <inclusiveGateway id="join"/>
            join -> after
            <userTask id="after"/>"#,
        );
        case.does("a");
        case.does("b");
        assert_eq!(case.open(), "c");
        case.does("c");
        assert_eq!(case.open(), "after after");
    }
}
