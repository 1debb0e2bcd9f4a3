//! Exclusive gateway: leaves by exactly one flow, at once. It never waits.
//!
//!   entered ──(first true condition, else default)──▶ flow taken
//!   entered ──(none)──▶ incident

use crate::event::{DecidedBy, Ending};
use crate::incident::Incident;
use crate::run::{Done, Extra, Here, Run};

/// Flows are tried in the author's order. The default flow is tried last.
pub(super) fn enter(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let mut tried = 0;
    for ix in &here.node.outgoing {
        if Some(*ix) == here.node.default {
            continue;
        }
        let flow = here.loaded.process.flow(*ix);
        let Some(condition) = &flow.condition else { return run.take_flows(here, &[(*ix, None)]) };
        tried += 1;
        if run.holds(here.token, condition, &flow.id, Extra::default())? {
            return run.take_flows(here, &[(*ix, Some(DecidedBy::Condition))]);
        }
    }
    match here.node.default {
        Some(default) => run.take_flows(here, &[(default, Some(DecidedBy::Default))]),
        None if here.node.outgoing.is_empty() => {
            run.end_token(here.token, Ending::Completed);
            Ok(())
        }
        None => Err(Incident::NoFlowTaken { tried }.into()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Play;

    const CHOICE: &str = r#"<startEvent id="s"/>
        s -> g
        <exclusiveGateway id="g" default="g_c"/>
        g -> a : x > 10
        g -> b : x > 5
        g -> c
        <userTask id="a"/>
        <userTask id="b"/>
        <userTask id="c"/>"#;

    #[test]
    fn the_first_true_condition_wins_and_the_default_comes_last() {
        for (x, open) in [(11, "a"), (6, "b"), (1, "c")] {
            assert_eq!(Play::of_with(CHOICE, json!({ "x": x })).open(), open);
        }
    }

    #[test]
    fn a_choice_that_nobody_foresaw_is_an_incident() {
        let without_default = CHOICE.replace(" default=\"g_c\"", "").replace("g -> c", "g -> c : x == 3");
        let case = Play::of_with(&without_default, json!({ "x": 1 }));
        assert_eq!((case.open().as_str(), case.incidents().as_str()), ("", "no-flow-taken"));
    }
}
