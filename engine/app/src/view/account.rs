//! Persons with their accounts, as an administrator sees them, and the trail of what was done to accounts.

use super::Named;
use super::case::Chain;
use serde::Serialize;
use utoipa::ToSchema;

/// Persons within the caller's units, by unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Staff {
    pub items: Vec<StaffItem>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StaffItem {
    pub id: String,
    pub name: String,
    pub unit: Named,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    pub roles: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<super::person::CertificateView>,
    /// False: the newest release does not name the person any more; nobody can sign in as them.
    pub active: bool,
    /// None: no account yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountView>,
    /// The caller's own row: administrators cannot disable or reset themselves.
    pub own: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountView {
    pub login: String,
    pub state: AccountState,
    /// Minutes until a locked login is open again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked_minutes: Option<i64>,
}

/// What a login can be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// The initial password has not been changed yet.
    Initial,
    Active,
    /// Too many wrong passwords in a row.
    Locked,
    /// By an administrator, until enabled again.
    Disabled,
}

/// A login with its initial password: said once, never again.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InitialPassword {
    pub login: String,
    pub password: String,
}

/// What was done to accounts, the newest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountTrailView {
    pub items: Vec<AccountTrailItem>,
    pub chain: Chain,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountTrailItem {
    pub n: i64,
    pub at: String,
    /// Who did it: a name, 命令行 or 系统.
    pub by: String,
    /// Whose account.
    pub person: String,
    pub text: String,
}
