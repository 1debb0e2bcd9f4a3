//! Handing a task to somebody else.
//!
//! | operation | what happens |
//! |---|---|
//! | delegate 委托 | the task stays where it is and is the delegate's; the owner is kept. The delegate cannot complete it, only resolve it |
//! | resolve | the task is the owner's again; the owner completes it |
//! | transfer 转办 | the task is the other person's for good |
//!
//! Tokens, scopes, timers and children are not touched. History: `Delegated`, `Resolved`, `Transferred`, each with its reason.

use super::refuse;
use super::tasks::{free_for, open, permitted};
use crate::command::By;
use crate::event::{Event, Operation};
use crate::ids::{PersonId, TaskId};
use crate::refusal::Refusal;
use crate::run::{Done, Run, Stuck};
use crate::state::Task;

/// Who holds the task; delegating and resolving are for the holder alone.
fn held_by<'b>(task: &Task, id: TaskId, by: &'b By) -> Result<&'b PersonId, Stuck> {
    match by.person() {
        Some(person) if task.assignee.as_ref() == Some(person) => Ok(person),
        _ => Err(refuse(match &task.assignee {
            Some(holder) => Refusal::TaskClaimed { task: id.to_string(), by: holder.to_string() },
            None => Refusal::TaskNotClaimed { task: id.to_string() },
        })),
    }
}

pub(super) fn delegate(run: &mut Run<'_>, id: TaskId, to: PersonId, reason: String, by: &By) -> Done {
    let task = open(run, id)?;
    permitted(run, &task, "delegate")?;
    let person = held_by(&task, id, by)?.clone();
    if task.owner.is_some() {
        return Err(refuse(Refusal::TaskDelegated { task: id.to_string(), with: person.to_string() }));
    }
    run.emit(Event::Operated(Operation::Delegated { task: id, element: task.element, to, by: person, reason }));
    Ok(())
}

pub(super) fn resolve(run: &mut Run<'_>, id: TaskId, by: &By) -> Done {
    let task = open(run, id)?;
    let person = held_by(&task, id, by)?.clone();
    let Some(to) = task.owner else {
        return Err(refuse(Refusal::WrongShape { expected: "a delegated task", found: id.to_string() }));
    };
    run.emit(Event::Operated(Operation::Resolved { task: id, element: task.element, to, by: person }));
    Ok(())
}

pub(super) fn transfer(run: &mut Run<'_>, id: TaskId, to: PersonId, reason: String, by: By) -> Done {
    let task = open(run, id)?;
    permitted(run, &task, "transfer")?;
    free_for(&task, id, &by)?;
    run.emit(Event::Operated(Operation::Transferred { task: id, element: task.element, to, by, reason }));
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::command::{Ask, By};
    use crate::testing::Play;

    const DRAFT: &str = r#"<startEvent id="s"/>
        s -> draft
        <userTask id="draft"><extensionElements><xe:allow operation="delegate"/><xe:allow operation="transfer"/></extensionElements></userTask>
        draft -> plain
        <userTask id="plain"/>
        plain -> e
        <endEvent id="e"/>"#;

    fn by(person: &str) -> By {
        By::Person(person.into())
    }

    #[test]
    fn a_delegate_does_the_work_and_the_owner_completes_it() {
        let mut case = Play::of(DRAFT);
        let task = case.task("draft");
        let to_second = || Ask::Delegate { task, to: "乙".into(), reason: "出差".into() };
        case.refused(by("甲"), to_second(), "task-not-claimed");
        case.decide(by("甲"), Ask::Claim { task }).unwrap();
        case.decide(by("甲"), to_second()).unwrap();
        let complete = || Ask::Complete { task, answers: json!({}), signatures: vec![] };
        case.refused(by("乙"), complete(), "task-delegated");
        case.refused(by("甲"), complete(), "task-claimed");
        case.refused(by("甲"), Ask::Resolve { task }, "task-claimed");
        case.decide(by("乙"), Ask::Resolve { task }).unwrap();
        case.refused(by("乙"), complete(), "task-claimed");
        case.decide(by("甲"), complete()).unwrap();
        assert_eq!(case.open(), "plain");
    }

    #[test]
    fn a_transferred_task_is_the_other_persons() {
        let mut case = Play::of(DRAFT);
        let task = case.task("draft");
        case.decide(by("甲"), Ask::Claim { task }).unwrap();
        case.decide(by("甲"), Ask::Transfer { task, to: "乙".into(), reason: "调岗".into() }).unwrap();
        let complete = || Ask::Complete { task, answers: json!({}), signatures: vec![] };
        case.refused(by("甲"), complete(), "task-claimed");
        case.decide(by("乙"), complete()).unwrap();
        let task = case.task("plain");
        let transfer = Ask::Transfer { task, to: "丙".into(), reason: "没有允许".into() };
        case.refused(by("乙"), transfer, "operation-not-allowed");
    }
}
