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
    /// 中华人民共和国大气污染防治法
    pub name: String,
    /// 大气污染防治法
    #[serde(default)]
    pub short: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Validity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    pub mark: Mark,
    /// The clauses shipped, verbatim.
    #[serde(default)]
    pub quotes: Vec<Quote>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

/// A clause verbatim. No paragraph: the whole article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    pub article: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Days of rest and working weekends of the years loaded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarLaw {
    /// cn-2026
    pub id: String,
    pub years: Vec<i16>,
    /// Week days on which nobody works, with the name of the holiday.
    #[serde(default)]
    pub rest: Vec<NamedDay>,
    /// Saturdays and Sundays on which everybody works (调休).
    #[serde(default)]
    pub work: Vec<NamedDay>,
    /// Holidays fixed by rule, `MM-DD`, for years that are not loaded.
    #[serde(default)]
    pub fixed: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum NamedDay {
    Named { date: Date, name: String },
    Plain(Date),
}

impl NamedDay {
    pub fn date(&self) -> Date {
        match self {
            NamedDay::Named { date, .. } | NamedDay::Plain(date) => *date,
        }
    }
}
