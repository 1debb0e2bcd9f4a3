//! Several persons on one task.
//!
//! | operation | what happens |
//! |---|---|
//! | add signer 加签 `before` | the holder cannot complete before this person has signed |
//! | `parallel` | this person signs beside the holder; the task is completed when both are done |
//! | `after` | this person signs once the holder is done |
//! | remove signer 减签 | a person who has not signed need not sign any more; nobody left: a task handed on is completed |
//! | countersign 会签, 或签 | the persons vote; the rule says when it is decided, and that completes the task |
//! | sign | one of them signs; the last one completes the task |
//!
//! What signers say comes to the outputs of the task as `answers.signers` (`person`, `agree`, and what they filled in); a vote
//! completes the task with `answers.agreed` and `answers.signers`. The holder stays the one who completed it, a vote is completed by
//! whoever decided it. Tokens, scopes and timers are not touched before the task is completed; a boundary event ends all of it.

use serde_json::{Map, Value, json};

use super::tasks::{completed, free_for, open, permitted};
use super::{object, refuse};
use crate::command::{By, CountersignRule, SignerPlace};
use crate::event::{Event, Operation};
use crate::ids::{PersonId, TaskId};
use crate::refusal::Refusal;
use crate::run::{Done, Run};
use crate::state::{HandedOn, Signer, Task};

fn not_a_signer(id: TaskId, person: &PersonId) -> crate::run::Stuck {
    refuse(Refusal::NotASigner { task: id.to_string(), person: person.to_string() })
}

/// Who has still to sign, of those places.
fn missing(task: &Task, places: &[SignerPlace]) -> Vec<String> {
    let open = task.signers.iter().filter(|signer| signer.signed.is_none() && places.contains(&signer.place));
    open.map(|signer| signer.person.to_string()).collect()
}

fn asked(task: &Task, person: &PersonId) -> bool {
    task.signers.iter().any(|signer| signer.person == *person && signer.signed.is_none())
}

pub(super) fn add(run: &mut Run<'_>, id: TaskId, person: PersonId, place: SignerPlace, reason: String, by: By) -> Done {
    let task = open(run, id)?;
    permitted(run, &task, "add-signer")?;
    free_for(&task, id, &by)?;
    let closed = task.handed_on.is_some() && place != SignerPlace::After;
    if place == SignerPlace::Vote || closed || task.countersign.is_some() || asked(&task, &person) {
        return Err(not_a_signer(id, &person));
    }
    run.emit(Event::Operated(Operation::SignerAdded { task: id, element: task.element, person, place, by, reason }));
    Ok(())
}

pub(super) fn remove(run: &mut Run<'_>, id: TaskId, person: PersonId, reason: String, by: By) -> Done {
    let task = open(run, id)?;
    permitted(run, &task, "remove-signer")?;
    free_for(&task, id, &by)?;
    if !asked(&task, &person) {
        return Err(not_a_signer(id, &person));
    }
    let element = task.element;
    run.emit(Event::Operated(Operation::SignerRemoved { task: id, element, person, by: by.clone(), reason }));
    go_on(run, id, &by)
}

pub(super) fn countersign(
    run: &mut Run<'_>,
    id: TaskId,
    persons: Vec<PersonId>,
    rule: CountersignRule,
    by: By,
) -> Done {
    let task = open(run, id)?;
    permitted(run, &task, "countersign")?;
    free_for(&task, id, &by)?;
    let mut distinct = persons.clone();
    distinct.sort();
    distinct.dedup();
    let share_fits = !matches!(rule, CountersignRule::Share(percent) if !(1..=100).contains(&percent));
    if persons.is_empty() || distinct.len() != persons.len() || !share_fits {
        let expected = "different persons and a share of 1 to 100 percent";
        return Err(refuse(Refusal::WrongShape { expected, found: format!("{persons:?} {rule:?}") }));
    }
    if task.countersign.is_some() || task.handed_on.is_some() || task.owner.is_some() {
        let missing = missing(&task, &[SignerPlace::Vote, SignerPlace::After, SignerPlace::Parallel]);
        return Err(refuse(Refusal::SignersMissing { task: id.to_string(), missing }));
    }
    run.emit(Event::Operated(Operation::CountersignBegan { task: id, element: task.element, persons, rule, by }));
    Ok(())
}

pub(super) fn sign(run: &mut Run<'_>, id: TaskId, agree: bool, answers: Value, signatures: Vec<Value>, by: By) -> Done {
    object(&answers, "answers as an object").map_err(refuse)?;
    let task = open(run, id)?;
    let Some(person) = by.person().cloned() else {
        return Err(refuse(Refusal::WrongShape { expected: "a person to sign", found: "none".into() }));
    };
    let turn = task.signers.iter().find(|signer| signer.person == person && signer.signed.is_none());
    let Some(turn) = turn.filter(|signer| signer.place != SignerPlace::After || task.handed_on.is_some()) else {
        return Err(not_a_signer(id, &person));
    };
    // A vote waits for those who were asked to sign before.
    if turn.place == SignerPlace::Vote {
        let missing = missing(&task, &[SignerPlace::Before]);
        if !missing.is_empty() {
            return Err(refuse(Refusal::SignersMissing { task: id.to_string(), missing }));
        }
    }
    let element = task.element;
    run.emit(Event::Operated(Operation::Signed { task: id, element, by: person, agree, answers, signatures }));
    go_on(run, id, &by)
}

/// What stands in the way of the holder's completion, before anything happens. True: the holder is done, others go on.
pub(super) fn hands_on(task: &Task, id: TaskId) -> Result<bool, Refusal> {
    if let (Some(_), Some(with)) = (&task.owner, &task.assignee) {
        return Err(Refusal::TaskDelegated { task: id.to_string(), with: with.to_string() });
    }
    let first = missing(task, &[SignerPlace::Before, SignerPlace::Vote]);
    let first =
        if task.handed_on.is_some() { missing(task, &[SignerPlace::After, SignerPlace::Parallel]) } else { first };
    if !first.is_empty() {
        return Err(Refusal::SignersMissing { task: id.to_string(), missing: first });
    }
    Ok(!missing(task, &[SignerPlace::Parallel, SignerPlace::After]).is_empty())
}

/// The answers of the holder with what the signers have said.
pub(super) fn with_signers(task: &Task, answers: Value) -> Value {
    if task.signers.is_empty() {
        return answers;
    }
    let mut all = match answers {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    let said = |signer: &Signer| {
        let signed = signer.signed.as_ref()?;
        let mut entry = match &signed.answers {
            Value::Object(map) => map.clone(),
            _ => Map::new(),
        };
        entry.insert("person".into(), json!(signer.person));
        entry.insert("agree".into(), json!(signed.agree));
        Some(Value::Object(entry))
    };
    all.insert("signers".into(), task.signers.iter().filter_map(said).collect());
    Value::Object(all)
}

/// After a signature or a removal: a vote may be decided, a task handed on may be complete.
fn go_on(run: &mut Run<'_>, id: TaskId, by: &By) -> Done {
    let task = open(run, id)?;
    if let Some(rule) = task.countersign {
        let Some(agreed) = verdict(rule, &task.signers) else { return Ok(()) };
        let answers = with_signers(&task, json!({ "agreed": agreed }));
        return completed(run, id, &task, by.clone(), answers, Vec::new());
    }
    let Some(handed) = task.handed_on.as_deref() else { return Ok(()) };
    if !missing(&task, &[SignerPlace::Parallel, SignerPlace::After]).is_empty() {
        return Ok(());
    }
    let HandedOn { by, answers, signatures } = handed.clone();
    let answers = with_signers(&task, answers);
    completed(run, id, &task, by, answers, signatures)
}

/// Whether the vote is decided, and how.
fn verdict(rule: CountersignRule, signers: &[Signer]) -> Option<bool> {
    let votes = || signers.iter().filter(|signer| signer.place == SignerPlace::Vote);
    let all = votes().count();
    let said = |agree: bool| votes().filter(|vote| vote.signed.as_ref().is_some_and(|s| s.agree == agree)).count();
    let (yes, no) = (said(true), said(false));
    match rule {
        CountersignRule::All => (yes + no == all).then_some(no == 0),
        CountersignRule::Veto => (no > 0 || yes == all).then_some(no == 0),
        CountersignRule::Any => (yes + no > 0).then_some(no == 0),
        CountersignRule::Share(percent) => {
            let enough = |count: usize| count * 100 >= usize::from(percent) * all;
            if all > 0 && enough(yes) { Some(true) } else { (!enough(all - no)).then_some(false) }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::command::Ask;
    use crate::testing::Play;

    const REVIEW: &str = r#"<startEvent id="s"/>
        s -> review
        <userTask id="review"><extensionElements><xe:allow operation="add-signer"/><xe:allow operation="remove-signer"/><xe:allow operation="countersign"/><xe:output name="said" expr="answers"/></extensionElements></userTask>
        review -> done
        <userTask id="done"/>
        done -> e
        <endEvent id="e"/>"#;

    fn by(person: &str) -> By {
        By::Person(person.into())
    }

    fn sign(task: TaskId, agree: bool) -> Ask {
        Ask::Sign { task, agree, answers: json!({ "note": "n" }), signatures: vec![] }
    }

    fn add(task: TaskId, person: &str, place: SignerPlace) -> Ask {
        Ask::AddSigner { task, person: person.into(), place, reason: "复杂".into() }
    }

    fn complete(task: TaskId) -> Ask {
        Ask::Complete { task, answers: json!({ "own": 1 }), signatures: vec![] }
    }

    #[test]
    fn a_signer_before_the_holder_signs_first() {
        let mut case = Play::of(REVIEW);
        let task = case.task("review");
        case.decide(by("甲"), add(task, "乙", SignerPlace::Before)).unwrap();
        case.refused(by("甲"), complete(task), "signers-missing");
        case.refused(by("丙"), sign(task, true), "not-a-signer");
        case.decide(by("乙"), sign(task, true)).unwrap();
        case.refused(by("乙"), sign(task, true), "not-a-signer");
        case.decide(by("甲"), complete(task)).unwrap();
        assert_eq!(case.open(), "done");
        let said = case.variable("said");
        assert_eq!(said, json!({ "own": 1, "signers": [{ "person": "乙", "agree": true, "note": "n" }] }));
    }

    #[test]
    fn signers_beside_and_after_hold_the_task_open() {
        let mut case = Play::of(REVIEW);
        let task = case.task("review");
        case.decide(by("甲"), add(task, "乙", SignerPlace::After)).unwrap();
        case.decide(by("甲"), add(task, "丙", SignerPlace::Parallel)).unwrap();
        case.refused(by("乙"), sign(task, true), "not-a-signer");
        case.decide(by("丙"), sign(task, false)).unwrap();
        case.decide(by("甲"), complete(task)).unwrap();
        assert_eq!(case.open(), "review");
        case.refused(by("甲"), complete(task), "signers-missing");
        case.decide(by("乙"), sign(task, true)).unwrap();
        assert_eq!((case.open().as_str(), case.variable("said")["own"].clone()), ("done", json!(1)));
    }

    #[test]
    fn who_need_not_sign_any_more_does_not_hold_the_task() {
        let mut case = Play::of(REVIEW);
        let task = case.task("review");
        case.decide(by("甲"), add(task, "乙", SignerPlace::After)).unwrap();
        case.decide(by("甲"), complete(task)).unwrap();
        let remove = || Ask::RemoveSigner { task, person: "乙".into(), reason: "休假".into() };
        case.decide(by("甲"), remove()).unwrap();
        assert_eq!(case.open(), "done");
        case.refused(by("甲"), remove(), "task-not-open");
    }

    fn vote(rule: CountersignRule, votes: &[(&str, bool)]) -> (String, Value) {
        let mut case = Play::of(REVIEW);
        let task = case.task("review");
        let persons = ["甲", "乙", "丙"].map(crate::PersonId::from).to_vec();
        case.decide(by("甲"), Ask::Countersign { task, persons, rule }).unwrap();
        case.refused(by("甲"), complete(task), "signers-missing");
        for (person, agree) in votes {
            case.decide(by(person), sign(task, *agree)).unwrap();
        }
        (case.open(), case.variable("said")["agreed"].clone())
    }

    #[test]
    fn a_vote_is_decided_by_its_rule() {
        use CountersignRule::{All, Any, Share, Veto};
        let (open, done) = (|| ("review".to_owned(), Value::Null), |agreed: bool| ("done".to_owned(), json!(agreed)));
        assert_eq!(vote(All, &[("甲", true), ("乙", false)]), open());
        assert_eq!(vote(All, &[("甲", true), ("乙", false), ("丙", true)]), done(false));
        assert_eq!(vote(All, &[("甲", true), ("乙", true), ("丙", true)]), done(true));
        assert_eq!(vote(Veto, &[("乙", false)]), done(false));
        assert_eq!(vote(Veto, &[("乙", true), ("甲", true)]), open());
        assert_eq!(vote(Any, &[("丙", true)]), done(true));
        assert_eq!(vote(Share(60), &[("丙", true), ("甲", true)]), done(true));
        assert_eq!(vote(Share(60), &[("丙", false)]), open());
        assert_eq!(vote(Share(60), &[("丙", false), ("甲", false)]), done(false));
    }

    #[test]
    fn a_vote_needs_different_persons_and_a_share_that_can_be() {
        let mut case = Play::of(REVIEW);
        let task = case.task("review");
        let ask = |persons: &[&str], rule| {
            let persons = persons.iter().map(|person| (*person).into()).collect();
            Ask::Countersign { task, persons, rule }
        };
        case.refused(by("甲"), ask(&["乙", "乙"], CountersignRule::All), "wrong-shape");
        case.refused(by("甲"), ask(&[], CountersignRule::All), "wrong-shape");
        case.refused(by("甲"), ask(&["乙"], CountersignRule::Share(0)), "wrong-shape");
    }
}
