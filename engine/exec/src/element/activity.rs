//! What every activity has beside its kind: tokens gathered before the start, boundary events, data read and written, the record
//! for compensation.

use bpmn::process::{Association, NodeKind};
use script::Value as V;

use super::{compensation, trigger};
use crate::Variables;
use crate::event::Event;
use crate::ids::TokenId;
use crate::incident::Incident;
use crate::run::{Done, Extra, Here, Run};
use crate::state::{Holder, ScopeKind};

/// Whether the token stands for one round of the loop at its element, not for the activity as a whole.
pub(crate) fn is_round(run: &Run<'_>, here: &Here<'_>) -> bool {
    let scope = run.case.scopes.get(&here.scope);
    scope.is_some_and(|scope| {
        scope.kind == ScopeKind::Round && scope.element.as_ref() == Some(here.loaded.path(here.ix))
    })
}

/// `startQuantity`: parks the token until enough have come, then goes on with one. True: not enough yet.
pub(super) fn gathers(run: &mut Run<'_>, here: &Here<'_>) -> bool {
    let needed = here.node.activity.as_ref().map_or(1, |activity| activity.start_quantity.max(1)) as usize;
    if needed == 1 || is_round(run, here) {
        return false;
    }
    let path = here.path();
    let parked = run.case.scopes.get(&here.scope).and_then(|scope| scope.parked.get(&path)).map_or(0, Vec::len);
    run.emit(Event::TokenParked { token: here.token, element: path.clone() });
    if parked + 1 < needed {
        return true;
    }
    let parked = run.case.scopes.get(&here.scope).and_then(|scope| scope.parked.get(&path));
    let merged = parked.into_iter().flatten().copied().filter(|token| *token != here.token).take(needed - 1).collect();
    run.emit(Event::Joined { token: here.token, element: path, merged });
    false
}

/// Boundary events begin to listen.
pub(super) fn prepare(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    let Some(activity) = &here.node.activity else { return Ok(()) };
    if activity.boundary.is_empty() || is_round(run, here) {
        return Ok(());
    }
    for boundary in &activity.boundary {
        let node = here.loaded.process.node(*boundary);
        if let NodeKind::BoundaryEvent { trigger: catch, .. } = &node.kind {
            trigger::arm(run, here, Holder::Token(here.token), *boundary, catch)?;
        }
    }
    Ok(())
}

/// Inputs and properties, seen by this activity only. Containers take them as variables of their own scope.
pub(super) fn inputs(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    if here.node.kind.opens().is_some() || matches!(here.node.kind, NodeKind::CallActivity { .. }) {
        return Ok(());
    }
    let values = own_data(run, here)?;
    run.assign_local(here.token, values)
}

/// The values of an activity's inputs (`xe:input`), data inputs and properties.
pub(super) fn own_data(run: &Run<'_>, here: &Here<'_>) -> Result<Variables, crate::run::Stuck> {
    let mut values = Variables::new();
    if let Some(activity) = &here.node.activity
        && !activity.data.is_empty()
    {
        let data = &activity.data;
        for item in data.properties.iter().chain(&data.outputs).chain(&data.inputs) {
            values.insert(item.variable.clone(), V::Null);
        }
        for association in &data.reads {
            carry(run, here.token, association, &mut values)?;
        }
    }
    values.extend(run.map(here.token, &here.node.extension.inputs, Extra::default())?);
    Ok(values)
}

/// Outputs, data outputs, and the end of what was only the activity's own.
pub(super) fn outputs(run: &mut Run<'_>, here: &Here<'_>, values: Variables) -> Done {
    let mut outside = values;
    if let Some(activity) = &here.node.activity {
        for association in &activity.data.writes {
            carry(run, here.token, association, &mut outside)?;
        }
    }
    run.assign_in(here.scope, outside)
}

/// One data association: into `values`, which later associations read first.
pub(super) fn carry(run: &Run<'_>, token: TokenId, association: &Association, values: &mut Variables) -> Done {
    let view = crate::host::Scope::of_token(&run.case, token, None);
    if let Some(transformation) = &association.transformation {
        let value = run.eval(token, transformation, "transformation", Extra::values(&values.clone()))?;
        values.insert(association.target.clone(), value);
    } else if association.assignments.is_empty() {
        let source = association.sources.first();
        // A source without a value leaves the target as it is.
        if let Some(value) = source.and_then(|source| view.variable(source)).filter(|value| !value.is_null()) {
            values.insert(association.target.clone(), value.clone());
        }
    }
    for assignment in &association.assignments {
        let value = run.eval(token, &assignment.from, "assignment", Extra::values(&values.clone()))?;
        let Some((name, keys)) = assignment.to.split_first() else { continue };
        let mut whole = values.get(name).or_else(|| view.variable(name)).cloned().unwrap_or_default();
        put(&mut whole, keys, value)?;
        values.insert(name.clone(), whole);
    }
    Ok(())
}

fn put(whole: &mut V, keys: &[bpmn::process::Name], value: V) -> Done {
    let Some((key, rest)) = keys.split_first() else {
        *whole = value;
        return Ok(());
    };
    if whole.is_null() {
        *whole = V::Map(Variables::new());
    }
    match whole {
        V::Map(map) => put(map.entry(key.clone()).or_default(), rest, value),
        other => {
            Err(Incident::WrongValue { expected: format!("a map to put `{key}` in"), found: other.word().into() }
                .into())
        }
    }
}

/// The activity is done: a record where it can be compensated.
pub(super) fn left(run: &mut Run<'_>, here: &Here<'_>) {
    if compensation::leaves_record(run, here) {
        let record = Some(run.case.next.record + 1);
        run.emit(Event::NodeLeft { token: here.token, element: here.path(), record });
    }
}
