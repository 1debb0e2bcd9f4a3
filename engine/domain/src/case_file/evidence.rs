//! Evidence with its five facts (seed 003): case number, time, place, collector, what it proves.

use crate::law::EvidenceKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Chinese name.
    pub name: String,
    pub kind: EvidenceKind,
    /// Case or clue number under which it was taken; follows the case once it has a number.
    #[serde(default)]
    pub case_no: String,
    /// RFC 3339.
    #[serde(default)]
    pub collected_at: String,
    #[serde(default)]
    pub place: String,
    /// Ids of persons.
    #[serde(default)]
    pub collectors: Vec<String>,
    /// What it proves, in words.
    #[serde(default)]
    pub purpose: String,
    /// Elements it proves: EL1 …
    #[serde(default)]
    pub elements: Vec<String>,
    /// Where it comes from, who provided it.
    #[serde(default)]
    pub source: String,
    /// `supports` unless it speaks against what it is bound to.
    #[serde(default)]
    pub conclusion: Conclusion,
    /// Digests of the bytes, hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sm3: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_bytes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Set by the host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_by: Option<String>,
    #[serde(default)]
    pub added_at: i64,
    /// From 1.
    #[serde(default = "first")]
    pub version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<Exclusion>,
    /// What else the device or the form knew.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub more: BTreeMap<String, Value>,
}

fn first() -> u32 {
    1
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    #[default]
    Supports,
    Refutes,
}

/// Evidence is never deleted; it may be excluded with its ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    pub ground: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    pub at: i64,
}

impl Evidence {
    /// Names of the five facts that are missing, in Chinese.
    pub fn missing_facts(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        let mut need = |present: bool, name| {
            if !present {
                missing.push(name);
            }
        };
        need(!self.case_no.is_empty(), "案件编号");
        need(!self.collected_at.is_empty(), "采集时间");
        need(!self.place.is_empty(), "采集地点");
        need(!self.collectors.is_empty(), "采集人");
        need(!self.elements.is_empty() || !self.purpose.is_empty(), "证明对象");
        missing
    }

    /// Counts for completeness: all five facts, not excluded.
    pub fn is_usable(&self) -> bool {
        self.excluded.is_none() && self.missing_facts().is_empty()
    }
}
