//! The public portal's own records, webhooks of agencies, the log of what was sent.

use super::Store;
use crate::error::StoreError;
use crate::record::Page;
use crate::record::portal::{MessageRow, PublicationFilter, PublicationRow, WebhookRow, WebhookSeen};
use crate::work::{read, transact};

impl Store {
    /// Stores a publication (or its correction or withdrawal, as a higher revision). Answers whether it changed anything.
    pub async fn put_publication(&self, publication: PublicationRow) -> Result<bool, StoreError> {
        transact!(self, portal::publish(publication))
    }

    /// One publication.
    pub async fn publication(&self, id: &str) -> Result<Option<PublicationRow>, StoreError> {
        read!(self, portal::publication(id))
    }

    /// Publications of an action code, the newest first.
    pub async fn publications_of_code(&self, action_code: &str) -> Result<Vec<PublicationRow>, StoreError> {
        read!(self, portal::by_action_code(action_code))
    }

    /// Publications, the latest decision first; withdrawn ones stay in the list.
    pub async fn publications(&self, filter: &PublicationFilter) -> Result<Page<PublicationRow>, StoreError> {
        read!(self, portal::publications(filter))
    }

    /// Whether a webhook came before.
    pub async fn webhook_seen(&self, sender: &str, id: &str, body_digest: &str) -> Result<WebhookSeen, StoreError> {
        let row: Result<Option<WebhookRow>, StoreError> = read!(self, portal::webhook(sender, id));
        Ok(match row? {
            None => WebhookSeen::New,
            Some(row) if row.body_digest == body_digest => WebhookSeen::Same(row),
            Some(_) => WebhookSeen::Other,
        })
    }

    /// Remembers the answer to a webhook; answers the row that is stored, which is an earlier one where two came at once.
    /// The effect itself must be a command with an id made of the webhook's, so that it happens once whatever is lost in between.
    pub async fn remember_webhook(&self, webhook: WebhookRow) -> Result<WebhookRow, StoreError> {
        transact!(self, portal::remember_webhook(webhook))
    }

    /// Logs something that was sent. A repeat of the key replaces the row.
    pub async fn log_message(&self, message: MessageRow) -> Result<(), StoreError> {
        transact!(self, portal::log_message(message))
    }

    /// What was sent for a case, or in all; the latest first.
    pub async fn messages(&self, case: Option<&str>, limit: i64) -> Result<Vec<MessageRow>, StoreError> {
        read!(self, portal::messages(case, limit))
    }
}
