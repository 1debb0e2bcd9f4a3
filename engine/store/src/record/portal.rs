//! The public portal's own records, webhooks of agencies, and the log of what was sent. None of them refers to case tables.

use super::Window;
use sqlx::FromRow;

/// A published decision as the portal holds it: only what the disclosure plan named.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct PublicationRow {
    /// Made by the sender; a repeat of the same id and revision changes nothing.
    pub id: String,
    /// Counted by the sender; a lower one than stored is ignored.
    pub revision: i64,
    /// 27-digit action code.
    pub action_code: String,
    pub decision_no: String,
    pub title: String,
    pub party_name: String,
    pub agency: String,
    /// Region code of the agency.
    pub region: String,
    pub decided_on: String,
    /// Public fields, JSON.
    pub content: String,
    /// Blob of the redacted PDF.
    pub pdf_digest: Option<String>,
    pub published_at: i64,
    /// Last day of the publication; none: no end.
    pub until: Option<String>,
    pub withdrawn_at: Option<i64>,
    pub withdrawn_reason: Option<String>,
}

/// What the portal's list asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicationFilter {
    /// Part of the party's name, the title or the decision number, or a whole action code.
    pub text: Option<String>,
    pub region_prefix: Option<String>,
    /// Year of the decision (`2026`).
    pub year: Option<String>,
    pub window: Window,
}

/// A call of an agency, remembered by its id.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct WebhookRow {
    /// Key name of the sender.
    pub sender: String,
    pub id: String,
    pub body_digest: String,
    pub status: i64,
    pub answer: Vec<u8>,
    pub at_ms: i64,
}

/// What a repeated webhook means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebhookSeen {
    /// Not seen before.
    New,
    /// Same id and body: give this answer again.
    Same(WebhookRow),
    /// Same id, other body: refuse (`command-id-reused`).
    Other,
}

/// Something that was sent to somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct MessageRow {
    /// Stable key of the effect; a repeat replaces the row.
    pub key: String,
    #[sqlx(rename = "case_id")]
    pub case: Option<String>,
    /// `mail`, `sms`, `disclosure`, `inbox` …
    pub channel: String,
    pub receiver: String,
    pub subject: String,
    pub body: String,
    /// `sent`, `failed` …
    pub state: String,
    pub at_ms: i64,
    pub data: String,
}
