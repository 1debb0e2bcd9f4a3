//! Laws by version with the clauses that decisions quote (`laws/*.json`), and the working-day years (`calendars/*.json`).

use super::names::{Mark, Validity};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One version of a law, looked up by date and not by release.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LawText {
    /// AIR2018
    pub id: String,
    /// 大气污染防治法
    pub name: String,
    /// 中华人民共和国大气污染防治法
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub version: Option<String>,
    #[serde(default)]
    pub valid: Option<Validity>,
    #[serde(default)]
    pub source: Option<String>,
    pub mark: Mark,
    /// The clauses shipped, verbatim.
    #[serde(default)]
    pub quotations: Vec<Quote>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

/// A paragraph verbatim, with its items by number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    pub article: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    pub text: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, String>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

/// Working days of one year (`year`), or the holidays fixed by rule (`fixed`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarLaw {
    /// cn-2026
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub year: Option<i16>,
    #[serde(default)]
    pub complete: bool,
    #[serde(default)]
    pub demonstration: bool,
    pub weekend: Vec<Weekend>,
    /// Days on which nobody works.
    #[serde(default)]
    pub holidays: Vec<NamedDay>,
    /// Saturdays and Sundays on which everybody works (调休).
    #[serde(default)]
    pub workdays: Vec<NamedDay>,
    #[serde(default)]
    pub fixed: Vec<FixedDay>,
    pub source: String,
    pub mark: Mark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekend {
    Saturday,
    Sunday,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedDay {
    pub date: Date,
    pub name: String,
}

/// A holiday on the same day of every year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedDay {
    pub month: i8,
    pub day: i8,
    pub name: String,
}
