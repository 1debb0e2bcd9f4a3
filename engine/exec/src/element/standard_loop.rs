//! Standard loop: one round after the other.
//!
//!   test before ──(condition true, below the maximum)──▶ round ──▶ test again;   else ──▶ done
//!   test after: the first round comes without a test

use script::{Expression, Value as V};

use super::repeat;
use crate::Variables;
use crate::run::{Done, Extra, Here, Run};
use crate::state::Rounds;

pub(super) fn next(
    run: &mut Run<'_>,
    here: &Here<'_>,
    rounds: &Rounds,
    test_before: bool,
    maximum: Option<u64>,
    condition: Option<&Expression>,
) -> Done {
    let counter = V::Int(i64::from(rounds.done) + 1);
    let names = Variables::from([("loopCounter".into(), counter.clone())]);
    let tested = test_before || rounds.done > 0;
    let below = maximum.is_none_or(|maximum| u64::from(rounds.done) < maximum);
    let goes_on = below
        && match condition {
            Some(condition) if tested => run.holds(here.token, condition, "loopCondition", Extra::values(&names))?,
            Some(_) => true,
            // Without a condition only the maximum ends it; without both there is one round.
            None => maximum.is_some() || rounds.done == 0,
        };
    if goes_on {
        repeat::open_round(run, here, names)
    } else {
        repeat::done(run, here.token);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Play;

    #[test]
    fn it_goes_on_while_the_condition_holds_up_to_the_maximum() {
        let looping = |attributes: &str| {
            format!(
                r#"<startEvent id="s"/>
                s -> a
                <userTask id="a"><standardLoopCharacteristics {attributes}><loopCondition xsi:type="tFormalExpression">go == true</loopCondition></standardLoopCharacteristics></userTask>
                a -> b
                <userTask id="b"/>"#
            )
        };
        let mut case = Play::of_with(&looping("loopMaximum=\"2\""), json!({ "go": true }));
        case.does("a");
        case.does("a");
        assert_eq!(case.open(), "b");
        let mut case = Play::of_with(&looping(""), json!({ "go": false }));
        assert_eq!(case.open(), "a");
        case.does("a");
        assert_eq!(case.open(), "b");
        assert_eq!(Play::of_with(&looping("testBefore=\"true\""), json!({ "go": false })).open(), "b");
    }
}
