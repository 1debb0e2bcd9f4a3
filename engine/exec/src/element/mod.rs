//! What each BPMN element does: one file per element. Here is only the way from one to the next, the same for all.
//!
//!   arrives ──enter──▶ (tokens gathered, rounds begun) ──begin──▶ waits, or done at once ──finish──▶ outputs ──leave──▶ flows

mod activity;
mod ad_hoc;
mod boundary_event;
mod business_rule_task;
mod call_activity;
mod catch_event;
pub(crate) mod compensation;
mod complex_gateway;
pub(crate) mod conditional;
mod end_event;
pub(crate) mod error;
mod escalation;
mod event_based_gateway;
mod event_sub_process;
mod exclusive_gateway;
mod inclusive_gateway;
pub(crate) mod join;
pub(crate) mod message;
mod multi_instance;
mod parallel_gateway;
pub(crate) mod process;
mod receive_task;
pub(crate) mod repeat;
mod script_task;
mod send_task;
mod service_task;
pub(crate) mod signal;
mod standard_loop;
mod start_event;
mod sub_process;
mod task;
mod throw_event;
pub(crate) mod timer;
mod transaction;
pub(crate) mod trigger;
mod user_task;

use bpmn::process::{FlowIx, NodeKind};
use serde_json::Value;

use crate::event::{DecidedBy, Ending, Event};
use crate::ids::{ScopeId, TokenId};
use crate::incident::Incident;
use crate::run::{Done, Extra, Here, Run, Step};
use crate::state::{Place, ScopeKind};

pub(crate) use activity::is_round;
pub(crate) use ad_hoc::ask as ad_hoc_ask;

/// A token has arrived.
pub(crate) fn enter(run: &mut Run<'_>, token: TokenId) -> Done {
    if !run.alive(token, Place::Arriving) {
        return Ok(());
    }
    let here = run.here(token)?;
    match &here.node.kind {
        NodeKind::Exclusive => exclusive_gateway::enter(run, &here),
        NodeKind::Parallel => parallel_gateway::enter(run, &here),
        NodeKind::Inclusive => inclusive_gateway::enter(run, &here),
        NodeKind::Complex { activation } => complex_gateway::enter(run, &here, activation.as_ref()),
        _ => {
            if activity::gathers(run, &here) {
                return Ok(());
            }
            if throw_event::speaks(&here.node.kind) {
                run.speaks_later(token);
                return Ok(());
            }
            begin_at(run, &here)
        }
    }
}

/// The element starts to work.
pub(crate) fn begin(run: &mut Run<'_>, token: TokenId) -> Done {
    if !run.case.tokens.contains_key(&token) {
        return Ok(());
    }
    let here = run.here(token)?;
    begin_at(run, &here)
}

fn begin_at(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let token = here.token;
    run.tell(token, Event::NodeEntered { token, element: here.path() })?;
    if let Some(name) = &here.node.extension.milestone {
        run.emit(Event::MilestoneReached { element: here.path(), name: name.to_string() });
    }
    if here.node.activity.is_some() {
        activity::prepare(run, here)?;
        if repeat::starts(run, here)? {
            return Ok(());
        }
        activity::inputs(run, here)?;
    }
    match &here.node.kind {
        NodeKind::Task | NodeKind::ManualTask => task::begin(run, here),
        NodeKind::UserTask => user_task::begin(run, here),
        NodeKind::ServiceTask { .. } => service_task::begin(run, here),
        NodeKind::SendTask { message, operation } => {
            send_task::begin(run, here, message.as_ref(), operation.as_deref())
        }
        NodeKind::ReceiveTask { message, operation, .. } => {
            receive_task::begin(run, here, message.as_ref(), operation.as_deref())
        }
        NodeKind::ScriptTask { script } => script_task::begin(run, here, script.as_ref()),
        NodeKind::BusinessRuleTask => business_rule_task::begin(run, here),
        NodeKind::SubProcess { scope } => sub_process::begin(run, here, *scope),
        NodeKind::Transaction { scope, .. } => transaction::begin(run, here, *scope),
        NodeKind::AdHoc { scope, .. } => ad_hoc::begin(run, here, *scope),
        NodeKind::CallActivity { called } => call_activity::begin(run, here, called),
        NodeKind::StartEvent { .. } => start_event::begin(run, here),
        NodeKind::BoundaryEvent { .. } => boundary_event::begin(run, here),
        NodeKind::CatchEvent { trigger } => catch_event::begin(run, here, trigger),
        NodeKind::ThrowEvent { results } => throw_event::begin(run, here, results),
        NodeKind::EndEvent { results } => end_event::begin(run, here, results),
        NodeKind::EventBased { kind, .. } => event_based_gateway::begin(run, here, *kind),
        // Reached by no flow, or handled on entering.
        NodeKind::EventSubProcess { .. }
        | NodeKind::Exclusive
        | NodeKind::Parallel
        | NodeKind::Inclusive
        | NodeKind::Complex { .. } => Ok(()),
    }
}

/// The element is done; `answers` is what a form, job, rule or message brought.
pub(crate) fn finish(run: &mut Run<'_>, token: TokenId, answers: &Value) -> Done {
    if !run.alive(token, Place::Active) {
        return Ok(());
    }
    let here = run.here(token)?;
    let extra = if answers.is_null() { Extra::default() } else { Extra::answers(answers) };
    // Outputs of containers and calls were read where they ended, those of a loop in its rounds.
    let container = here.node.kind.opens().is_some() || matches!(here.node.kind, NodeKind::CallActivity { .. });
    let looped = here.node.activity.as_ref().is_some_and(|activity| activity.repeat.is_some()) && !is_round(run, &here);
    let mapped = container || looped;
    let outputs = if mapped { &[] } else { here.node.extension.outputs.as_slice() };
    let values = run.map(token, outputs, extra)?;
    run.cancel_waits(token);
    activity::outputs(run, &here, values)?;
    activity::left(run, &here);
    leave(run, token)
}

/// The token chooses its way out of an activity or event: all unconditional flows, all whose condition holds, else the default flow.
pub(crate) fn leave(run: &mut Run<'_>, token: TokenId) -> Done {
    let here = run.here(token)?;
    if is_round(run, &here) {
        run.end_token(token, Ending::Completed);
        return Ok(());
    }
    let mut chosen = Vec::with_capacity(here.node.outgoing.len());
    choose(run, &here, &mut chosen)?;
    let quantity = here.node.activity.as_ref().map_or(1, |activity| activity.completion_quantity.max(1));
    if quantity > 1 {
        chosen = chosen.into_iter().flat_map(|flow| std::iter::repeat_n(flow, quantity as usize)).collect();
    }
    if chosen.is_empty() {
        run.end_token(token, Ending::Completed);
        return Ok(());
    }
    run.take_flows(&here, &chosen)
}

/// The flows out of a node with conditions; nothing only where the node has no flow at all.
pub(crate) fn choose(run: &Run<'_>, here: &Here<'_>, chosen: &mut Vec<(FlowIx, Option<DecidedBy>)>) -> Done {
    choose_with(run, here, chosen, Extra::default())
}

/// The same with further names for the conditions.
fn choose_with(
    run: &Run<'_>,
    here: &Here<'_>,
    chosen: &mut Vec<(FlowIx, Option<DecidedBy>)>,
    extra: Extra<'_>,
) -> Done {
    let node = here.node;
    let mut tried = 0;
    let mut held = false;
    for ix in &node.outgoing {
        let flow = here.loaded.process.flow(*ix);
        match &flow.condition {
            _ if Some(*ix) == node.default => {}
            None => chosen.push((*ix, None)),
            Some(condition) => {
                tried += 1;
                if run.holds(here.token, condition, &flow.id, extra)? {
                    held = true;
                    chosen.push((*ix, Some(DecidedBy::Condition)));
                }
            }
        }
    }
    if !held && let Some(default) = node.default {
        chosen.push((default, Some(DecidedBy::Default)));
    }
    if chosen.is_empty() && !node.outgoing.is_empty() {
        return Err(Incident::NoFlowTaken { tried }.into());
    }
    Ok(())
}

/// A scope may have become empty: then it ends, and who waited for it goes on.
pub(crate) fn settle(run: &mut Run<'_>, scope: ScopeId) -> Done {
    let Some(state) = run.case.scopes.get(&scope) else { return Ok(()) };
    let kind = state.kind;
    if kind == ScopeKind::SubProcess && ad_hoc::goes_on(run, scope)? {
        return Ok(());
    }
    let Some(state) = run.case.scopes.get(&scope) else { return Ok(()) };
    if !state.tokens.is_empty() || !state.children.is_empty() {
        return Ok(());
    }
    let (owner, parent) = (state.owner, state.parent);
    run.cancel_scope_waits(scope, None);
    match kind {
        ScopeKind::Process => process::ended(run, scope),
        ScopeKind::SubProcess => sub_process::ended(run, scope),
        ScopeKind::EventSubProcess => {
            run.close_scope(scope, Ending::Completed, false);
            parent.into_iter().for_each(|parent| run.later(Step::Settle(parent)));
            Ok(())
        }
        ScopeKind::Round => repeat::round_ended(run, scope),
        ScopeKind::Compensation => {
            run.close_scope(scope, Ending::Completed, false);
            owner.into_iter().for_each(|owner| run.later(Step::Compensate(owner)));
            Ok(())
        }
    }
}
