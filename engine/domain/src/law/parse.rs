//! Reading content: what was wrong, where, and what was expected.

use super::cause::CauseEntry;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// A content file that cannot be read. Line and column count from 1; 0 where the place is unknown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column} {message}")]
pub struct ContentError {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
}

impl ContentError {
    pub(super) fn of(file: &str, message: String) -> Self {
        ContentError { file: file.to_owned(), line: 0, column: 0, message }
    }
}

/// Reads one content file (`from_json::<Vec<GateLaw>>("gates/gates.json", bytes)`).
pub fn from_json<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, ContentError> {
    serde_json::from_slice(bytes).map_err(|error| ContentError {
        file: file.to_owned(),
        line: error.line(),
        column: error.column(),
        message: error.to_string(),
    })
}

/// Fills in what entries inherit, whatever their order; then reads them.
pub(super) fn inherit(entries: Vec<Value>) -> Result<BTreeMap<String, CauseEntry>, ContentError> {
    let mut raw: BTreeMap<String, Value> = BTreeMap::new();
    for entry in entries {
        let Some(id) = entry.get("id").and_then(Value::as_str).map(str::to_owned) else {
            return Err(ContentError::of("causes", "expected every cause entry to have an `id`".to_owned()));
        };
        if raw.insert(id.clone(), entry).is_some() {
            return Err(ContentError::of("causes", format!("expected `{id}` once, but it is defined twice")));
        }
    }
    let mut full = BTreeMap::new();
    for id in raw.keys() {
        let merged = merged(&raw, id, 0)?;
        let entry =
            serde_json::from_value(merged).map_err(|error| ContentError::of("causes", format!("{id}: {error}")))?;
        full.insert(id.clone(), entry);
    }
    Ok(full)
}

const CHAIN_MAX: usize = 8;

fn merged(raw: &BTreeMap<String, Value>, id: &str, depth: usize) -> Result<Value, ContentError> {
    let own = raw
        .get(id)
        .ok_or_else(|| ContentError::of("causes", format!("expected an entry `{id}`, but nothing defines it")))?;
    let Some(parent) = own.get("inherits").and_then(Value::as_str) else { return Ok(own.clone()) };
    if depth == CHAIN_MAX {
        return Err(ContentError::of("causes", format!("`{id}` inherits in a circle or more than {CHAIN_MAX} times")));
    }
    let mut value = merged(raw, parent, depth + 1)?;
    if let (Some(target), Some(source)) = (value.as_object_mut(), own.as_object()) {
        // What belongs to the older entry alone is not inherited.
        target.remove("successor");
        for (key, field) in source {
            target.insert(key.clone(), field.clone());
        }
    }
    Ok(value)
}
