//! What other agencies call: signed requests after the Standard Webhooks header format.
//!
//! Signed text: `id.timestamp.body`, HMAC-SHA-256 with the key that the bearer name stands for. The timestamp may be off
//! by 300 seconds. The same id with the same body gets the first answer again; with another body 422.

use crate::problem::{Bytes, Json, Problem};
use crate::shell::Shell;
use app::keys::Purpose;
use app::payments::{Payment, Reported};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How far the sender's clock may be off, seconds.
const SKEW_SECONDS: i64 = 300;

/// A verified call: who sent it, its id and its body.
pub struct Signed {
    pub sender: String,
    pub id: String,
}

/// Checks the signature of a call: the key must be one for this purpose.
///
/// # Errors
/// `signature-invalid` for an unknown key or a wrong signature, `signature-stale` for an old or future timestamp.
pub fn verify(shell: &Shell, purpose: Purpose, headers: &HeaderMap, body: &[u8]) -> Result<Signed, Problem> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_string();
    let sender = text("authorization").strip_prefix("Bearer ").unwrap_or_default().to_string();
    let (id, stamp) = (text("webhook-id"), text("webhook-timestamp"));
    let invalid = || Problem::of("signature-invalid");
    let key = shell.app().key(purpose, &sender).ok_or_else(invalid)?;
    if id.is_empty() || id.len() > 120 {
        return Err(invalid());
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| invalid())?;
    mac.update(format!("{id}.{stamp}.").as_bytes());
    mac.update(body);
    let given = text("webhook-signature");
    let good = given
        .split(' ')
        .filter_map(|s| s.strip_prefix("v1,"))
        .filter_map(|s| STANDARD.decode(s).ok())
        .any(|s| mac.clone().verify_slice(&s).is_ok());
    if !good {
        return Err(invalid());
    }
    let seconds: i64 = stamp.parse().map_err(|_| invalid())?;
    // The demonstration's clock may run ahead; a sender follows the product's clock there, so both are compared with `now`.
    if (shell.now() / 1000 - seconds).abs() > SKEW_SECONDS {
        return Err(Problem::of("signature-stale"));
    }
    Ok(Signed { sender, id })
}

/// Headers of a call signed by us.
pub fn sign(key: &[u8], sender: &str, id: &str, seconds: i64, body: &[u8]) -> Option<HeaderMap> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(format!("{id}.{seconds}.").as_bytes());
    mac.update(body);
    let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    let mut headers = HeaderMap::new();
    headers.insert("authorization", format!("Bearer {sender}").parse().ok()?);
    headers.insert("webhook-id", id.parse().ok()?);
    headers.insert("webhook-timestamp", seconds.to_string().parse().ok()?);
    headers.insert("webhook-signature", signature.parse().ok()?);
    Some(headers)
}

/// The collecting bank reports a payment.
#[utoipa::path(post, path = "/agency/v1/payments", request_body = Payment, responses((status = 202, body = Reported), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn payment(State(shell): State<Shell>, headers: HeaderMap, Bytes(body): Bytes) -> Result<Response, Problem> {
    let signed = verify(&shell, Purpose::Payments, &headers, &body)?;
    let reported = shell.app().report_payment(&signed.sender, &signed.id, &body, shell.now()).await?;
    Ok((StatusCode::ACCEPTED, Json(reported)).into_response())
}

/// The bank simulator of the demonstration: the same signed call, sent to ourselves.
///
/// # Errors
/// What the route answers.
pub async fn report_payment(shell: &Shell, payment: &app::payments::SimulatedPayment) -> Result<Reported, Problem> {
    let body = serde_json::to_vec(&payment.body).map_err(Problem::fault)?;
    let key = shell.app().key(Purpose::Payments, &payment.sender).ok_or_else(|| Problem::of("signature-invalid"))?;
    let headers = sign(key, &payment.sender, &payment.id, shell.now() / 1000, &body)
        .ok_or_else(|| Problem::of("signature-invalid"))?;
    let signed = verify(shell, Purpose::Payments, &headers, &body)?;
    Ok(shell.app().report_payment(&signed.sender, &signed.id, &body, shell.now()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_of_the_contract_is_reproduced() {
        let body = r#"{"type":"payment.received","data":{"decision_no":"示环罚〔2026〕1号","action_code":"039999010012608170001070012","amount":"10000","currency":"CNY","paid_on":"2026-09-10","bank_reference":"DEMO-0001"}}"#;
        let headers = sign(
            b"demonstration key, never a real one",
            "bank-demo-key-id",
            "pay-DEMO-0001",
            1_789_002_000,
            body.as_bytes(),
        );
        let signature =
            headers.and_then(|h| h.get("webhook-signature").and_then(|v| v.to_str().ok()).map(str::to_string));
        assert_eq!(signature.as_deref(), Some("v1,rCcUBWlhub6zFppg0rK1pRTKa8HkXrhudrPUybC0CRY="));
    }
}
