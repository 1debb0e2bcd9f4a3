//! Journal rows: the event, and apart from it what may hold personal data.

use serde_json::{Map, Value};

use super::Event;

/// Names of the fields that may hold personal data or the content of the case.
const PAYLOAD_FIELDS: [&str; 7] = ["answers", "signatures", "payload", "output", "variables", "input", "text"];

/// A journal row, and apart from it the payload if there is one.
pub type Split = (Map<String, Value>, Option<Map<String, Value>>);

impl Event {
    /// The event for the journal, and apart from it the payload (an object) if it has one. The journal part alone does not fold.
    ///
    /// # Errors
    /// Only if a value cannot be written as JSON, which no value made from JSON is.
    pub fn split(&self) -> Result<Split, serde_json::Error> {
        let Value::Object(mut row) = serde_json::to_value(self)? else { return Ok((Map::new(), None)) };
        if matches!(self, Event::Host(_)) {
            return Ok((row, None));
        }
        let payload: Map<String, Value> = PAYLOAD_FIELDS
            .iter()
            .filter_map(|name| row.remove(*name).map(|value| ((*name).to_owned(), value)))
            .collect();
        Ok((row, if payload.is_empty() { None } else { Some(payload) }))
    }

    /// The event from its journal row and its payload.
    ///
    /// # Errors
    /// The row is no event of this version.
    pub fn join(mut row: Map<String, Value>, payload: Option<Map<String, Value>>) -> Result<Event, serde_json::Error> {
        row.extend(payload.into_iter().flatten());
        serde_json::from_value(Value::Object(row))
    }

    /// Whether a journal row of this event has a payload row.
    pub fn has_payload(&self) -> bool {
        self.split().is_ok_and(|(_, payload)| payload.is_some())
    }
}
