//! Payments that the collecting bank reports. Nobody else marks a fine as paid.

use crate::App;
use crate::commands::Order;
use crate::portal::hex;
use crate::refusal::{Failure, Refusal, refuse};
use exec::{Ask, By};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::record::list::CaseName;
use store::record::portal::{MessageRow, WebhookRow, WebhookSeen};
use utoipa::ToSchema;

/// A report of the bank.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Payment {
    /// `payment.received`
    #[serde(rename = "type")]
    pub kind: String,
    pub data: PaymentData,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PaymentData {
    pub decision_no: String,
    /// 27-digit action code.
    pub action_code: String,
    /// Yuan, as decimal text.
    pub amount: String,
    pub currency: String,
    /// Legal day.
    pub paid_on: String,
    pub bank_reference: String,
}

/// What the bank is answered.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Reported {
    pub id: String,
    /// `recorded` or `unmatched`.
    pub state: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub case: Option<String>,
}

/// What the demonstration's bank sends.
pub struct SimulatedPayment {
    pub sender: String,
    pub id: String,
    pub body: Payment,
}

impl App {
    /// Books a report. The same id and body get the first answer again.
    ///
    /// # Errors
    /// `request-unreadable`, `command-id-reused`; the store is not available.
    pub async fn report_payment(&self, sender: &str, id: &str, body: &[u8], now: i64) -> Result<Reported, Failure> {
        let digest = hex(&Sha256::digest(body));
        match self.store().webhook_seen(sender, id, &digest).await.map_err(Failure::fault)? {
            WebhookSeen::Same(row) => return serde_json::from_slice(&row.answer).map_err(Failure::fault),
            WebhookSeen::Other => return refuse("command-id-reused"),
            WebhookSeen::New => {}
        }
        let payment: Payment = serde_json::from_slice(body)
            .map_err(|e| Refusal::new("request-unreadable").with("place", "body").with("text", e.to_string()))?;
        let reported = self.book(sender, id, &payment, now).await?;
        let answer = serde_json::to_vec(&reported).map_err(Failure::fault)?;
        let row =
            WebhookRow { sender: sender.into(), id: id.into(), body_digest: digest, status: 202, answer, at_ms: now };
        self.store().remember_webhook(row).await.map_err(Failure::fault)?;
        Ok(reported)
    }

    async fn book(&self, sender: &str, id: &str, payment: &Payment, now: i64) -> Result<Reported, Failure> {
        let name = CaseName::ActionCode(payment.data.action_code.clone());
        let case = self.store().find_case(&name).await.map_err(Failure::fault)?;
        if payment.kind == "payment.received"
            && let Some(case) = case
        {
            let payload = serde_json::to_value(&payment.data).map_err(Failure::fault)?;
            let ask = Ask::External { message: payment.kind.clone(), key: payment.data.action_code.clone(), payload };
            let order = Order::new(&case, &format!("{sender}:{id}"), "payments/report", By::Agency(sender.into()), now)
                .ask(ask);
            match self.carry_out(order).await {
                Ok(_) => return Ok(Reported { id: id.into(), state: "recorded".into(), case: Some(case) }),
                Err(Failure::Refused(refusal)) => tracing::warn!(%refusal, case, "payment does not fit the case"),
                Err(fault) => return Err(fault),
            }
        }
        self.note_unmatched(id, payment, now).await?;
        Ok(Reported { id: id.into(), state: "unmatched".into(), case: None })
    }

    /// A payment that fits no case is kept for finance; money is never lost in a log.
    async fn note_unmatched(&self, id: &str, payment: &Payment, now: i64) -> Result<(), Failure> {
        let row = MessageRow {
            key: format!("payment-unmatched:{id}"),
            case: None,
            channel: "finance".into(),
            receiver: "finance".into(),
            subject: "到账与案件不符，请核对".into(),
            body: serde_json::to_string(payment).map_err(Failure::fault)?,
            state: "open".into(),
            at_ms: now,
            data: Value::Null.to_string(),
        };
        self.store().log_message(row).await.map_err(Failure::fault)
    }

    /// What the demonstration's bank sends for a case: its decision, its fine, paid today.
    ///
    /// # Errors
    /// `demo-only`, `case-not-found`, `not-found` without a decision; the store is not available.
    pub async fn demo_payment(&self, case: &str, now: i64) -> Result<SimulatedPayment, Failure> {
        if !self.is_demo() {
            return refuse("demo-only");
        }
        let loaded = self.load(case).await?;
        let fine = loaded.file.sheet().map(|s| domain::money::text(s.fine)).unwrap_or_default();
        let data = json!({
            "decision_no": loaded.head.decision_no.clone().unwrap_or_default(), "action_code": loaded.head.action_code.clone().unwrap_or_default(),
            "amount": fine, "currency": "CNY", "paid_on": crate::time::day_of(now), "bank_reference": "演示流水",
        });
        let data: PaymentData = serde_json::from_value(data).map_err(Failure::fault)?;
        if data.decision_no.is_empty() {
            return refuse("not-found");
        }
        let id = format!("pay-{}", data.action_code);
        Ok(SimulatedPayment {
            sender: crate::keys::DEMO_BANK.into(),
            id,
            body: Payment { kind: "payment.received".into(), data },
        })
    }
}
