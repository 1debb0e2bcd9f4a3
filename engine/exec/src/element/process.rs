//! Process: an instance from its start to its end.
//!
//!   started (by a command, a call, a message, a signal, the host) ──▶ event sub-processes listen, tokens begin
//!   no token and no event sub-process left ──▶ ended ──▶ the caller goes on

use std::collections::BTreeSet;

use bpmn::process::{DataItem, NodeIx, NodeKind, ScopeIx};
use script::Value as V;
use serde_json::Value;

use super::{call_activity, event_sub_process, message, trigger};
use crate::command::By;
use crate::event::{Ending, Event};
use crate::ids::{ElementPath, Id, InstanceId, ScopeId, TokenId};
use crate::incident::Incident;
use crate::release::Loaded;
use crate::run::{Done, Run, Step, Stuck};
use crate::state::{AfterTold, Holder, RetryStep, Trigger, Wait};
use crate::{Variables, limits};

/// How an instance begins.
pub(crate) struct Start<'s> {
    /// The process.
    pub process: &'s str,
    /// The start event (or instantiating element) that was triggered; none: the plain start.
    pub node: Option<NodeIx>,
    /// What the trigger brought.
    pub payload: &'s Value,
    /// First variables.
    pub variables: Variables,
    /// The token of the call activity, and its element.
    pub caller: Option<(TokenId, ElementPath)>,
    /// Who started it, where somebody did.
    pub by: Option<By>,
    /// Elements at which tokens begin instead of the plain start.
    pub at: &'s [NodeIx],
    /// The message or signal that triggered it, by name: a parallel multiple start event waits for the others.
    pub trigger: Option<&'s str>,
}

impl<'s> Start<'s> {
    /// The plain start of a process.
    pub fn of(process: &'s str) -> Self {
        let variables = Variables::new();
        Start { process, node: None, payload: &Value::Null, variables, caller: None, by: None, at: &[], trigger: None }
    }
}

/// Starts an instance.
pub(crate) fn start(run: &mut Run<'_>, start: Start<'_>) -> Result<InstanceId, Stuck> {
    let loaded = run.release.load(start.process);
    let loaded = loaded.ok_or_else(|| Incident::ProcessUnknown { process: start.process.to_owned() })?;
    let scope = run.new_scope();
    let instance = Id(run.case.next.instance + 1);
    let mut variables = declared(&loaded.process.root().data);
    variables.extend(start.variables);
    let (caller, element) = start.caller.map_or((None, None), |(token, element)| (Some(token), Some(element)));
    let event = Event::InstanceStarted {
        instance,
        element,
        process: start.process.to_owned(),
        release: run.release.id().to_owned(),
        scope,
        caller,
        variables,
        by: start.by,
    };
    match run.tell_in_new(scope, event.clone()) {
        Err(Stuck::Incident(incident)) => run.raise_untold(caller, incident, event, AfterTold::Nothing),
        told => told?,
    }
    if start.at.is_empty() {
        if let (Some(node), Some(trigger)) = (start.node, start.trigger)
            && trigger::catch_of(loaded.process.node(node)).is_some_and(|catch| catch.all)
        {
            event_sub_process::listen(run, scope, loaded, ScopeIx(0))?;
            gather(run, scope, loaded, node, trigger, start.payload)?;
            return Ok(instance);
        }
        open(run, scope, loaded, ScopeIx(0), start.node, start.payload)?;
        return Ok(instance);
    }
    event_sub_process::listen(run, scope, loaded, ScopeIx(0))?;
    for node in start.at {
        token_at(run, scope, loaded, *node)?;
    }
    Ok(instance)
}

/// Variables that a scope declares, without values yet.
pub(super) fn declared(data: &[DataItem]) -> Variables {
    data.iter().map(|item| (item.variable.clone(), V::Null)).collect()
}

/// A scope begins: event sub-processes listen, tokens start.
pub(super) fn open(
    run: &mut Run<'_>,
    scope: ScopeId,
    loaded: &Loaded,
    ix: ScopeIx,
    from: Option<NodeIx>,
    payload: &Value,
) -> Done {
    event_sub_process::listen(run, scope, loaded, ix)?;
    let container = loaded.process.scope(ix);
    match from {
        Some(node) => begin_at(run, scope, loaded, node, payload)?,
        None => {
            let fallback = if container.entry.is_empty() { container.starts.first().copied() } else { None };
            for node in container.entry.iter().copied().chain(fallback) {
                token_at(run, scope, loaded, node)?;
            }
        }
    }
    run.later(Step::Settle(scope));
    Ok(())
}

/// A token begins at a node.
pub(super) fn token_at(run: &mut Run<'_>, scope: ScopeId, loaded: &Loaded, node: NodeIx) -> Result<TokenId, Stuck> {
    let token = run.new_token()?;
    run.emit(Event::TokenCreated { token, scope, element: loaded.path(node).clone(), handler_for: None });
    run.later(Step::Enter(token));
    Ok(token)
}

/// A token begins where something has just happened.
fn begin_at(run: &mut Run<'_>, scope: ScopeId, loaded: &Loaded, node: NodeIx, payload: &Value) -> Done {
    let there = loaded.process.node(node);
    if matches!(there.kind, NodeKind::StartEvent { .. }) {
        let token = token_at(run, scope, loaded, node)?;
        return trigger::absorb(run, token, there, payload);
    }
    // An instantiating receive task, or an event behind an instantiating gateway: it waits, and gets at once what it waits for.
    let gateway = there.incoming.first().map(|flow| loaded.process.flow(*flow).source);
    let at = if message::follows_instantiating(&loaded.process, there) { gateway.unwrap_or(node) } else { node };
    let token = run.new_token()?;
    run.emit(Event::TokenCreated { token, scope, element: loaded.path(at).clone(), handler_for: None });
    super::begin(run, token)?;
    let waits = run.case.tokens.get(&token).map(|token| token.waits.clone()).unwrap_or_default();
    let wanted = loaded.path(node);
    let catch = waits.into_iter().find_map(|wait| match wait {
        Wait::Subscription(id) if run.element_of(wait) == Some(wanted) => Some(id),
        _ => None,
    });
    catch.map_or(Ok(()), |catch| message::receive(run, catch, payload))
}

/// A parallel multiple start event: its token waits for the triggers that have not come yet.
fn gather(run: &mut Run<'_>, scope: ScopeId, loaded: &Loaded, node: NodeIx, came: &str, payload: &Value) -> Done {
    let Some(catch) = trigger::catch_of(loaded.process.node(node)) else { return Ok(()) };
    let token = run.new_token()?;
    let element = loaded.path(node).clone();
    run.emit(Event::TokenCreated { token, scope, element: element.clone(), handler_for: None });
    run.tell(token, Event::NodeEntered { token, element })?;
    let here = run.here(token)?;
    trigger::arm(run, &here, Holder::Token(token), node, catch)?;
    let named = |wait: &Wait| match wait {
        Wait::Subscription(id) => match run.case.subscriptions.get(id).map(|catch| &catch.trigger) {
            Some(Trigger::Message { message, .. }) if message == came => Some(*id),
            Some(Trigger::Signal { signal }) if signal == came => Some(*id),
            _ => None,
        },
        _ => None,
    };
    let waits = run.case.tokens.get(&token).map(|token| token.waits.clone()).unwrap_or_default();
    waits.iter().find_map(named).map_or(Ok(()), |catch| message::receive(run, catch, payload))
}

/// Nothing runs any more in the outermost scope of an instance.
pub(super) fn ended(run: &mut Run<'_>, scope: ScopeId) -> Done {
    let Some(instance) = run.case.scopes.get(&scope).map(|scope| scope.instance) else { return Ok(()) };
    let caller = run.case.instances.get(&instance).and_then(|instance| instance.caller);
    let results = match caller.map(|caller| call_activity::results(run, caller, scope)) {
        None => Variables::new(),
        Some(Ok(results)) => results,
        Some(Err(Stuck::Incident(incident))) => {
            run.raise(caller, incident, RetryStep::Settle { scope });
            return Ok(());
        }
        Some(Err(stuck)) => return Err(stuck),
    };
    let Some(event) = run.instance_ended(instance, Ending::Completed) else { return Ok(()) };
    match run.tell_before(scope, event.clone()) {
        Err(Stuck::Incident(incident)) => run.raise_untold(None, incident, event, AfterTold::Nothing),
        told => told?,
    }
    if let Some(caller) = caller {
        if let Some(around) = run.case.tokens.get(&caller).map(|token| token.scope) {
            run.assign_in(around, results)?;
        }
        run.later(Step::Finish(caller, Value::Null));
    }
    Ok(())
}

/// How many instances lie around a token, its own included.
pub(super) fn depth(run: &Run<'_>, token: TokenId) -> usize {
    let links = crate::host::Scope::of_token(&run.case, token, None).instances();
    links.iter().map(|link| link.instance).collect::<BTreeSet<_>>().len()
}

/// Refused before anything happens when variables are too large.
pub(crate) fn too_large(variables: &Variables) -> bool {
    variables.values().any(|value| value.weight() > limits::VARIABLE_BYTES_MAX)
}
