//! Event sub-process: sleeps in a scope until its start event is triggered.
//!
//!   scope opened ──▶ listening ──(interrupting)──▶ everything else in the scope cancelled ──▶ runs ──▶ the scope ends with it
//!                              ──(not interrupting)──▶ runs beside, as often as it is triggered

use bpmn::process::{EventDefinition, NodeKind, ScopeIx};
use serde_json::Value;

use super::{process, trigger};
use crate::event::Event;
use crate::ids::{ElementPath, Id, ScopeId};
use crate::release::Loaded;
use crate::run::{Done, Here, Run};
use crate::state::{Holder, ScopeKind};

/// The triggers of a scope's event sub-processes begin to listen.
pub(super) fn listen(run: &mut Run<'_>, scope: ScopeId, loaded: &Loaded, ix: ScopeIx) -> Done {
    for node in &loaded.process.scope(ix).event_subprocesses {
        let NodeKind::EventSubProcess { start, .. } = &loaded.process.node(*node).kind else { continue };
        let start = *start;
        let NodeKind::StartEvent { trigger: catch, .. } = &loaded.process.node(start).kind else { continue };
        // No token stands here yet; only the scope is read.
        let here = Here { loaded, ix: start, node: loaded.process.node(start), token: Id(0), scope };
        trigger::arm(run, &here, Holder::Scope(scope), start, catch)?;
    }
    Ok(())
}

/// The container that a scope runs.
fn container<'a>(run: &Run<'a>, scope: ScopeId) -> Option<(&'a Loaded, ScopeIx)> {
    let state = run.case.scopes.get(&scope)?;
    match &state.element {
        None => {
            let process = &run.case.instances.get(&state.instance)?.process;
            Some((run.release.load(process)?, ScopeIx(0)))
        }
        Some(path) if state.kind != ScopeKind::Round => {
            let (loaded, ix) = run.resolve(path).ok()?;
            Some((loaded, loaded.process.node(ix).kind.opens()?))
        }
        Some(_) => None,
    }
}

/// The start event of an event sub-process of this scope that matches; one that names the code goes first.
pub(super) fn find(
    run: &Run<'_>,
    scope: ScopeId,
    matches: &dyn Fn(&EventDefinition) -> Option<bool>,
) -> Option<ElementPath> {
    let (loaded, ix) = container(run, scope)?;
    let mut any = None;
    for node in &loaded.process.scope(ix).event_subprocesses {
        let NodeKind::EventSubProcess { start, .. } = &loaded.process.node(*node).kind else { continue };
        let NodeKind::StartEvent { trigger, .. } = &loaded.process.node(*start).kind else { continue };
        for named in trigger.definitions.iter().filter_map(matches) {
            if named {
                return Some(loaded.path(*start).clone());
            }
            any = any.or_else(|| Some(loaded.path(*start).clone()));
        }
    }
    any
}

/// The start event of an event sub-process of `scope` was triggered.
pub(super) fn fire(run: &mut Run<'_>, scope: ScopeId, start: &ElementPath, payload: &Value) -> Done {
    if !run.case.scopes.contains_key(&scope) {
        return Ok(());
    }
    let (loaded, ix) = run.resolve(start)?;
    let node = loaded.process.node(ix);
    let inner = node.scope;
    let Some(container) = loaded.process.scope(inner).node else { return Ok(()) };
    if matches!(&node.kind, NodeKind::StartEvent { interrupting: true, .. }) {
        run.cancel_content(scope, None);
        run.cancel_scope_waits(scope, None);
    }
    let opened = run.new_scope();
    run.emit(Event::ScopeOpened {
        scope: opened,
        kind: ScopeKind::EventSubProcess,
        parent: scope,
        owner: None,
        element: loaded.path(container).clone(),
        variables: process::declared(&loaded.process.scope(inner).data),
        revives: None,
    });
    process::open(run, opened, loaded, inner, Some(ix), payload)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Play;

    fn sleeping(interrupting: bool) -> String {
        format!(
            r#"<signal id="sig" name="alarm"/>
            <process id="p" isExecutable="true">
            <startEvent id="s"/>
            s -> a
            <userTask id="a"/>
            a -> e
            <endEvent id="e"/>
            <subProcess id="event" triggeredByEvent="true">
            <startEvent id="es" isInterrupting="{interrupting}"><signalEventDefinition signalRef="sig"/></startEvent>
            es -> b
            <userTask id="b"/>
            b -> ee
            <endEvent id="ee"/>
            </subProcess>
            </process>"#
        )
    }

    #[test]
    fn an_interrupting_one_replaces_everything_else() {
        let mut case = Play::with(&sleeping(true), json!({}));
        case.signal("alarm");
        assert_eq!(case.open(), "b");
        case.signal("alarm");
        case.does("b");
        assert!(case.is_over());
    }

    #[test]
    fn one_that_does_not_interrupt_runs_beside_as_often_as_it_is_called() {
        let mut case = Play::with(&sleeping(false), json!({}));
        case.signal("alarm");
        case.signal("alarm");
        assert_eq!(case.open(), "a b b");
        case.does("a");
        assert_eq!(case.open(), "b b");
        case.does("b");
        case.does("b");
        assert!(case.is_over());
    }
}
