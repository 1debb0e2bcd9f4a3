//! Compensation: undoing completed activities, the latest first, one after the other.
//!
//!   activity done (with a handler, or with something to undo inside) ──▶ record in its scope
//!   thrown ──▶ records of the scope (or of one activity), latest first: handler runs, or the sub-process comes back with its
//!   variables and runs its compensation event sub-process (without one: its own records) ──▶ the thrower goes on

use bpmn::process::{EventDefinition, NodeIx, NodeKind};
use serde_json::Value;

use super::{event_sub_process, transaction};
use crate::event::{Ending, Event};
use crate::ids::{ElementPath, ScopeId, TokenId};
use crate::run::{Done, Here, Run, Step};
use crate::state::{Place, ScopeKind};

/// Whether a completed sub-process leaves something that can be undone.
pub(super) fn keeps(run: &Run<'_>, here: &Here<'_>, scope: ScopeId) -> bool {
    let handled = here.node.activity.as_ref().is_some_and(|activity| activity.compensation.is_some());
    let records = run.case.scopes.get(&scope).is_some_and(|scope| !scope.compensable.is_empty());
    !handled && (records || own_handler(run, scope).is_some())
}

/// Whether a completed activity leaves a record.
pub(super) fn leaves_record(run: &Run<'_>, here: &Here<'_>) -> bool {
    let Some(activity) = &here.node.activity else { return false };
    // The rounds of a loop leave records of their own.
    if activity.for_compensation || (activity.repeat.is_some() && !super::is_round(run, here)) {
        return false;
    }
    activity.compensation.is_some() || run.case.tokens.get(&here.token).is_some_and(|token| token.kept.is_some())
}

fn is_compensation(definition: &EventDefinition) -> Option<bool> {
    matches!(definition, EventDefinition::Compensation { .. }).then_some(true)
}

fn own_handler(run: &Run<'_>, scope: ScopeId) -> Option<ElementPath> {
    event_sub_process::find(run, scope, &is_compensation)
}

/// Which records a token compensates, and what it does when none is left.
enum Task {
    /// A throwing or end event: of these scopes, one activity or all.
    Thrown { scopes: Vec<ScopeId>, activity: Option<ElementPath>, wait: bool },
    /// A cancel end event: everything in the transaction.
    Cancel(ScopeId),
    /// A sub-process that came back: everything in it.
    Revived(ScopeId),
}

fn task_of(run: &Run<'_>, here: &Here<'_>) -> Option<Task> {
    let scope = run.case.scopes.get(&here.scope)?;
    if scope.kind == ScopeKind::Compensation && scope.element.as_ref() == Some(here.loaded.path(here.ix)) {
        return Some(Task::Revived(here.scope));
    }
    let (NodeKind::ThrowEvent { results } | NodeKind::EndEvent { results }) = &here.node.kind else { return None };
    results.iter().find_map(|result| match result {
        EventDefinition::Compensation { activity, wait } => {
            let mut scopes = vec![here.scope];
            if scope.kind == ScopeKind::EventSubProcess {
                scopes.extend(scope.parent);
            }
            let activity = activity.map(|activity| here.loaded.path(activity).clone());
            Some(Task::Thrown { scopes, activity, wait: *wait })
        }
        EventDefinition::Cancel => transaction::around(run, here.token).map(Task::Cancel),
        _ => None,
    })
}

/// A throwing event begins to compensate. One that does not wait sends a token ahead to do it.
pub(super) fn throw(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let ahead = matches!(
        (&here.node.kind, task_of(run, here)),
        (NodeKind::ThrowEvent { .. }, Some(Task::Thrown { wait: false, .. }))
    );
    if !ahead {
        return go_on(run, here.token);
    }
    let token = run.new_token()?;
    run.emit(Event::TokenCreated { token, scope: here.scope, element: here.path(), handler_for: None });
    run.emit(Event::NodeEntered { token, element: here.path() });
    run.later(Step::Compensate(token));
    super::finish(run, here.token, &Value::Null)
}

/// The next record, or the end of compensating.
pub(crate) fn go_on(run: &mut Run<'_>, token: TokenId) -> Done {
    let busy = run.case.tokens.get(&token).is_none_or(|token| token.pending > 0 || !token.children.is_empty());
    if busy || !run.alive(token, Place::Active) {
        return Ok(());
    }
    let here = run.here(token)?;
    let Some(task) = task_of(run, &here) else { return Ok(()) };
    let (scopes, activity) = match &task {
        Task::Thrown { scopes, activity, .. } => (scopes.clone(), activity.clone()),
        Task::Cancel(scope) | Task::Revived(scope) => (vec![*scope], None),
    };
    for scope in scopes {
        let records = run.case.scopes.get(&scope).map(|scope| scope.compensable.as_slice()).unwrap_or_default();
        let latest =
            records.iter().rev().find(|record| activity.as_ref().is_none_or(|activity| *activity == record.element));
        if let Some((record, element)) = latest.map(|latest| (latest.record, latest.element.clone())) {
            return undo(run, token, scope, record, &element);
        }
    }
    match task {
        Task::Revived(_) => run.end_token(token, Ending::Completed),
        Task::Cancel(scope) => return transaction::cancelled(run, scope),
        Task::Thrown { wait: false, .. } if matches!(here.node.kind, NodeKind::ThrowEvent { .. }) => {
            run.end_token(token, Ending::Completed);
        }
        Task::Thrown { .. } => run.later(Step::Finish(token, Value::Null)),
    }
    Ok(())
}

/// Undoes one completed activity.
fn undo(run: &mut Run<'_>, waiting: TokenId, scope: ScopeId, record: u64, element: &ElementPath) -> Done {
    let (loaded, ix) = run.resolve(element)?;
    let handler: Option<NodeIx> =
        loaded.process.node(ix).activity.as_ref().and_then(|a| a.compensation).map(|c| c.handler);
    if let Some(handler) = handler {
        run.emit(Event::CompensationStarted { scope, element: element.clone(), record });
        let token = run.new_token()?;
        let element = loaded.path(handler).clone();
        run.emit(Event::TokenCreated { token, scope, element, handler_for: Some(waiting) });
        run.later(Step::Enter(token));
        return Ok(());
    }
    let revived = run.new_scope();
    run.emit(Event::ScopeOpened {
        scope: revived,
        kind: ScopeKind::Compensation,
        parent: scope,
        owner: Some(waiting),
        element: element.clone(),
        variables: crate::Variables::new(),
        revives: Some(record),
    });
    if let Some(start) = own_handler(run, revived) {
        return event_sub_process::fire(run, revived, &start, &Value::Null);
    }
    let token = run.new_token()?;
    run.emit(Event::TokenCreated { token, scope: revived, element: element.clone(), handler_for: None });
    run.emit(Event::NodeEntered { token, element: element.clone() });
    run.later(Step::Compensate(token));
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::testing::Play;

    /// Two activities that can be undone, inside `container`, then `after` behind them.
    fn trip(inner_end: &str) -> String {
        format!(
            r#"<startEvent id="i"/>
            i -> hotel
            <userTask id="hotel"/>
            <boundaryEvent id="undo_hotel" attachedToRef="hotel"><compensateEventDefinition/></boundaryEvent>
            <userTask id="cancel_hotel" isForCompensation="true"/>
            <association id="as1" sourceRef="undo_hotel" targetRef="cancel_hotel" associationDirection="One"/>
            hotel -> flight
            <userTask id="flight"/>
            <boundaryEvent id="undo_flight" attachedToRef="flight"><compensateEventDefinition/></boundaryEvent>
            <userTask id="cancel_flight" isForCompensation="true"/>
            <association id="as2" sourceRef="undo_flight" targetRef="cancel_flight" associationDirection="One"/>
            flight -> ie
            <endEvent id="ie">{inner_end}</endEvent>"#
        )
    }

    #[test]
    fn the_latest_is_undone_first_and_the_thrower_waits() {
        let body = trip("").replace("flight -> ie", "flight -> throw\n<intermediateThrowEvent id=\"throw\"><compensateEventDefinition/></intermediateThrowEvent>\nthrow -> after\n<userTask id=\"after\"/>\nafter -> ie");
        let mut case = Play::of(&body);
        case.does("hotel");
        case.does("flight");
        assert_eq!(case.open(), "cancel_flight");
        case.does("cancel_flight");
        assert_eq!(case.open(), "cancel_hotel");
        case.does("cancel_hotel");
        assert_eq!(case.open(), "after");
        case.does("after");
        assert!(case.is_over());
    }

    #[test]
    fn what_was_not_completed_is_not_undone() {
        let mut case = Play::of(
            &trip("<compensateEventDefinition/>")
                .replace("flight -> ie", "")
                .replace("hotel -> flight", "hotel -> ie\nie2 -> flight")
                .replace("ie2 -> flight", "x -> flight\n<startEvent id=\"x\"/>\nflight -> fe\n<endEvent id=\"fe\"/>"),
        );
        case.does("hotel");
        assert_eq!(case.open(), "cancel_hotel flight");
    }

    #[test]
    fn a_completed_sub_process_is_undone_from_the_inside() {
        let body = format!(
            r#"<startEvent id="s"/>
            s -> sub
            <subProcess id="sub">
            {}
            </subProcess>
            sub -> throw
            <intermediateThrowEvent id="throw"><compensateEventDefinition activityRef="sub"/></intermediateThrowEvent>
            throw -> after
            <userTask id="after"/>"#,
            trip("")
        );
        let mut case = Play::of(&body);
        case.does("hotel");
        case.does("flight");
        assert_eq!(case.open(), "cancel_flight");
        case.does("cancel_flight");
        case.does("cancel_hotel");
        assert_eq!(case.open(), "after");
    }

    #[test]
    fn a_cancelled_transaction_undoes_what_was_done_and_leaves_by_its_cancel_event() {
        let body = format!(
            r#"<startEvent id="s"/>
            s -> sub
            <transaction id="sub">
            {}
            </transaction>
            <boundaryEvent id="off" attachedToRef="sub"><cancelEventDefinition/></boundaryEvent>
            sub -> after
            <userTask id="after"/>
            off -> called_off
            <userTask id="called_off"/>"#,
            trip("<cancelEventDefinition/>")
        );
        let mut case = Play::of(&body);
        case.does("hotel");
        case.does("flight");
        case.does("cancel_flight");
        case.does("cancel_hotel");
        assert_eq!(case.open(), "called_off");
    }
}
