//! People who work with the product, their units and roles, accounts and sessions; and the enterprises.

use sqlx::FromRow;

/// A unit in the province/city/county tree.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct UnitRow {
    pub id: String,
    pub name: String,
    /// Region code; a prefix of the codes of all units below.
    pub region: String,
    pub parent: Option<String>,
    pub data: String,
}

/// A role.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct RoleRow {
    pub id: String,
    pub title: String,
    pub data: String,
}

/// A person, with the unit they serve in.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct PersonRow {
    pub id: String,
    pub name: String,
    /// Unit id.
    pub unit: String,
    pub post: Option<String>,
    /// Law enforcement certificate: number and last valid day.
    pub certificate: Option<String>,
    pub certificate_until: Option<String>,
    /// May sign in and be assigned.
    pub active: bool,
    pub data: String,
}

/// A role of a person in a unit (and, by region prefix, in the units below it where the caller says so).
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct RoleOfPerson {
    pub person: String,
    pub role: String,
    /// Unit id.
    pub unit: String,
}

/// Units, roles and persons that the release brings. Written as upserts; persons not named any more become inactive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Staff {
    pub units: Vec<UnitRow>,
    pub roles: Vec<RoleRow>,
    pub persons: Vec<PersonRow>,
    /// Replaces all roles of the persons named in `persons`.
    pub held: Vec<RoleOfPerson>,
}

/// A login of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct AccountRow {
    pub login: String,
    pub person: String,
    /// Argon2id in PHC text form; empty: no sign-in by password.
    pub password_hash: String,
    pub active: bool,
    /// Failed sign-ins since the last good one, and until when further ones are refused.
    pub failures: i64,
    pub locked_until: Option<i64>,
    /// The password was given by somebody else: nothing but changing it is open.
    pub must_change: bool,
    /// When the password was set last, ms UTC.
    pub changed_at: i64,
}

/// A change of an account with its row in the chain of account rows: both or neither.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountChange {
    pub account: AccountRow,
    /// Ends the sessions of the person, except the one of `keeps`.
    pub ends_sessions: bool,
    /// Hash of the token whose session stays.
    pub keeps: Option<String>,
    pub trail: AccountTrail,
}

/// Name of the chain of account rows; stands where the chains of cases have the case id, which is a UUID.
pub const ACCOUNTS_CHAIN: &str = "accounts";

/// A row of the chain of account rows: who did what, when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountTrail {
    pub at_ms: i64,
    /// Person id, `operator` (the command line) or `system`.
    pub actor: String,
    /// `accounts/give`, `accounts/disable` and so on.
    pub verb: String,
    /// Further members, such as `person` and `login`. Never a password.
    pub members: Vec<(String, String)>,
}

/// A session. Only the hash of the token is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct SessionRow {
    pub token_hash: String,
    pub person: String,
    pub created_at: i64,
    pub seen_at: i64,
    pub expires_at: i64,
}

/// A session with what the person's account says; a fictitious person of a demonstration has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct LiveSession {
    #[sqlx(flatten)]
    pub session: SessionRow,
    pub account_active: Option<bool>,
    pub must_change: Option<bool>,
}

/// A file of an enterprise (一企一档).
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct EnterpriseRow {
    pub id: String,
    pub name: String,
    /// Unified social credit code, 18 characters; unique where given.
    pub credit_code: Option<String>,
    /// Region code.
    pub region: String,
    pub address: Option<String>,
    pub representative: Option<String>,
    pub industry: Option<String>,
    pub permit: Option<String>,
    pub changed_at: i64,
    /// JSON of the caller.
    pub data: String,
}
