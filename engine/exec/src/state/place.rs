//! Instances, scopes and tokens: where a case stands.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Wait;
use crate::Variables;
use crate::ids::{ElementPath, InstanceId, PersonId, ScopeId, TokenId};

/// The run of one process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    pub process: String,
    pub release: String,
    /// Its outermost scope.
    pub scope: ScopeId,
    /// The token of the call activity that waits for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<TokenId>,
    /// The call activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<ElementPath>,
    /// Who completed which element, in order, each person once; the last is the latest.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub completers: BTreeMap<ElementPath, Vec<PersonId>>,
}

/// What kind of container a scope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScopeKind {
    /// The outermost scope of an instance.
    Process,
    /// An embedded sub-process, a transaction or an ad-hoc sub-process.
    SubProcess,
    /// A running event sub-process.
    EventSubProcess,
    /// One round of a loop.
    Round,
    /// A completed sub-process that came back to be compensated.
    Compensation,
}

/// A container of tokens and variables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScopeState {
    pub kind: ScopeKind,
    pub instance: InstanceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ScopeId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<TokenId>,
    /// The element that it runs; none for a process.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<ElementPath>,
    #[serde(default, skip_serializing_if = "Variables::is_empty")]
    pub variables: Variables,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tokens: BTreeSet<TokenId>,
    /// Running event sub-processes.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub children: BTreeSet<ScopeId>,
    /// Triggers of event sub-processes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<Wait>,
    /// Tokens parked at joins, by element.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parked: BTreeMap<ElementPath, Vec<TokenId>>,
    /// Complex gateways that were activated and wait for the rest: the flows that have been used up.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub activated: BTreeMap<ElementPath, Vec<String>>,
    /// Completed activities that can be compensated, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub compensable: Vec<Compensable>,
}

/// A completed activity that can be compensated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compensable {
    pub record: u64,
    pub element: ElementPath,
    /// What a sub-process left: its variables and its own records, for its compensation event sub-process.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Box<Kept>>,
}

/// What is kept of a completed sub-process.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub variables: Variables,
    pub compensable: Vec<Compensable>,
}

/// Where a token stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Token {
    pub scope: ScopeId,
    pub element: ElementPath,
    /// The flow that it came by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<ElementPath>,
    pub place: Place,
    /// What it waits for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<Wait>,
    /// Scopes and instances that run for it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub children: BTreeSet<ScopeId>,
    /// Rounds of a loop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Box<Rounds>>,
    /// What only its activity sees: inputs, properties.
    #[serde(default, skip_serializing_if = "Variables::is_empty")]
    pub locals: Variables,
    /// What a completed sub-process left, until it is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Box<Kept>>,
    /// Compensation handlers that it waits for.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub pending: u32,
    /// For a compensation handler: the token that waits for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler_for: Option<TokenId>,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// How far a token is with its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// On its way into the element.
    Arriving,
    /// Waits at a join.
    Parked,
    /// In the element.
    Active,
    /// Done with it, on its way out.
    Leaving,
}

/// The rounds of a loop.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rounds {
    /// How many there will be; 0 where a condition decides.
    pub total: u32,
    pub begun: u32,
    pub done: u32,
    /// Items of the collection.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<script::Value>,
    /// Outputs in the order of the rounds' ends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<script::Value>,
}
