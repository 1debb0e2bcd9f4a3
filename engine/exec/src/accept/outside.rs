//! What comes from outside the diagram: answers of people to waiting messages, reports of other systems, messages and signals,
//! changes of the host's own record.

use serde_json::Value;

use super::{object, people, refuse};
use crate::command::By;
use crate::element::{message, signal};
use crate::event::Event;
use crate::host::{Admission, Scope};
use crate::ids::{ElementPath, SubscriptionId, TokenId};
use crate::refusal::Refusal;
use crate::release::Release;
use crate::run::{Done, Run, Step};
use crate::state::{CaseState, Holder, Trigger};

/// The subscription that people may answer: a message with a role or a form.
fn answerable(case: &CaseState, element: &ElementPath) -> Option<(SubscriptionId, Holder)> {
    let mut catches = case.subscriptions.iter();
    let found = catches.find(|(_, catch)| {
        catch.element == *element
            && matches!(catch.trigger, Trigger::Message { .. })
            && (catch.role.is_some() || catch.form.is_some())
    });
    found.map(|(id, catch)| (*id, catch.holder))
}

fn not_waiting(element: &ElementPath) -> Refusal {
    Refusal::NotWaiting { element: element.to_string() }
}

pub(super) fn about_answer<'a>(
    release: &'a Release,
    case: &'a CaseState,
    element: &'a ElementPath,
    admission: &mut Admission<'a>,
) -> Result<(), Refusal> {
    let (id, holder) = answerable(case, element).ok_or_else(|| not_waiting(element))?;
    admission.element = Some(element.clone());
    admission.role = case.subscriptions.get(&id).and_then(|catch| catch.role.as_deref());
    let node =
        release.process(element.process()).and_then(|process| Some(process.node(process.find(element.element())?)));
    let assign = node.and_then(|node| node.extension.assign.as_ref());
    admission.unit = assign.and_then(|assign| assign.unit.as_deref());
    let answers = Some(admission.answers);
    admission.scope = match holder {
        Holder::Token(token) => Scope::of_token(case, token, answers),
        Holder::Scope(scope) => Scope::new(case, Some(scope), None, answers),
        Holder::Case => Scope::new(case, None, None, answers),
    };
    people(release, case, element, admission);
    Ok(())
}

pub(super) fn answer(run: &mut Run<'_>, element: &ElementPath, answers: Value, signatures: Vec<Value>, by: By) -> Done {
    let (subscription, holder) = answerable(&run.case, element).ok_or_else(|| refuse(not_waiting(element)))?;
    let token = match holder {
        Holder::Token(token) => token,
        Holder::Scope(_) | Holder::Case => crate::ids::Id(0),
    };
    let event = Event::MessageAnswered {
        subscription,
        element: element.clone(),
        token,
        by,
        answers: answers.clone(),
        signatures,
    };
    tell(run, holder, token, event)?;
    run.later(Step::Trigger(holder, element.clone(), answers));
    Ok(())
}

fn tell(run: &mut Run<'_>, holder: Holder, token: TokenId, event: Event) -> Done {
    match holder {
        Holder::Token(_) => run.tell(token, event),
        Holder::Scope(scope) => run.tell_in(Some(scope), event),
        Holder::Case => run.tell_in(None, event),
    }
}

/// Another system reports: only the host says what follows.
pub(super) fn external(run: &mut Run<'_>, message: String, key: String, payload: Value, by: By) -> Done {
    object(&payload, "payload as an object").map_err(refuse)?;
    run.tell_in(None, Event::ExternalReceived { message, key, payload, by })
}

pub(super) fn correlate(run: &mut Run<'_>, name: &str, key: &str, payload: &Value) -> Done {
    object(payload, "payload as an object").map_err(refuse)?;
    if message::deliver(run, name, key, payload)? {
        return Ok(());
    }
    Err(refuse(Refusal::NothingWaits { message: name.to_owned() }))
}

/// A signal that nobody awaits is no mistake.
pub(super) fn signal(run: &mut Run<'_>, name: &str, payload: &Value) -> Done {
    object(payload, "payload as an object").map_err(refuse)?;
    signal::broadcast(run, name, payload).map(|_| ())
}

pub(super) fn host(run: &mut Run<'_>, payload: Value, by: By) -> Done {
    run.tell_in(None, Event::HostAsked { payload, by })
}
