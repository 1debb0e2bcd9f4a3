//! Persons, sessions and the demonstration menu.

use super::Named;
use crate::authorize::Permission;
use serde::Serialize;
use utoipa::ToSchema;

/// Who is signed in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Me {
    pub person: PersonView,
    pub demo: bool,
    pub counts: InboxCounts,
    /// Doors that the person's roles open; pages show entries by it.
    pub permissions: Vec<Permission>,
    /// Has a login with a password of their own; fictitious persons of a demonstration have none until given one.
    pub has_password: bool,
    /// Nothing is open before the initial password is changed.
    pub must_change_password: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersonView {
    pub id: String,
    pub name: String,
    pub unit: UnitView,
    pub roles: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitView {
    pub id: String,
    pub name: String,
    pub region: String,
}

/// Law enforcement certificate.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CertificateView {
    pub no: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
}

/// Numbers beside the inbox tabs.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct InboxCounts {
    pub mine: i64,
    pub team: i64,
}

/// The demonstration menu.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Demo {
    /// ISO instant in +08:00.
    pub clock: String,
    pub persons: Vec<DemoPerson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<DemoNext>,
    pub jumps: DemoJumps,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemoPerson {
    pub id: String,
    pub name: String,
    pub titles: Vec<String>,
    pub unit: String,
    /// Works in the field mostly.
    pub phone_first: bool,
}

/// Who acts next in the newest case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemoNext {
    pub case: String,
    pub step: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<super::Who>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// Nothing to do but wait for the clock: what is waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemoJumps {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_limit: Option<DemoJump>,
    pub next_working_day: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemoJump {
    pub at: String,
    pub name: String,
}
