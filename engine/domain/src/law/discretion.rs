//! Factor tables of discretion (`discretion/*.json`) with the script that computes.

use super::names::{EvidenceKind, Mark, Validity};
use serde::{Deserialize, Serialize};

/// A table of factors. Points are decimal text, per cent of the upper end of the range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorTable {
    pub id: String,
    pub name: String,
    /// File name of the script beside the table.
    pub script: String,
    pub mark: Mark,
    pub valid: Validity,
    pub round: Round,
    pub caps: Caps,
    pub factors: Vec<Factor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Rounding happens once, at the end (evidence-and-discretion.md 6.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Round {
    DownToYuan,
    DownToTenYuan,
    DownToHundredYuan,
}

/// The most points an adjustment may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caps {
    pub aggravate: String,
    pub lighten: String,
    pub mitigate: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    pub id: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dimension: Option<String>,
    pub options: Vec<FactorOption>,
}

/// A class of a factor. With `when` the facts decide it; with `evidence` it counts only if bound to one of these kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorOption {
    pub id: String,
    pub name: String,
    pub points: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceKind>,
}

/// A table, its script, and the digests of both files' bytes, which a finished sheet names.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscretionMethod {
    pub table: FactorTable,
    /// `sha256:…` over the bytes of the table's file.
    pub table_digest: String,
    pub script: String,
    pub script_digest: String,
}

impl DiscretionMethod {
    /// Takes the bytes of both files as published.
    pub fn new(table: FactorTable, table_bytes: &[u8], script_bytes: &[u8]) -> Self {
        DiscretionMethod {
            table,
            table_digest: crate::digest::sha256(table_bytes),
            script: String::from_utf8_lossy(script_bytes).into_owned(),
            script_digest: crate::digest::sha256(script_bytes),
        }
    }
}
