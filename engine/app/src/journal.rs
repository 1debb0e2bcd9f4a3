//! Events as journal rows and back. Personal parts are kept apart, under a salted digest, so that they can be erased.

use crate::portal::hex;
use crate::refusal::Failure;
use domain::law::{FactClass, Law};
use exec::{EVENT_VERSION, Event, Timestamp};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use store::record::commit::{JournalRow, Payload};
use store::record::list::JournalEntry;

/// Journal rows of events, numbered from `first`. `salts` gives 16 unpredictable bytes for each payload.
///
/// # Errors
/// An event that cannot be written as JSON: a bug.
pub fn rows(
    case: &str,
    first: i64,
    at: i64,
    events: &[Event],
    law: &Law,
    mut salts: impl FnMut() -> Vec<u8>,
) -> Result<Vec<JournalRow>, Failure> {
    let mut rows = Vec::with_capacity(events.len());
    for (seq, event) in (first..).zip(events) {
        let (mut body, mut payload) = event.split().map_err(Failure::fault)?;
        if matches!(event, Event::Host(_)) {
            payload = take_personal(&mut body, law);
        }
        let payload = match payload {
            None => None,
            Some(fields) => {
                let payload = Payload {
                    ref_id: format!("p-{seq}"),
                    salt: salts(),
                    bytes: serde_json::to_vec(&fields).map_err(Failure::fault)?,
                };
                let digest = salted(&payload.salt, &payload.bytes);
                body.insert("data".into(), json!({ "ref": payload.ref_id, "digest": digest }));
                Some(payload)
            }
        };
        let mut row = Map::new();
        row.insert("case".into(), case.into());
        row.insert("seq".into(), seq.into());
        row.insert("v".into(), EVENT_VERSION.into());
        row.insert("at".into(), Timestamp(at).to_string().into());
        row.append(&mut body);
        let mut line = serde_json::to_vec(&row).map_err(Failure::fault)?;
        line.push(b'\n');
        rows.push(JournalRow { seq, line, payload });
    }
    Ok(rows)
}

/// Takes the value of a personal or secret fact out of the row of a host event.
fn take_personal(body: &mut Map<String, Value>, law: &Law) -> Option<Map<String, Value>> {
    let path = body.get("path").and_then(Value::as_str)?;
    let personal = law.fact(path).is_some_and(|fact| fact.class != FactClass::Public);
    if !personal {
        return None;
    }
    let value = body.remove("value")?;
    Some(Map::from_iter([("value".to_string(), value)]))
}

/// The digest of a payload: over salt and bytes.
pub fn salted(salt: &[u8], bytes: &[u8]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(bytes);
    format!("sha256-salted:{}", hex(&hasher.finalize()))
}

/// A journal entry read back: when it happened, and what.
pub struct Entry {
    pub at: String,
    /// The row without its frame (case, seq, v, at, data); `type` names the event.
    pub row: Map<String, Value>,
    pub payload: Option<Map<String, Value>>,
}

/// Reads an entry.
///
/// # Errors
/// The stored line is no journal row.
pub fn read(entry: &JournalEntry) -> Result<Entry, Failure> {
    let mut row: Map<String, Value> = serde_json::from_slice(&entry.line).map_err(Failure::fault)?;
    let at = row.remove("at").and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default();
    for frame in ["case", "seq", "v", "data"] {
        row.remove(frame);
    }
    let payload = match &entry.bytes {
        Some(bytes) => Some(serde_json::from_slice(bytes).map_err(Failure::fault)?),
        None => None,
    };
    Ok(Entry { at, row, payload })
}

impl Entry {
    /// The event itself.
    ///
    /// # Errors
    /// A row of an unknown version, or one whose payload was erased.
    pub fn event(self) -> Result<Event, Failure> {
        Event::join(self.row, self.payload).map_err(Failure::fault)
    }
}
