//! Events as journal rows and back. Personal parts are kept apart, under a salted digest, so that they can be erased.

use crate::portal::hex;
use crate::refusal::Failure;
use domain::law::{FactClass, Law};
use exec::{EVENT_VERSION, Event, Timestamp};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use store::record::commit::{JournalRow, Payload};
use store::record::list::JournalEntry;

/// Members of every row that say which row it is. An event's own member of such a name is written with [`OWN`] before it.
const FRAME: [&str; 5] = ["case", "seq", "v", "at", "data"];
/// Before the name of an event's member that has the name of a frame member.
const OWN: &str = "event_";
/// Members of host events that hold what people wrote or who they are: content of papers, signatures, evidence.
const PERSONAL: [&str; 3] = ["data", "signatures", "item"];

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
        for name in FRAME {
            if let Some(own) = body.remove(name) {
                body.insert(format!("{OWN}{name}"), own);
            }
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

/// Takes out of the row of a host event what may be personal: the value of a fact that is not public, and [`PERSONAL`].
fn take_personal(body: &mut Map<String, Value>, law: &Law) -> Option<Map<String, Value>> {
    let fact = body.get("path").and_then(Value::as_str).and_then(|path| law.fact(path));
    let value = fact.filter(|fact| fact.class != FactClass::Public).map(|_| "value");
    let taken = PERSONAL.into_iter().chain(value).filter_map(|name| Some((name.to_string(), body.remove(name)?)));
    let taken: Map<String, Value> = taken.collect();
    (!taken.is_empty()).then_some(taken)
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
    for name in FRAME {
        row.remove(name);
        if let Some(own) = row.remove(&format!("{OWN}{name}")) {
            row.insert(name.to_string(), own);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_with_members_named_like_the_frame_comes_back_whole() {
        let own =
            json!({ "host": "DocumentFrozen", "document": "d1", "at": 7, "data": { "party": "演示" }, "case": "x" });
        let event = Event::Host(exec::HostEvent(own.as_object().cloned().unwrap_or_default()));
        let rows = rows("c-1", 1, 5, std::slice::from_ref(&event), &Law::default(), || vec![1; 16]);
        let Some(row) = rows.ok().and_then(|mut rows| rows.pop()) else { panic!("one row") };
        let line = String::from_utf8_lossy(&row.line).into_owned();
        assert!(!line.contains("演示"), "what a paper says lies in the payload: {line}");
        let entry =
            JournalEntry { seq: 1, line: row.line, ref_id: None, salt: None, bytes: row.payload.map(|p| p.bytes) };
        assert_eq!(read(&entry).ok().and_then(|e| e.event().ok()), Some(event));
    }
}
