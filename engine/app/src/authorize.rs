//! Who may do what: permissions by role, scope by unit. Default deny: what is not listed here is refused.
//!
//! This table answers "may this person use this door at all". What a person may do inside a case is answered by the
//! case itself (roles of the step, separation of duty, gates) through the host.

use serde::Serialize;
use utoipa::ToSchema;

/// A door of the product. Each route names exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub enum Permission {
    /// Anybody, signed in or not.
    Public,
    /// Everybody who is signed in, also with a password that must be changed first: who am I, my own password.
    OwnAccount,
    /// Everybody who is signed in: own inbox, reference data.
    SignedIn,
    /// Registers a clue.
    RegisterClue,
    /// Sees a case and its parts.
    ReadCase,
    /// Works on tasks, events and drafts of a case; the case decides further.
    WorkOnCase,
    /// Adds or excludes evidence.
    WriteEvidence,
    /// Sees the file of an enterprise.
    ReadEnterprise,
    /// Enters an enterprise.
    WriteEnterprise,
    /// Sees disclosure plans.
    ReadDisclosure,
    /// Checks and publishes definitions.
    PublishDefinitions,
    /// Gives, resets, disables and unlocks accounts of persons of the own unit and of those below it.
    ManageAccounts,
    /// Sees and repairs stuck cases and jobs of the own unit and of those below it.
    Operate,
    /// A partner agency with a key of its own.
    Agency,
}

/// How the object of a route is found among the caller's units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// No object: lists cut by the caller's units inside the query, or reference data.
    None,
    /// The path parameter of this name is a case; its unit must lie within the caller's.
    Case(&'static str),
    /// The path parameter of this name is a person; their unit must lie within the caller's.
    Person(&'static str),
}

const OFFICE: &[Permission] = &[Permission::ReadCase, Permission::WorkOnCase, Permission::ReadEnterprise];
const FIELD: &[Permission] = &[
    Permission::ReadCase,
    Permission::WorkOnCase,
    Permission::ReadEnterprise,
    Permission::WriteEvidence,
    Permission::WriteEnterprise,
];
/// The step that registers a clue belongs to this role: nobody else is offered its form.
const CLUES: &[Permission] = &[
    Permission::ReadCase,
    Permission::WorkOnCase,
    Permission::ReadEnterprise,
    Permission::WriteEvidence,
    Permission::WriteEnterprise,
    Permission::RegisterClue,
];

/// Every role that opens a door.
pub const ROLES: [&str; 17] = [
    "administrator",
    "agency_head",
    "agency_principal",
    "archivist",
    "assist_officer",
    "case_reviewer",
    "clue_clerk",
    "disclosure_approver",
    "disclosure_officer",
    "finance",
    "lead_officer",
    "legal_head",
    "legal_reviewer",
    "seal_manager",
    "squad_legal_clerk",
    "supervisor",
    "unit_head",
];

/// What a role opens. Role names are those of the agency's role dictionary.
pub fn permissions(role: &str) -> &'static [Permission] {
    match role {
        "lead_officer" | "assist_officer" | "unit_head" => FIELD,
        "clue_clerk" => CLUES,
        "squad_legal_clerk" | "case_reviewer" | "legal_reviewer" | "legal_head" | "agency_head"
        | "agency_principal" | "seal_manager" | "archivist" | "finance" | "supervisor" => OFFICE,
        "disclosure_officer" | "disclosure_approver" => {
            &[Permission::ReadCase, Permission::WorkOnCase, Permission::ReadEnterprise, Permission::ReadDisclosure]
        }
        "administrator" => &[Permission::PublishDefinitions, Permission::ManageAccounts, Permission::Operate],
        _ => &[],
    }
}

/// Whether one of `roles` opens the door. `Agency` is never opened by a person's role.
pub fn allows<'a>(mut roles: impl Iterator<Item = &'a str>, wanted: Permission) -> bool {
    match wanted {
        Permission::Public | Permission::OwnAccount | Permission::SignedIn => true,
        Permission::Agency => false,
        wanted => roles.any(|role| permissions(role).contains(&wanted)),
    }
}

/// Every door that these roles open, in order: what `/api/me` tells the pages.
pub fn of_roles<'a>(roles: impl Iterator<Item = &'a str>) -> Vec<Permission> {
    let everybody = [Permission::Public, Permission::OwnAccount, Permission::SignedIn];
    let opened: std::collections::BTreeSet<Permission> =
        roles.flat_map(|role| permissions(role).iter().copied()).chain(everybody).collect();
    opened.into_iter().collect()
}

/// Whether an object of region `object` lies within the units of a person of region `own`. Region codes are prefixes of
/// one another: a city (1301) sees its counties (130102), a county sees neither its city nor another county.
pub fn within(own: &str, object: &str) -> bool {
    !own.is_empty() && object.starts_with(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_opens_only_what_it_lists() {
        assert!(allows(["lead_officer"].into_iter(), Permission::WriteEvidence));
        assert!(!allows(["legal_reviewer"].into_iter(), Permission::WriteEvidence));
        assert!(!allows(["nobody"].into_iter(), Permission::ReadCase));
        assert!(!allows(["administrator"].into_iter(), Permission::Agency));
    }

    #[test]
    fn the_list_of_roles_is_that_of_the_table() {
        for role in ROLES {
            assert!(!permissions(role).is_empty(), "{role} opens nothing");
        }
    }

    #[test]
    fn a_county_sees_neither_its_city_nor_its_neighbour() {
        assert!(within("1301", "130102"));
        assert!(!within("130102", "1301"));
        assert!(!within("130102", "130103"));
        assert!(!within("", "1301"));
    }
}
