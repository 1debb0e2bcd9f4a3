//! May this person do this now? Role and unit, same and other persons, duties that must be apart, then the act itself on trial.

use super::CaseHost;
use super::draft::{Draft, refuse};
use super::{command, node};
use crate::case::{Actor, Case};
use crate::law::{DutyGroup, NodeLaw};
use exec::host::{Admission, HostRefusal};
use exec::{By, ElementPath};

pub(super) fn admit(host: &CaseHost, ask: &Admission<'_>) -> Result<(), HostRefusal> {
    let By::Person(person) = ask.by else { return Ok(()) };
    let case = host.case();
    let Some(actor) = case.actor_named(&person.0) else {
        return Err(refuse("role-missing", vec![("person", person.to_string())]));
    };
    match ask.command {
        "Host" => host_command(host, &case, actor, ask),
        "Start" => in_unit(&case, actor, None),
        "Suspend" | "Resume" | "Cancel" | "SetVariables" | "Retry" => operator(actor),
        "ResolveIncident" | "Move" | "Restart" | "Migrate" => operator(actor),
        _ => match &ask.element {
            Some(element) => at_node(host, &case, actor, ask, element),
            None => in_unit(&case, actor, None),
        },
    }
}

fn at_node(
    host: &CaseHost,
    case: &Case<'_>,
    actor: &Actor,
    ask: &Admission<'_>,
    element: &ElementPath,
) -> Result<(), HostRefusal> {
    let nothing = NodeLaw::default();
    let node = host.law.node(element.process(), element.element()).unwrap_or(&nothing);
    let completes = matches!(ask.command, "Complete" | "Answer");
    if completes && let Some(step) = &node.unavailable {
        return Err(refuse("step-not-built", vec![("step", step.clone()), ("name", node.name.clone())]));
    }
    // Those who were asked by the holder (to sign, to do the work) need not have the role themselves; duties stay apart.
    if matches!(ask.command, "Sign" | "Resolve") {
        in_unit(case, actor, ask.unit)?;
        same_and_other(case, actor, ask)?;
        apart(case, actor, node)?;
    } else if ask.command != "Assign" {
        role(case, actor, ask)?;
        same_and_other(case, actor, ask)?;
        apart(case, actor, node)?;
    } else {
        in_unit(case, actor, ask.unit)?;
    }
    if completes {
        let mut trial = Draft::new(host);
        node::complete(&mut trial, element, Some(&actor.id), ask.answers, ask.signatures, &ask.scope)?;
    }
    Ok(())
}

/// The person named in the case for the role; before that everybody of the unit who has it.
fn role(case: &Case<'_>, actor: &Actor, ask: &Admission<'_>) -> Result<(), HostRefusal> {
    let Some(role) = ask.role else { return in_unit(case, actor, ask.unit) };
    let title = case.law.roles.get(role).map_or(role, |law| law.title.as_str());
    let missing = |named: Option<&str>| {
        let mut parameters =
            vec![("role", role.to_owned()), ("title", title.to_owned()), ("person", actor.name.clone())];
        if let Some(named) = named {
            let name = case.actor_named(named).map_or(named, |actor| actor.name.as_str());
            parameters.push(("named", name.to_owned()));
        }
        refuse("role-missing", parameters)
    };
    match case.file.person(role) {
        Some(named) if named == actor.id => Ok(()),
        Some(named) => Err(missing(Some(named))),
        None if actor.roles.contains(role) => in_unit(case, actor, ask.unit),
        None => Err(missing(None)),
    }
}

/// A case is handled by its own unit: neither the province above nor another county.
fn in_unit(case: &Case<'_>, actor: &Actor, unit: Option<&str>) -> Result<(), HostRefusal> {
    let needed = unit.unwrap_or(&case.file.unit);
    if actor.unit == needed {
        return Ok(());
    }
    Err(refuse("unit-foreign", vec![("unit", needed.to_owned()), ("person", actor.name.clone())]))
}

fn operator(actor: &Actor) -> Result<(), HostRefusal> {
    if actor.roles.contains("administrator") {
        return Ok(());
    }
    Err(refuse("role-missing", vec![("role", "administrator".to_owned()), ("person", actor.name.clone())]))
}

fn same_and_other(case: &Case<'_>, actor: &Actor, ask: &Admission<'_>) -> Result<(), HostRefusal> {
    let name = |id: &str| case.actor_named(id).map_or_else(|| id.to_owned(), |actor| actor.name.clone());
    if let Some(needed) = ask.same_as.filter(|needed| *needed.0 != *actor.id) {
        return Err(refuse("same-person-needed", vec![("needed", name(&needed.0)), ("person", actor.name.clone())]));
    }
    if ask.not_same_as.iter().any(|other| *other.0 == *actor.id) {
        return Err(refuse("other-person-needed", vec![("person", actor.name.clone())]));
    }
    Ok(())
}

/// Pairs of functions that one person may not combine (procedures.md section 2).
fn excluded_with(case: &Case<'_>, group: DutyGroup) -> Vec<DutyGroup> {
    use DutyGroup::{Decide, Disclose, Hear, Investigate, Legal, Review};
    let mut others = match group {
        Investigate => vec![Review, Legal, Hear, Decide, Disclose],
        Review | Hear | Disclose => vec![Investigate],
        Legal => vec![Investigate, Decide],
        Decide => vec![Investigate, Legal],
    };
    if case.law.agency.apart.case_reviewer_legal_reviewer {
        match group {
            Review => others.push(Legal),
            Legal => others.push(Review),
            _ => {}
        }
    }
    others
}

fn apart(case: &Case<'_>, actor: &Actor, node: &NodeLaw) -> Result<(), HostRefusal> {
    let Some(duty) = node.duty else { return Ok(()) };
    let clash = excluded_with(case, duty).into_iter().find(|group| case.file.group(*group).contains(actor.id.as_str()));
    let Some(group) = clash else { return Ok(()) };
    let earlier = case.file.completed.iter().find(|(path, done)| {
        let own = done.by.as_deref() == Some(actor.id.as_str());
        own && path.split_once('/').and_then(|(p, e)| case.law.node(p, e)).is_some_and(|node| node.duty == Some(group))
    });
    let earlier = earlier
        .and_then(|(path, _)| path.split_once('/'))
        .and_then(|(p, e)| case.law.node(p, e))
        .map(|node| node.name.clone());
    let parameters = vec![
        ("person", actor.name.clone()),
        ("duty", duty.to_string()),
        ("other", group.to_string()),
        ("earlier", earlier.unwrap_or_default()),
    ];
    Err(refuse("duty-separation", parameters))
}

const EVIDENCE_ROLES: [&str; 4] = ["lead_officer", "assist_officer", "clue_clerk", "case_reviewer"];

fn host_command(host: &CaseHost, case: &Case<'_>, actor: &Actor, ask: &Admission<'_>) -> Result<(), HostRefusal> {
    in_unit(case, actor, None)?;
    let wanted = command::HostCommand::read(ask.payload)?;
    let allowed = match &wanted {
        command::HostCommand::EvidenceExclude { .. }
        | command::HostCommand::EvidenceAdd { .. }
        | command::HostCommand::EvidenceAmend { .. } => EVIDENCE_ROLES.iter().any(|role| actor.roles.contains(*role)),
        command::HostCommand::PersonName { .. } => actor.roles.contains("unit_head"),
        command::HostCommand::Act { .. } => true,
    };
    if !allowed {
        return Err(refuse("role-missing", vec![("person", actor.name.clone())]));
    }
    let mut trial = Draft::new(host);
    command::run(&mut trial, ask.payload, Some(&actor.id))
}
