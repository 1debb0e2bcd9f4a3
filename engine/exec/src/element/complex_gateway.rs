//! Complex gateway: fires when its activation condition holds, then waits for the rest and is reset (BPMN 13.4.5).
//!
//!   entered ──▶ parked ──(activation condition true)──▶ joined, flows taken ──▶ waiting for reset
//!   waiting for reset ──(no token can still reach an unused incoming flow)──▶ late tokens used up ──▶ ready again
//!
//! The condition may read `activationCount` (tokens that wait) and `waitingForStart`. At reset only flows whose condition reads
//! `waitingForStart` can be taken.

use script::{Expression, Value as V};

use super::join;
use crate::Variables;
use crate::event::{DecidedBy, Ending, Event};
use crate::ids::TokenId;
use crate::run::{Done, Extra, Here, Run, Stuck};

pub(super) fn enter(run: &mut Run<'_>, here: &Here<'_>, activation: Option<&Expression>) -> Done {
    if here.node.join.is_none() {
        return leave(run, here, &names(1, true));
    }
    join::park(run, here);
    activate(run, here, activation)
}

fn names(count: usize, waiting_for_start: bool) -> Variables {
    let count = V::Int(i64::try_from(count).unwrap_or(i64::MAX));
    Variables::from([("activationCount".into(), count), ("waitingForStart".into(), V::Bool(waiting_for_start))])
}

fn used(run: &Run<'_>, here: &Here<'_>) -> Option<Vec<String>> {
    run.case.scopes.get(&here.scope).and_then(|scope| scope.activated.get(here.loaded.path(here.ix))).cloned()
}

fn activate(run: &mut Run<'_>, here: &Here<'_>, activation: Option<&Expression>) -> Done {
    if used(run, here).is_some() {
        return Ok(());
    }
    let waiting = join::waiting(run, here);
    let names = names(waiting.iter().map(Vec::len).sum(), true);
    let Some(first) = waiting.iter().flatten().next().copied() else { return Ok(()) };
    let ready = match activation {
        Some(condition) => run.holds(first, condition, "activationCondition", Extra::values(&names))?,
        None => true,
    };
    if !ready {
        return Ok(());
    }
    let flows = here.node.incoming.iter().zip(&waiting).filter(|(_, tokens)| !tokens.is_empty());
    let flows = flows.map(|(flow, _)| here.loaded.process.flow(*flow).id.to_string()).collect();
    let token = join::merge(run, here, &waiting);
    run.emit(Event::GatewayActivated { scope: here.scope, element: here.path(), flows, reset: false });
    run.look_at_joins(here.scope);
    run.guarded(Some(token), |run| leave(run, &Here { token, ..*here }, &names)).map_err(Stuck::Stop)
}

/// The gateway may be ready again.
pub(super) fn look_again(run: &mut Run<'_>, here: &Here<'_>, activation: Option<&Expression>) -> Done {
    let Some(used) = used(run, here) else { return activate(run, here, activation) };
    let waiting = join::waiting(run, here);
    let is_used = |slot: usize| {
        let id = &here.loaded.process.flow(here.node.incoming[slot]).id;
        used.iter().any(|flow| **flow == **id)
    };
    let have: Vec<bool> = (0..waiting.len()).map(|slot| is_used(slot) || !waiting[slot].is_empty()).collect();
    if have.contains(&false) && join::may_still_come(run, here, &have) {
        return Ok(());
    }
    let late: Vec<TokenId> =
        (0..waiting.len()).filter(|slot| !is_used(*slot)).filter_map(|slot| waiting[slot].first().copied()).collect();
    run.emit(Event::GatewayActivated { scope: here.scope, element: here.path(), flows: Vec::new(), reset: true });
    if let Some((first, merged)) = late.split_first() {
        run.emit(Event::Joined { token: *first, element: here.path(), merged: merged.to_vec() });
        run.guarded(Some(*first), |run| reset(run, &Here { token: *first, ..*here }, late.len()))
            .map_err(Stuck::Stop)?;
    }
    activate(run, here, activation)
}

fn reset(run: &mut Run<'_>, here: &Here<'_>, count: usize) -> Done {
    let names = names(count, false);
    let mut chosen = Vec::new();
    for ix in &here.node.outgoing {
        let flow = here.loaded.process.flow(*ix);
        let condition = flow.condition.as_ref().filter(|c| c.reads().iter().any(|name| &**name == "waitingForStart"));
        if let Some(condition) = condition
            && run.holds(here.token, condition, &flow.id, Extra::values(&names))?
        {
            chosen.push((*ix, Some(DecidedBy::Condition)));
        }
    }
    if chosen.is_empty() {
        run.end_token(here.token, Ending::Completed);
        return Ok(());
    }
    run.take_flows(here, &chosen)
}

fn leave(run: &mut Run<'_>, here: &Here<'_>, names: &Variables) -> Done {
    let mut chosen = Vec::new();
    super::choose_with(run, here, &mut chosen, Extra::values(names))?;
    if chosen.is_empty() {
        run.end_token(here.token, Ending::Completed);
        return Ok(());
    }
    run.take_flows(here, &chosen)
}

#[cfg(test)]
mod tests {
    use crate::testing::Play;

    #[test]
    fn two_of_three_are_enough_and_the_third_is_used_up() {
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
            a -> join
            b -> join
            c -> join
            <complexGateway id="join"><activationCondition xsi:type="tFormalExpression">activationCount &gt;= 2</activationCondition></complexGateway>
            join -> after
            <userTask id="after"/>"#,
        );
        case.does("a");
        assert_eq!(case.open(), "b c");
        case.does("b");
        assert_eq!(case.open(), "after c");
        case.does("c");
        assert_eq!((case.open().as_str(), case.entered("after")), ("after", 1));
        case.does("after");
        assert!(case.is_over());
    }
}
