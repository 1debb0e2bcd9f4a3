//! Errors: thrown by an end event, a job or a script; caught by the nearest event sub-process or boundary event outwards.
//!
//!   thrown ──▶ event sub-process of the scope ──▶ boundary event of the activity around it ──▶ … ──▶ the caller's boundary event
//!   caught ──▶ everything inside cancelled ──▶ handler;   caught by nothing ──▶ the instance fails, or an incident

use bpmn::process::{EventDefinition, NodeIx, NodeKind};
use serde_json::json;

use super::{boundary_event, event_sub_process};
use crate::NotDecided;
use crate::event::{Ending, Event};
use crate::ids::{ElementPath, ScopeId, TokenId};
use crate::run::{Run, Stuck};
use crate::state::ScopeKind;

/// Who catches something that travels outwards.
pub(super) enum Catcher {
    /// A boundary event on the activity where this token stands.
    Boundary(TokenId, NodeIx),
    /// An event sub-process of this scope.
    EventSubProcess(ScopeId, ElementPath),
}

/// Looks outwards from a token for the nearest catcher whose definition `matches`; one that names the code goes before one that
/// takes any. `own`: the boundary events of the token's own activity count too.
pub(super) fn find(
    run: &Run<'_>,
    token: TokenId,
    own: bool,
    matches: &dyn Fn(&EventDefinition) -> Option<bool>,
) -> Option<Catcher> {
    let mut at = token;
    let mut own = own;
    loop {
        if own && let Some(boundary) = boundary_of(run, at, matches) {
            return Some(Catcher::Boundary(at, boundary));
        }
        own = true;
        let mut scope = run.case.tokens.get(&at)?.scope;
        if let Some(path) = event_sub_process::find(run, scope, matches) {
            return Some(Catcher::EventSubProcess(scope, path));
        }
        // What happens in an event sub-process is no matter for its neighbours, only for what lies around them.
        let mut outer = run.case.scopes.get(&scope)?;
        while outer.kind == ScopeKind::EventSubProcess {
            scope = outer.parent?;
            outer = run.case.scopes.get(&scope)?;
        }
        at = outer.owner?;
    }
}

fn boundary_of(run: &Run<'_>, token: TokenId, matches: &dyn Fn(&EventDefinition) -> Option<bool>) -> Option<NodeIx> {
    let here = run.here(token).ok()?;
    let activity = here.node.activity.as_ref()?;
    if super::is_round(run, &here) {
        return None;
    }
    let mut any = None;
    for ix in &activity.boundary {
        let NodeKind::BoundaryEvent { trigger, .. } = &here.loaded.process.node(*ix).kind else { continue };
        for named in trigger.definitions.iter().filter_map(matches) {
            if named {
                return Some(*ix);
            }
            any = any.or(Some(*ix));
        }
    }
    any
}

fn takes(code: &str) -> impl Fn(&EventDefinition) -> Option<bool> + '_ {
    move |definition| match definition {
        EventDefinition::Error(None) => Some(false),
        EventDefinition::Error(Some(error)) if &*error.code == code || &*error.name == code || &*error.id == code => {
            Some(true)
        }
        _ => None,
    }
}

/// An activity failed with an error. False: nothing catches it.
pub(crate) fn caught(run: &mut Run<'_>, token: TokenId, code: &str, text: &str) -> Result<bool, NotDecided> {
    let Some(catcher) = find(run, token, true, &takes(code)) else { return Ok(false) };
    run.guarded(Some(token), |run| handle(run, token, catcher, code, text))?;
    Ok(true)
}

fn handle(run: &mut Run<'_>, token: TokenId, catcher: Catcher, code: &str, text: &str) -> Result<(), Stuck> {
    let element = run.here(token)?.path();
    let payload = json!({ "code": code, "message": text });
    match catcher {
        Catcher::Boundary(at, boundary) => {
            let host = run.here(at)?;
            let by = Some(host.loaded.path(boundary).clone());
            run.emit(Event::ErrorThrown { error: code.to_owned(), element, caught: by });
            boundary_event::fire(run, &host, boundary, &only_for_outputs(host.loaded.process.node(boundary), payload))
        }
        Catcher::EventSubProcess(scope, path) => {
            run.emit(Event::ErrorThrown { error: code.to_owned(), element, caught: Some(path.clone()) });
            let (loaded, ix) = run.resolve(&path)?;
            let payload = only_for_outputs(loaded.process.node(ix), payload);
            event_sub_process::fire(run, scope, &path, &payload)
        }
    }
}

/// Code and message of an error are read by the handler's outputs and never become variables by themselves.
fn only_for_outputs(node: &bpmn::process::Node, payload: serde_json::Value) -> serde_json::Value {
    if node.extension.outputs.is_empty() { serde_json::Value::Null } else { payload }
}

/// An error end event: caught outside, or the whole instance (and its callers) fails.
pub(super) fn thrown_by_end(run: &mut Run<'_>, token: TokenId, code: &str) -> Result<(), Stuck> {
    if let Some(catcher) = find(run, token, false, &takes(code)) {
        let scope = run.here(token)?.scope;
        handle(run, token, catcher, code, "")?;
        // A handler that does not interrupt leaves the thrower to end by itself.
        if run.case.tokens.contains_key(&token)
            && run.case.scopes.contains_key(&scope)
            && run.alive(token, crate::state::Place::Active)
        {
            run.end_token(token, Ending::Failed);
        }
        return Ok(());
    }
    let element = run.here(token)?.path();
    run.emit(Event::ErrorThrown { error: code.to_owned(), element, caught: None });
    let mut scope = run.case.tokens.get(&token).map(|token| token.scope);
    let mut outermost = scope;
    while let Some(id) = scope {
        outermost = Some(id);
        let state = run.case.scopes.get(&id);
        let owner = state.and_then(|state| state.owner).and_then(|owner| run.case.tokens.get(&owner));
        scope = owner.map(|owner| owner.scope).or_else(|| state.and_then(|state| state.parent));
    }
    outermost.into_iter().for_each(|scope| run.cancel_scope(scope, Ending::Failed));
    Ok(())
}
