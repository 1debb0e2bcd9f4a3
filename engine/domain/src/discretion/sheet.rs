//! The finished sheet (`examples/runtime/sheet-x02.json`). All amounts are decimal text in yuan.

use crate::law::Mark;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Version, from 1. The amount changes only by a further version.
    pub sheet: u32,
    /// The entry that is applied.
    pub entry: String,
    pub act_date: Date,
    pub decision_date: Date,
    pub range: Range,
    pub table: String,
    pub table_digest: String,
    pub script_digest: String,
    pub factors: Vec<SheetFactor>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circumstances: Vec<SheetCircumstance>,
    pub steps: Vec<String>,
    #[serde(with = "amount")]
    pub unrounded: Decimal,
    pub clamped: Clamped,
    #[serde(with = "amount")]
    pub fine: Decimal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<Compared>,
    pub flags: Flags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    #[serde(with = "amount")]
    pub min: Decimal,
    #[serde(with = "amount")]
    pub max: Decimal,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetFactor {
    pub factor: String,
    pub option: Option<String>,
    #[serde(with = "amount")]
    pub points: Decimal,
    /// The facts that decided the option, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_fact: Option<BTreeMap<String, Value>>,
    pub evidence: Vec<String>,
    /// Why the option counts nothing: `no-evidence`, `wrong-kind`, `not-chosen`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_counted: Option<String>,
}

/// A circumstance and whether its evidence let it count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetCircumstance {
    pub kind: super::CircumstanceKind,
    pub id: String,
    #[serde(with = "amount")]
    pub points: Decimal,
    pub evidence: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_counted: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clamped {
    None,
    Min,
    Max,
}

/// The other law in time, what it would bring, and which of the two is applied (从旧兼从轻).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// The entry that is not applied.
    pub entry: String,
    #[serde(with = "amount")]
    pub fine: Decimal,
    /// How `entry` stands to the one applied.
    pub result: Comparison,
    /// `old` or `new`.
    pub applied: String,
    pub basis: String,
    /// Ranges and fines point in different directions: legal review decides with reasons.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conflict: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Comparison {
    Equal,
    Heavier,
    Lighter,
}

/// What the amount brings with it (evidence-and-discretion.md 6.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Flags {
    pub hearing: bool,
    pub panel: bool,
    pub summary: bool,
    pub detention: bool,
    pub crime: bool,
}

/// Decimal text without trailing zeros.
mod amount {
    use super::*;
    use serde::de::Error as _;

    pub fn serialize<S: Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&crate::money::text(*amount))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(deserializer)?;
        crate::money::parse(&text)
            .ok_or_else(|| D::Error::custom(format_args!("expected decimal text, but found `{text}`")))
    }
}
