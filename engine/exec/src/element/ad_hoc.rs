//! Ad-hoc sub-process: activities without a fixed order.
//!
//!   begun ──(parallel)──▶ every activity without incoming flow starts; ──(sequential)──▶ one after the other
//!   one done ──(completion condition true)──▶ the rest cancelled (or awaited, as the model says) ──▶ closed
//!   all done ──(no condition)──▶ closed; ──(condition still false)──▶ stays open for activities that people start

use bpmn::process::{NodeIx, NodeKind, Ordering, ScopeIx};

use super::{event_sub_process, process, sub_process};
use crate::event::Event;
use crate::ids::{ElementPath, ScopeId};
use crate::refusal::Refusal;
use crate::release::Loaded;
use crate::run::{Done, Extra, Here, Run, Step, Stuck};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>, ix: ScopeIx) -> Done {
    let scope = sub_process::open_scope(run, here, ix)?;
    event_sub_process::listen(run, scope, here.loaded, ix)?;
    let entry = &here.loaded.process.scope(ix).entry;
    let NodeKind::AdHoc { ordering, .. } = &here.node.kind else { return Ok(()) };
    let first = if *ordering == Ordering::Sequential { 1 } else { entry.len() };
    for node in entry.iter().take(first) {
        start(run, scope, here.loaded, *node)?;
    }
    run.later(Step::Settle(scope));
    Ok(())
}

fn start(run: &mut Run<'_>, scope: ScopeId, loaded: &Loaded, node: NodeIx) -> Done {
    let element = loaded.path(node).clone();
    run.emit(Event::GatewayActivated { scope, element, flows: Vec::new(), reset: false });
    process::token_at(run, scope, loaded, node).map(|_| ())
}

/// After something inside has ended. True: the scope stays open although it may be empty.
pub(super) fn goes_on(run: &mut Run<'_>, scope: ScopeId) -> Result<bool, Stuck> {
    let Some(state) = run.case.scopes.get(&scope) else { return Ok(false) };
    let Some(path) = state.element.clone() else { return Ok(false) };
    let (loaded, ix) = run.resolve(&path)?;
    let NodeKind::AdHoc { scope: inner, ordering, completion, cancel_remaining } = &loaded.process.node(ix).kind else {
        return Ok(false);
    };
    let busy = !state.tokens.is_empty() || !state.children.is_empty();
    let some_ended = state.tokens.len() < state.activated.len();
    if let Some(condition) = completion
        && some_ended
        && run.eval_in(scope, condition, "completionCondition", Extra::default())?.as_bool() == Some(true)
    {
        if *cancel_remaining {
            run.cancel_content(scope, None);
        }
        return Ok(false);
    }
    if busy {
        return Ok(true);
    }
    let Some(state) = run.case.scopes.get(&scope) else { return Ok(false) };
    let entry = &loaded.process.scope(*inner).entry;
    let next = entry.iter().find(|node| !state.activated.contains_key(loaded.path(**node)));
    match next {
        Some(node) if *ordering == Ordering::Sequential => {
            start(run, scope, loaded, *node)?;
            Ok(true)
        }
        _ => Ok(completion.is_some()),
    }
}

/// A person starts one more activity of a running ad-hoc sub-process.
pub(crate) fn ask(run: &mut Run<'_>, element: &ElementPath) -> Result<(), Refusal> {
    let missing = || Refusal::NotFound { kind: "element", id: element.to_string() };
    let (loaded, ix) = run.resolve(element).map_err(|_| missing())?;
    let inside = loaded.process.node(ix).scope;
    let container = loaded.process.scope(inside).node.ok_or_else(missing)?;
    let NodeKind::AdHoc { ordering, .. } = &loaded.process.node(container).kind else { return Err(missing()) };
    let path = loaded.path(container);
    let running = run.case.scopes.iter().find(|(_, scope)| scope.element.as_ref() == Some(path));
    let (scope, state) = running.ok_or_else(missing)?;
    let busy = *ordering == Ordering::Sequential && !state.tokens.is_empty();
    if busy || !loaded.process.scope(inside).entry.contains(&ix) {
        return Err(Refusal::OperationNotAllowed {
            operation: "start",
            element: path.to_string(),
            to: element.element().to_owned(),
        });
    }
    let scope = *scope;
    start(run, scope, loaded, ix).map_err(|_| missing())
}

#[cfg(test)]
mod tests {
    use crate::command::{Ask, By};
    use crate::ids::ElementPath;
    use crate::testing::Play;

    fn free(attributes: &str, condition: &str) -> String {
        format!(
            r#"<startEvent id="s"/>
            s -> sub
            <adHocSubProcess id="sub" {attributes}>
            <userTask id="a"><extensionElements><xe:output name="done" expr="answers.done"/></extensionElements></userTask>
            <userTask id="b"/>
            {condition}
            </adHocSubProcess>
            sub -> after
            <userTask id="after"/>"#
        )
    }

    #[test]
    fn parallel_offers_all_and_sequential_one_after_the_other() {
        let mut case = Play::of(&free("ordering=\"Parallel\"", ""));
        assert_eq!(case.open(), "a b");
        case.completes("a", serde_json::json!({ "done": false }));
        case.does("b");
        assert_eq!(case.open(), "after");
        let mut case = Play::of(&free("ordering=\"Sequential\"", ""));
        assert_eq!(case.open(), "a");
        case.completes("a", serde_json::json!({ "done": false }));
        assert_eq!(case.open(), "b");
    }

    const DONE: &str = "<completionCondition xsi:type=\"tFormalExpression\">done == true</completionCondition>";

    #[test]
    fn the_completion_condition_ends_it_and_until_then_people_may_start_more() {
        let mut case = Play::of_with(&free("", DONE), serde_json::json!({ "done": false }));
        case.completes("a", serde_json::json!({ "done": false }));
        case.does("b");
        assert_eq!(case.open(), "");
        let start = Ask::StartAdHoc { element: ElementPath::new("p", "a") };
        case.decide(By::Person("甲".into()), start).unwrap();
        case.completes("a", serde_json::json!({ "done": true }));
        assert_eq!(case.open(), "after");
    }
}
