//! What other organisations report. The collecting bank: nobody else marks a fine as paid (罚缴分离, 行政处罚法 67).

use super::act::{self, Act};
use super::draft::{Draft, refuse};
use crate::law::ActName;
use crate::money;
use exec::host::{HostRefusal, Wish};
use serde::Deserialize;
use serde_json::{Value, json};

/// `data` of `payment.received` (`examples/runtime/payment.http`).
#[derive(Debug, Deserialize)]
struct Payment {
    decision_no: String,
    action_code: String,
    amount: String,
    currency: String,
    paid_on: jiff::civil::Date,
    bank_reference: String,
}

pub(super) fn received(draft: &mut Draft<'_>, message: &str, payload: &Value) -> Result<(), HostRefusal> {
    match message {
        "payment.received" => payment(draft, payload),
        _ => Ok(()),
    }
}

/// # Errors
/// `payment-unmatched`: unknown decision or code, other amount or currency. `app` puts it before a person of finance.
fn payment(draft: &mut Draft<'_>, payload: &Value) -> Result<(), HostRefusal> {
    let data = payload.get("data").unwrap_or(payload);
    let unmatched = |what: &str| refuse("payment-unmatched", vec![("what", what.to_owned())]);
    let payment: Payment = serde_json::from_value(data.clone()).map_err(|error| {
        let mut refusal = unmatched("payload");
        refusal.parameters.push(("text".to_owned(), error.to_string()));
        refusal
    })?;
    let case = draft.case();
    if case.file.text("payment.reference") == Some(payment.bank_reference.as_str()) {
        return Ok(());
    }
    let same = |path: &str, found: &str| case.value(path).is_some_and(|value| value == json!(found));
    if !same("case.action_code", &payment.action_code) {
        return Err(unmatched("action_code"));
    }
    if !same("decision.no", &payment.decision_no) {
        return Err(unmatched("decision_no"));
    }
    let due = case.file.fact("decision.fine").and_then(money::read);
    let paid = money::parse(&payment.amount);
    if payment.currency != "CNY" || paid.is_none() || paid != due || case.file.fact("payment.amount").is_some() {
        return Err(unmatched("amount"));
    }
    let amount = paid.map(money::text).unwrap_or_default();
    let act = Act {
        name: ActName::PaymentRecord,
        kind: None,
        outcome: None,
        document: None,
        on: payment.paid_on,
        by: None,
        signatures: &[],
        duty: None,
        role: None,
        element: None,
        certificate_shown: false,
        instance: None,
        file: None,
    };
    act::perform(draft, act)?;
    for (path, value) in [
        ("payment.amount", json!(amount)),
        ("payment.paid_on", json!(payment.paid_on)),
        ("payment.reference", json!(payment.bank_reference)),
    ] {
        draft.write(path, value, None, Some("payment.received"));
    }
    draft.wish(Wish::Deliver { message: "payment.received".to_owned(), key: String::new() });
    Ok(())
}
