//! Loops of any kind: the activity's token stays, each round is a scope of its own with a token of its own.
//!
//!   begun ──▶ loop started ──▶ round opened ──▶ (the activity itself) ──▶ round closed ──▶ next round … ──▶ activity done

use bpmn::process::Loop;
use serde_json::Value;

use super::{is_round, multi_instance, standard_loop};
use crate::Variables;
use crate::event::{Ending, Event};
use crate::ids::{ScopeId, TokenId};
use crate::run::{Done, Here, Run, Step, Stuck};
use crate::state::{Place, Rounds, ScopeKind};

/// Starts the loop of an activity, if it has one and this is not already a round of it.
pub(super) fn starts(run: &mut Run<'_>, here: &Here<'_>) -> Result<bool, Stuck> {
    let Some(repeat) = here.node.activity.as_ref().and_then(|activity| activity.repeat.as_ref()) else {
        return Ok(false);
    };
    if is_round(run, here) {
        return Ok(false);
    }
    match repeat {
        Loop::Standard { .. } => {
            run.emit(Event::LoopStarted { token: here.token, element: here.path(), total: 0, variables: Vec::new() });
        }
        Loop::Multi(multi) => multi_instance::start(run, here, multi)?,
    }
    run.later(Step::NextRound(here.token));
    Ok(true)
}

/// How far the loop of a token is.
pub(super) fn rounds(run: &Run<'_>, token: TokenId) -> Option<Rounds> {
    run.case.tokens.get(&token).and_then(|token| token.rounds.as_deref()).cloned()
}

/// Begins the next round, or ends the activity.
pub(crate) fn next(run: &mut Run<'_>, token: TokenId) -> Done {
    if !run.alive(token, Place::Active) {
        return Ok(());
    }
    let here = run.here(token)?;
    let Some(repeat) = here.node.activity.as_ref().and_then(|activity| activity.repeat.as_ref()) else { return Ok(()) };
    let Some(rounds) = rounds(run, token) else { return Ok(()) };
    match repeat {
        Loop::Standard { test_before, maximum, condition } => {
            standard_loop::next(run, &here, &rounds, *test_before, *maximum, condition.as_ref())
        }
        Loop::Multi(multi) => multi_instance::next(run, &here, &rounds, multi),
    }
}

/// Opens a round with these variables; its token enters the activity.
pub(super) fn open_round(run: &mut Run<'_>, here: &Here<'_>, variables: Variables) -> Done {
    let scope = run.new_scope();
    run.emit(Event::ScopeOpened {
        scope,
        kind: ScopeKind::Round,
        parent: here.scope,
        owner: Some(here.token),
        element: here.path(),
        variables,
        revives: None,
    });
    let token = run.new_token()?;
    run.emit(Event::TokenCreated { token, scope, element: here.path(), handler_for: None });
    run.later(Step::Enter(token));
    Ok(())
}

/// The loop has done all it should.
pub(super) fn done(run: &mut Run<'_>, token: TokenId) {
    run.later(Step::Finish(token, Value::Null));
}

/// A round has ended.
pub(super) fn round_ended(run: &mut Run<'_>, scope: ScopeId) -> Done {
    let Some(state) = run.case.scopes.get(&scope) else { return Ok(()) };
    let Some(owner) = state.owner else { return Ok(()) };
    let here = run.here(owner)?;
    let kept = !state.compensable.is_empty();
    let repeat = here.node.activity.as_ref().and_then(|activity| activity.repeat.as_ref());
    let Some(Loop::Multi(multi)) = repeat else {
        let output = script::Value::Null;
        run.close_scope(scope, Ending::Completed, kept);
        run.emit(Event::LoopRoundEnded { token: owner, element: here.path(), output });
        run.later(Step::NextRound(owner));
        return Ok(());
    };
    let output = multi_instance::output_of(run, scope, multi);
    let variables = state_variables(run, scope);
    run.close_scope(scope, Ending::Completed, kept);
    run.emit(Event::LoopRoundEnded { token: owner, element: here.path(), output });
    run.later(Step::NextRound(owner));
    multi_instance::after_round(run, &here, multi, variables)
}

fn state_variables(run: &Run<'_>, scope: ScopeId) -> Variables {
    run.case.scopes.get(&scope).map(|scope| scope.variables.clone()).unwrap_or_default()
}
