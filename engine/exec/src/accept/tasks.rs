//! Commands on one task.
//!
//! | operation | what happens | history |
//! |---|---|---|
//! | claim, give back, assign | only whose task it is changes; token, scopes, timers and children stay | `TaskClaimed`, `TaskUnclaimed`, `TaskAssigned` |
//! | plan | dates and urgency are noted; no timer follows from them | `Planned` |
//! | complete | the task goes, outputs are written, the token goes on; boundary events and their timers end | `TaskCompleted` and what follows |
//! | send back 退回 | only where `xe:allow` names the element, in the same scope: boundary events, timers and children of the task end, the token stands on the earlier element and begins it; variables stay | `TaskReturned` with the reason, `TokenMoved` |
//! | withdraw 撤回 | by who completed the element before, while nobody has taken the next task: as sending back to that element | `TaskWithdrawn` with the reason, `TokenMoved` |

use bpmn::process::{NodeKind, ScopeIx};
use serde_json::Value;

use super::{refuse, signers};
use crate::command::By;
use crate::event::{Event, Operation};
use crate::ids::{ElementPath, PersonId, TaskId};
use crate::refusal::Refusal;
use crate::run::{Done, Run, Step, Stuck};
use crate::state::Task;
use crate::time::Timestamp;

pub(super) fn open(run: &Run<'_>, id: TaskId) -> Result<Task, Stuck> {
    run.case.tasks.get(&id).cloned().ok_or_else(|| refuse(Refusal::TaskNotOpen { task: id.to_string(), by: None }))
}

/// Only who has claimed a task, or anybody while nobody has, may work on it.
pub(super) fn free_for(task: &Task, id: TaskId, by: &By) -> Done {
    match (&task.assignee, by.person()) {
        (Some(holder), Some(person)) if holder != person => {
            Err(refuse(Refusal::TaskClaimed { task: id.to_string(), by: holder.to_string() }))
        }
        _ => Ok(()),
    }
}

pub(super) fn claim(run: &mut Run<'_>, id: TaskId, by: &By) -> Done {
    let task = open(run, id)?;
    free_for(&task, id, by)?;
    match by.person() {
        Some(person) if task.assignee.is_none() => {
            run.emit(Event::TaskClaimed { task: id, element: task.element, by: person.clone() });
            Ok(())
        }
        Some(_) => Ok(()),
        None => Err(refuse(Refusal::WrongShape { expected: "a person to claim the task", found: "none".into() })),
    }
}

pub(super) fn unclaim(run: &mut Run<'_>, id: TaskId, by: &By) -> Done {
    let task = open(run, id)?;
    free_for(&task, id, by)?;
    let Some(holder) = task.assignee else { return Err(refuse(Refusal::TaskNotClaimed { task: id.to_string() })) };
    run.emit(Event::TaskUnclaimed { task: id, element: task.element, by: holder });
    Ok(())
}

pub(super) fn assign(run: &mut Run<'_>, id: TaskId, to: PersonId, by: By) -> Done {
    let task = open(run, id)?;
    run.emit(Event::TaskAssigned { task: id, element: task.element, to, by });
    Ok(())
}

/// Whether the definition permits an operation on the task (`xe:allow`).
pub(super) fn permitted(run: &Run<'_>, task: &Task, operation: &'static str) -> Done {
    if run.here(task.token)?.node.extension.allowed(operation).is_some() {
        return Ok(());
    }
    let element = task.element.to_string();
    Err(refuse(Refusal::OperationNotAllowed { operation, element, to: String::new() }))
}

/// When it should be done, when to look at it again, how urgent it is. Only words about the task: no timer follows.
pub(super) fn plan(
    run: &mut Run<'_>,
    id: TaskId,
    due: Option<Timestamp>,
    follow_up: Option<Timestamp>,
    priority: i32,
    by: By,
) -> Done {
    let task = open(run, id)?;
    run.emit(Event::Operated(Operation::Planned { task: id, element: task.element, due, follow_up, priority, by }));
    Ok(())
}

pub(super) fn complete(run: &mut Run<'_>, id: TaskId, answers: Value, signatures: Vec<Value>, by: By) -> Done {
    let task = open(run, id)?;
    free_for(&task, id, &by)?;
    if signers::hands_on(&task, id).map_err(refuse)? {
        run.emit(Event::Operated(Operation::HandedOn { task: id, element: task.element, by, answers, signatures }));
        return Ok(());
    }
    let answers = signers::with_signers(&task, answers);
    completed(run, id, &task, by, answers, signatures)
}

/// The task is done.
pub(super) fn completed(
    run: &mut Run<'_>,
    id: TaskId,
    task: &Task,
    by: By,
    answers: Value,
    signatures: Vec<Value>,
) -> Done {
    let (element, token) = (task.element.clone(), task.token);
    let event = Event::TaskCompleted { task: id, element, token, by, answers: answers.clone(), signatures };
    run.tell(token, event)?;
    run.later(Step::Finish(token, answers));
    Ok(())
}

/// The other ways out of a task than completing it: back to an earlier element (退回), or to another one that the definition names
/// (拒绝签收). Only elements of the same scope. The task's boundary events and whatever ran for it end.
pub(super) fn send_back(run: &mut Run<'_>, id: TaskId, to: &str, reason: String, by: By) -> Done {
    let task = open(run, id)?;
    free_for(&task, id, &by)?;
    let here = run.here(task.token)?;
    let not_allowed = || {
        let element = task.element.to_string();
        refuse(Refusal::OperationNotAllowed { operation: "return", element, to: to.to_owned() })
    };
    let allowed = here.node.extension.allowed("return").is_some_and(|allow| allow.to.iter().any(|name| &**name == to));
    let target = here.loaded.process.find(to).filter(|ix| here.loaded.process.node(*ix).scope == here.node.scope);
    let Some(target) = target.filter(|_| allowed) else { return Err(not_allowed()) };
    let target = here.loaded.path(target).clone();
    let event = Event::TaskReturned { task: id, element: task.element.clone(), to: target.clone(), by, reason };
    run.tell(task.token, event)?;
    go_back(run, &task, target);
    Ok(())
}

fn go_back(run: &mut Run<'_>, task: &Task, to: ElementPath) {
    run.cancel_activity(task.token);
    run.emit(Event::TokenMoved { token: task.token, element: task.element.clone(), to });
    run.later(Step::Enter(task.token));
}

/// 撤回: who completed the element before takes it back while the next task is untouched. The earlier element must allow it.
pub(super) fn withdraw(run: &mut Run<'_>, id: TaskId, reason: String, by: By) -> Done {
    let task = open(run, id)?;
    let not_allowed = |to: &str| {
        let element = task.element.to_string();
        refuse(Refusal::OperationNotAllowed { operation: "withdraw", element, to: to.to_owned() })
    };
    if let Some(holder) = &task.assignee {
        return Err(refuse(Refusal::TaskClaimed { task: id.to_string(), by: holder.to_string() }));
    }
    let here = run.here(task.token)?;
    let came_by = run.case.tokens.get(&task.token).and_then(|token| token.flow.clone());
    let flow =
        here.loaded.process.flows.iter().find(|flow| came_by.as_ref().is_some_and(|came| came.element() == &*flow.id));
    let Some(earlier) = flow.map(|flow| flow.source) else { return Err(not_allowed("")) };
    let node = here.loaded.process.node(earlier);
    let path = here.loaded.path(earlier).clone();
    let scope: ScopeIx = node.scope;
    let permitted = matches!(node.kind, NodeKind::UserTask) && node.extension.allowed("withdraw").is_some();
    let instance = run.case.scopes.get(&here.scope).and_then(|scope| run.case.instances.get(&scope.instance));
    let latest = instance.and_then(|instance| instance.completers.get(&path)).and_then(|people| people.last());
    let own = by.person().is_some() && latest == by.person();
    if !permitted || !own || scope != here.node.scope {
        return Err(not_allowed(node.id.as_ref()));
    }
    run.tell(
        task.token,
        Event::TaskWithdrawn { task: id, element: task.element.clone(), to: path.clone(), by, reason },
    )?;
    go_back(run, &task, path);
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::command::Ask;
    use crate::testing::Play;
    use crate::{By, PersonId, Timestamp};

    const RETURNS: &str = r#"<startEvent id="s"/>
        s -> draft
        <userTask id="draft"/>
        draft -> review
        <userTask id="review"><extensionElements><xe:allow operation="return" to="draft"/></extensionElements></userTask>
        <boundaryEvent id="late" attachedToRef="review" cancelActivity="false"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P3D</timeDuration></timerEventDefinition></boundaryEvent>
        late -> remind
        <userTask id="remind"/>
        remind -> e2
        <endEvent id="e2"/>
        review -> e
        <endEvent id="e"/>"#;

    #[test]
    fn work_sent_back_takes_its_deadline_with_it() {
        let mut case = Play::of(RETURNS);
        case.completes("draft", json!({ "text": "初稿" }));
        assert_eq!(case.case.due.len(), 1);
        let task = case.task("review");
        case.decide(By::Person("乙".into()), Ask::Return { task, to: "draft".into(), reason: "缺依据".into() })
            .unwrap();
        assert_eq!((case.open().as_str(), case.case.due.len(), case.case.tokens.len()), ("draft", 0, 1));
        case.completes("draft", json!({ "text": "二稿" }));
        assert_eq!((case.open().as_str(), case.case.due.len()), ("review", 1), "a new deadline");
    }

    #[test]
    fn a_task_is_given_to_a_person_and_planned() {
        let mut case = Play::of(RETURNS);
        let task = case.task("draft");
        let to = PersonId::from("乙");
        case.decide(By::Person("科长".into()), Ask::Assign { task, to: to.clone() }).unwrap();
        assert_eq!(case.case.tasks[&task].assignee.as_ref(), Some(&to));
        case.refused(By::Person("甲".into()), Ask::Claim { task }, "task-claimed");
        let (due, follow_up) = (Some(Timestamp(86_400_000)), Some(Timestamp(3_600_000)));
        case.decide(By::Person("乙".into()), Ask::Plan { task, due, follow_up, priority: 5 }).unwrap();
        let planned = &case.case.tasks[&task];
        assert_eq!((planned.due, planned.follow_up, planned.priority), (due, follow_up, 5));
        assert_eq!(case.case.due.len(), 0, "words about the task, no timer");
    }
}
