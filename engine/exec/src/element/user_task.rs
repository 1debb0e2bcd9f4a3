//! User task: human work.
//!
//!   begun ──▶ task opened ──(claimed, given back, assigned)──▶ completed ──▶ outputs ──▶ left
//!   open ──(boundary event, scope cancelled, returned)──▶ task cancelled

use crate::event::Event;
use crate::ids::Id;
use crate::run::{Done, Here, Run};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let extension = &here.node.extension;
    let assign = extension.assign.as_ref();
    let input = run.case.tokens.get(&here.token).map(|token| token.locals.clone()).unwrap_or_default();
    run.emit(Event::TaskOpened {
        task: Id(run.case.next.task + 1),
        element: here.path(),
        role: assign.and_then(|assign| assign.role.as_ref()).map(|role| role.to_string()),
        unit: assign.and_then(|assign| assign.unit.as_ref()).map(|unit| unit.to_string()),
        token: here.token,
        form: extension.form.as_ref().map(|form| form.to_string()),
        assignee: None,
        input,
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::command::{Ask, By};
    use crate::testing::Play;

    const TWO: &str = r#"<startEvent id="s"/>
        s -> a
        <userTask id="a"><extensionElements><xe:assign role="clerk"/><xe:form ref="a"/><xe:allow operation="withdraw"/><xe:output name="sum" expr="answers.sum + 0"/></extensionElements></userTask>
        a -> b
        <userTask id="b"><extensionElements><xe:allow operation="return" to="a"/></extensionElements></userTask>
        b -> e
        <endEvent id="e"/>"#;

    #[test]
    fn a_task_is_done_once_and_its_outputs_are_read() {
        let mut case = Play::of(TWO);
        let a = case.task("a");
        case.completes("a", json!({ "sum": 12 }));
        assert_eq!((case.variable("sum"), case.open().as_str()), (json!(12), "b"));
        let again = Ask::Complete { task: a, answers: json!({}), signatures: vec![] };
        case.refused(By::Person("甲".into()), again, "task-not-open");
        case.does("b");
        assert!(case.is_over());
    }

    #[test]
    fn what_one_person_has_claimed_another_cannot_complete() {
        let mut case = Play::of(TWO);
        let task = case.task("a");
        case.decide(By::Person("乙".into()), Ask::Claim { task }).unwrap();
        let complete = || Ask::Complete { task, answers: json!({ "sum": 1 }), signatures: vec![] };
        case.refused(By::Person("甲".into()), complete(), "task-claimed");
        case.decide(By::Person("乙".into()), Ask::Unclaim { task }).unwrap();
        case.decide(By::Person("甲".into()), complete()).unwrap();
        assert_eq!(case.open(), "b");
    }

    #[test]
    fn work_goes_back_only_where_the_definition_says() {
        let mut case = Play::of(TWO);
        case.completes("a", json!({ "sum": 1 }));
        let task = case.task("b");
        let back = |to: &str| Ask::Return { task, to: to.into(), reason: "不完整".into() };
        case.refused(By::Person("乙".into()), back("e"), "operation-not-allowed");
        case.decide(By::Person("乙".into()), back("a")).unwrap();
        assert_eq!(case.open(), "a");
    }

    #[test]
    fn who_completed_may_withdraw_while_the_next_task_is_untouched() {
        let mut case = Play::of(TWO);
        case.completes("a", json!({ "sum": 1 }));
        let task = case.task("b");
        let withdraw = || Ask::Withdraw { task, reason: "写错".into() };
        case.refused(By::Person("乙".into()), withdraw(), "operation-not-allowed");
        case.decide(By::Person("甲".into()), withdraw()).unwrap();
        assert_eq!(case.open(), "a");
    }

    #[test]
    fn an_output_that_fails_is_an_incident_that_can_be_retried() {
        let mut case = Play::of(TWO);
        case.completes("a", json!({}));
        assert_eq!((case.incidents().as_str(), case.open().as_str()), ("script-failed", ""));
        let incident = *case.case.incidents.keys().next().unwrap();
        case.system(Ask::Retry { incident, reason: String::new() });
        assert_eq!(case.incidents(), "script-failed");
    }
}
