//! Waiting at a join: parked tokens by incoming flow, and whether more can come.

use bpmn::process::NodeKind;

use super::{complex_gateway, inclusive_gateway};
use crate::event::Event;
use crate::ids::{ElementPath, Id, ScopeId, TokenId};
use crate::run::{Done, Here, Run};
use crate::state::Place;

/// The token waits here.
pub(super) fn park(run: &mut Run<'_>, here: &Here<'_>) {
    run.emit(Event::TokenParked { token: here.token, element: here.path() });
}

/// Tokens that wait, per incoming flow in the order of the file.
pub(super) fn waiting(run: &Run<'_>, here: &Here<'_>) -> Vec<Vec<TokenId>> {
    let mut by_flow = vec![Vec::new(); here.node.incoming.len()];
    let scope = run.case.scopes.get(&here.scope);
    for token in scope.and_then(|scope| scope.parked.get(here.loaded.path(here.ix))).into_iter().flatten() {
        let came_by = run.case.tokens.get(token).and_then(|token| token.flow.as_ref());
        // A token without a flow (moved by a person) counts for the first flow.
        let slot =
            here.node.incoming.iter().position(|flow| Some(here.loaded.flow_path(*flow)) == came_by).unwrap_or(0);
        by_flow[slot].push(*token);
    }
    by_flow
}

/// One token of every flow that has some becomes one token.
pub(super) fn merge(run: &mut Run<'_>, here: &Here<'_>, waiting: &[Vec<TokenId>]) -> TokenId {
    let mut firsts = waiting.iter().filter_map(|tokens| tokens.first().copied());
    let token = firsts.next().unwrap_or(here.token);
    let merged = firsts.collect();
    run.emit(Event::Joined { token, element: here.path(), merged });
    token
}

/// Whether a token elsewhere in the scope can still reach an empty incoming flow, and cannot reach one that has a token
/// (`have`, per incoming flow) without passing the join.
pub(super) fn may_still_come(run: &Run<'_>, here: &Here<'_>, have: &[bool]) -> bool {
    let (Some(join), Some(scope)) = (&here.node.join, run.case.scopes.get(&here.scope)) else { return false };
    let path = here.loaded.path(here.ix);
    scope.tokens.iter().filter_map(|token| run.case.tokens.get(token)).any(|token| {
        if token.place == Place::Parked && token.element == *path {
            return false;
        }
        let Some((_, node)) = run.release.find(&token.element) else { return false };
        let reaches = |wanted: bool| (0..have.len()).any(|slot| have[slot] == wanted && join.may_arrive(slot, node));
        reaches(false) && !reaches(true)
    })
}

/// Looks at every join of a scope that depends on what may still come.
pub(crate) fn look_again(run: &mut Run<'_>, scope: ScopeId) -> Done {
    let Some(state) = run.case.scopes.get(&scope) else { return Ok(()) };
    let paths: Vec<ElementPath> = state.parked.keys().chain(state.activated.keys()).cloned().collect();
    for path in paths {
        let token =
            run.case.scopes.get(&scope).and_then(|scope| scope.parked.get(&path)).and_then(|tokens| tokens.first());
        let here = run.at(&path, token.copied().unwrap_or(Id(0)), scope)?;
        match &here.node.kind {
            NodeKind::Inclusive => inclusive_gateway::look_again(run, &here)?,
            NodeKind::Complex { activation } => complex_gateway::look_again(run, &here, activation.as_ref())?,
            _ => {}
        }
        if run.has_work() {
            // Something moves again; the others are looked at when it has come to rest.
            run.look_at_joins(scope);
            return Ok(());
        }
    }
    Ok(())
}
