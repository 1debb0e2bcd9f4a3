//! Multi-instance: a round for each item of a collection, or as many as the cardinality says.
//!
//!   started ──(parallel)──▶ all rounds at once;  (sequential)──▶ one after the other
//!   round ended ──▶ behaviour events thrown to the boundary ──(completion condition true)──▶ the rest cancelled ──▶ done
//!   all ended ──▶ outputs collected ──▶ done
//!
//! What a behaviour throws starts the boundary event's path beside the activity and never ends the activity that throws it
//! (BPMN 10.2.9, Table 10.30: the event is thrown for an instance that completes, the activity goes on).

use bpmn::process::{Behavior, EventDefinition, MultiInstance, NodeIx, NodeKind};
use script::Value as V;
use serde_json::Value;

use super::{activity, repeat, signal, trigger};
use crate::Variables;
use crate::event::{Ending, Event};
use crate::ids::ScopeId;
use crate::incident::Incident;
use crate::limits;
use crate::run::{Done, Extra, Here, Run, Step, Stuck};
use crate::state::Rounds;

/// How many rounds, over which items.
pub(super) fn start(run: &mut Run<'_>, here: &Here<'_>, multi: &MultiInstance) -> Done {
    // The collection may be a data input that the activity's own associations fill.
    let own = activity::own_data(run, here)?;
    let view = crate::host::Scope::of_token(&run.case, here.token, None);
    let of = |name: &str| own.get(name).filter(|value| !value.is_null()).or_else(|| view.variable(name));
    let items = match &multi.input {
        None => Vec::new(),
        Some(input) => match of(&input.collection) {
            Some(V::List(items)) => items.clone(),
            None | Some(V::Null) if multi.cardinality.is_some() => Vec::new(),
            other => {
                let found = other.map_or("nothing", V::word).to_owned();
                return Err(
                    Incident::WrongValue { expected: format!("a list in `{}`", input.collection), found }.into()
                );
            }
        },
    };
    let total = match &multi.cardinality {
        None => items.len(),
        Some(cardinality) => {
            let value = run.eval(here.token, cardinality, "loopCardinality", Extra::default())?;
            let number = value.as_int().or_else(|| value.as_text().and_then(|text| text.trim().parse().ok()));
            match number.and_then(|number| usize::try_from(number).ok()) {
                Some(number) => number,
                None => {
                    let found = value.to_json().to_string();
                    return Err(
                        Incident::WrongValue { expected: "a number of instances, 0 or more".into(), found }.into()
                    );
                }
            }
        }
    };
    if multi.sequential {
        // One after the other: never more than one token, but the count must stay a count.
        if total > limits::TOKENS_PER_CASE_MAX {
            return Err(Incident::TooManyTokens { limit: limits::TOKENS_PER_CASE_MAX }.into());
        }
    } else {
        run.room_for(total)?;
    }
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    run.emit(Event::LoopStarted { token: here.token, element: here.path(), total, variables: items });
    Ok(())
}

/// The numbers that conditions and rounds may read (BPMN Table 10.31).
fn numbers(rounds: &Rounds, counter: u32) -> Variables {
    let int = |number: u32| V::Int(i64::from(number));
    Variables::from([
        ("loopCounter".into(), int(counter)),
        ("numberOfInstances".into(), int(rounds.total)),
        ("numberOfActiveInstances".into(), int(rounds.begun.saturating_sub(rounds.done))),
        ("numberOfCompletedInstances".into(), int(rounds.done)),
        ("numberOfTerminatedInstances".into(), int(0)),
    ])
}

/// Opens what is to be opened, or ends the activity.
pub(super) fn next(run: &mut Run<'_>, here: &Here<'_>, rounds: &Rounds, multi: &MultiInstance) -> Done {
    if rounds.done >= rounds.total {
        return complete(run, here, rounds, multi);
    }
    let upto = if multi.sequential { (rounds.done + 1).min(rounds.total) } else { rounds.total };
    for nth in rounds.begun..upto {
        let mut variables = numbers(rounds, nth + 1);
        if let Some(input) = &multi.input {
            let name = input.item.clone().unwrap_or_else(|| "item".into());
            variables.insert(name, rounds.items.get(nth as usize).cloned().unwrap_or_default());
        }
        if let Some(item) = multi.output.as_ref().and_then(|output| output.item.clone()) {
            variables.entry(item).or_default();
        }
        repeat::open_round(run, here, variables)?;
    }
    Ok(())
}

fn complete(run: &mut Run<'_>, here: &Here<'_>, rounds: &Rounds, multi: &MultiInstance) -> Done {
    if let Some(output) = &multi.output {
        let collected = Variables::from([(output.collection.clone(), V::List(rounds.outputs.clone()))]);
        run.assign_in(here.scope, collected)?;
    }
    repeat::done(run, here.token);
    Ok(())
}

/// What a round leaves for the output collection.
pub(super) fn output_of(run: &Run<'_>, scope: ScopeId, multi: &MultiInstance) -> V {
    let Some(item) = multi.output.as_ref().map(|output| output.item.as_deref().unwrap_or("item")) else {
        return V::Null;
    };
    crate::host::Scope::new(&run.case, Some(scope), None, None).variable(item).cloned().unwrap_or_default()
}

/// After a round: events of the behaviour, then the completion condition.
pub(super) fn after_round(run: &mut Run<'_>, here: &Here<'_>, multi: &MultiInstance, variables: Variables) -> Done {
    let Some(rounds) = repeat::rounds(run, here.token) else { return Ok(()) };
    let counter =
        variables.get("loopCounter").and_then(V::as_int).and_then(|n| u32::try_from(n).ok()).unwrap_or(rounds.done);
    let mut names = variables;
    names.extend(numbers(&rounds, counter));
    match &multi.behavior {
        Behavior::All => {}
        Behavior::None(event) => throw(run, here, event.as_ref())?,
        Behavior::One(event) => {
            if rounds.done == 1 {
                throw(run, here, event.as_ref())?;
            }
        }
        Behavior::Complex(entries) => {
            for entry in entries {
                if run.holds(here.token, &entry.condition, "behavior", Extra::values(&names))? {
                    entry.events.iter().try_for_each(|event| throw(run, here, Some(event)))?;
                }
            }
        }
    }
    if let Some(condition) = &multi.completion
        && rounds.done < rounds.total
        && run.holds(here.token, condition, "completionCondition", Extra::values(&names))?
    {
        let open = run.case.tokens.get(&here.token).map(|token| token.children.clone()).unwrap_or_default();
        open.into_iter().for_each(|scope| run.cancel_scope(scope, Ending::Cancelled));
        return complete(run, here, &rounds, multi);
    }
    Ok(())
}

fn name_of(definition: &EventDefinition) -> Option<&str> {
    match definition {
        EventDefinition::Signal(signal) => Some(&signal.name),
        EventDefinition::Message(event) => event.message.as_ref().map(|message| &*message.name),
        EventDefinition::Escalation(escalation) => escalation.as_ref().map(|escalation| &*escalation.code),
        _ => None,
    }
}

/// Throws an event of the behaviour to the boundary; without a definition any signal boundary event takes it.
fn throw(run: &mut Run<'_>, here: &Here<'_>, event: Option<&EventDefinition>) -> Result<(), Stuck> {
    let boundaries = here.node.activity.as_ref().map(|activity| activity.boundary.as_slice()).unwrap_or_default();
    let takes = |definition: &EventDefinition| match event {
        None => matches!(definition, EventDefinition::Signal(_)),
        Some(event) => {
            std::mem::discriminant(event) == std::mem::discriminant(definition)
                && (name_of(definition).is_none() || name_of(definition) == name_of(event))
        }
    };
    let matching = |ix: &&NodeIx| match &here.loaded.process.node(**ix).kind {
        NodeKind::BoundaryEvent { trigger, .. } => trigger.definitions.iter().any(takes),
        _ => false,
    };
    if let Some(boundary) = boundaries.iter().find(matching) {
        let token = run.new_token()?;
        let element = here.loaded.path(*boundary).clone();
        run.emit(Event::TokenCreated { token, scope: here.scope, element, handler_for: None });
        run.later(Step::Enter(token));
        return trigger::absorb(run, token, here.loaded.process.node(*boundary), &Value::Null);
    }
    if let Some(EventDefinition::Signal(thrown)) = event {
        run.emit(Event::SignalThrown { signal: thrown.name.to_string(), element: here.path() });
        signal::broadcast(run, &thrown.name, &Value::Null)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Play;

    fn several(attributes: &str, inside: &str) -> String {
        format!(
            r#"<startEvent id="s"/>
            s -> a
            <userTask id="a"><extensionElements><xe:output name="votes" expr="votes + 1"/></extensionElements><multiInstanceLoopCharacteristics {attributes}>{inside}</multiInstanceLoopCharacteristics></userTask>
            a -> b
            <userTask id="b"/>"#
        )
    }

    const THREE: &str = r#"<loopCardinality xsi:type="tFormalExpression">3</loopCardinality>"#;

    #[test]
    fn rounds_run_beside_each_other_or_one_after_the_other() {
        let mut case = Play::of_with(&several("isSequential=\"false\"", THREE), json!({ "votes": 0 }));
        assert_eq!(case.open(), "a a a");
        (0..3).for_each(|_| case.does("a"));
        assert_eq!((case.open().as_str(), case.variable("votes")), ("b", json!(3)));
        let mut case = Play::of_with(&several("isSequential=\"true\"", THREE), json!({ "votes": 0 }));
        for _ in 0..3 {
            assert_eq!(case.open(), "a");
            case.does("a");
        }
        assert_eq!(case.open(), "b");
    }

    #[test]
    fn the_completion_condition_cancels_the_rest() {
        let two = format!(
            "{THREE}<completionCondition xsi:type=\"tFormalExpression\">numberOfCompletedInstances &gt;= 2</completionCondition>"
        );
        let mut case = Play::of_with(&several("", &two), json!({ "votes": 0 }));
        case.does("a");
        assert_eq!(case.open(), "a a");
        case.does("a");
        assert_eq!(case.open(), "b");
    }

    #[test]
    fn none_is_as_good_as_done_and_a_negative_number_is_an_incident() {
        let zero = THREE.replace('3', "n");
        assert_eq!(Play::of_with(&several("", &zero), json!({ "n": 0, "votes": 0 })).open(), "b");
        assert_eq!(Play::of_with(&several("", &zero), json!({ "n": -1, "votes": 0 })).incidents(), "wrong-value");
    }
}
