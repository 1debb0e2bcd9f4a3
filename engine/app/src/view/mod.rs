//! What callers see. Every struct here is a JSON shape of the API; absent means "not known" or "not applicable".

pub mod account;
pub mod case;
pub mod evidence;
pub mod lists;
pub mod operations;
pub mod papers;
pub mod person;
pub mod task;
pub mod words;

use serde::Serialize;
use utoipa::ToSchema;

/// An article that something rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Basis {
    pub law: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// How far the source was verified: Y, S, M or C.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// As printed: 行政处罚法第五十八条第一款.
    pub text: String,
}

/// A statutory or internal period, as what is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Limit {
    pub id: String,
    pub name: String,
    pub state: words::LimitState,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<i64>,
    pub unit: words::LimitUnit,
    pub level: words::LimitLevel,
    /// 剩 4 个工作日
    pub text: String,
    /// The end lies beyond the loaded holiday years.
    pub provisional: bool,
    pub basis: Vec<Basis>,
    /// How it was counted, line by line.
    pub how: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
}

/// Something that is missing for an act or a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Missing {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate: Option<String>,
    /// The sentence.
    pub text: String,
    /// What exactly is missing, one phrase each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Option<Vec<String>>)]
    pub what: Vec<String>,
    /// Who can supply it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goto: Option<Goto>,
    pub basis: Vec<Basis>,
    /// False: the agency's own rule (本机关规定).
    pub statutory: bool,
}

/// Where the missing thing can be supplied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Goto {
    pub kind: words::GotoKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// Whether something is allowed now, and the reason if not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Allowed {
    pub ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// An id with the words for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    pub id: String,
    #[serde(alias = "name")]
    pub title: String,
}

/// A person by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Who {
    pub id: String,
    pub name: String,
}
