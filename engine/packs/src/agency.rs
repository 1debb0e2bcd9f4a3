//! Units, demonstration persons and parties (`agency/*.json`): seeds of a new database, no rule reads them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A unit of the tree province, city, county.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    pub id: String,
    pub name: String,
    pub level: String,
    pub parent: Option<String>,
    /// The agency that the demonstration's persons belong to.
    #[serde(default)]
    pub main: bool,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// A fictitious person who may sign in to a demonstration database.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub roles: Vec<String>,
    #[serde(default)]
    pub department: Option<String>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub certificate: Option<Certificate>,
    /// 行政处罚法 58(2): who first does legal review has passed the national examination.
    #[serde(default)]
    pub legal_qualification: bool,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// Certificate of law enforcement; both days included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    pub no: String,
    pub from: String,
    pub to: String,
}

/// A fictitious enterprise of the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    pub id: String,
    pub kind: String,
    pub name: String,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}
