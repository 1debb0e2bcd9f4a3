//! Effects: what the world must now do. Carried out after commit, at least once, each with a stable key.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::event::Event;
use crate::ids::{ElementPath, JobId};
use crate::time::Timestamp;

/// Something for the surroundings to do. `key` is unique within the case and the same on every repeat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Effect {
    /// Call a connector; answered by `CompleteJob` or `FailJob`.
    CallConnector {
        /// `j3.1`: job and attempt.
        key: String,
        /// The job.
        job: JobId,
        /// The element that asks.
        element: ElementPath,
        /// Which connector.
        connector: String,
        /// Which operation of it.
        operation: String,
        /// Its input, an object.
        input: Value,
        /// Not before; a retry waits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<Timestamp>,
        /// How long the connector may take, in milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        timeout_ms: Option<i64>,
    },
    /// A message that nobody in this case waits for leaves the case.
    SendMessage {
        /// `message.3`, counted per case.
        key: String,
        /// The element that sends.
        element: ElementPath,
        /// Name of the message.
        message: String,
        /// Correlation key.
        correlation: String,
        /// Its content.
        payload: Value,
    },
}

impl Effect {
    /// What an event obliges the world to do.
    pub fn of(event: &Event) -> Option<Effect> {
        match event {
            Event::JobCreated { job, element, connector, operation, input, timeout_ms, .. } => {
                Some(Effect::CallConnector {
                    key: format!("{job}.1"),
                    job: *job,
                    element: element.clone(),
                    connector: connector.clone(),
                    operation: operation.clone(),
                    input: input.clone(),
                    not_before: None,
                    timeout_ms: *timeout_ms,
                })
            }
            Event::JobRetried { job, element, attempt, connector, operation, input, retry_at, timeout_ms } => {
                Some(Effect::CallConnector {
                    key: format!("{job}.{attempt}"),
                    job: *job,
                    element: element.clone(),
                    connector: connector.clone(),
                    operation: operation.clone(),
                    input: input.clone(),
                    not_before: Some(*retry_at),
                    timeout_ms: *timeout_ms,
                })
            }
            Event::MessageSent { element, number, message, key, payload, delivered: 0, .. } => {
                Some(Effect::SendMessage {
                    key: format!("message.{number}"),
                    element: element.clone(),
                    message: message.clone(),
                    correlation: key.clone(),
                    payload: payload.clone(),
                })
            }
            _ => None,
        }
    }
}
