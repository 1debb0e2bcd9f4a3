//! Who may do what: permissions by role, scope by unit. Default deny: what is not listed here is refused.
//!
//! This table answers "may this person use this door at all". What a person may do inside a case is answered by the
//! case itself (roles of the step, separation of duty, gates) through the host.

use serde::Serialize;
use std::collections::BTreeSet;
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

/// Which roles open which doors; a role may stand in several rows. Role names are those of the agency's role dictionary.
const TABLE: [(&[&str], &[Permission]); 5] = [
    (
        &[
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
        ],
        &[Permission::ReadCase, Permission::WorkOnCase, Permission::ReadEnterprise],
    ),
    (
        &["assist_officer", "clue_clerk", "lead_officer", "unit_head"],
        &[Permission::WriteEvidence, Permission::WriteEnterprise],
    ),
    // The step that registers a clue belongs to this role: nobody else is offered its form.
    (&["clue_clerk"], &[Permission::RegisterClue]),
    (&["disclosure_approver", "disclosure_officer"], &[Permission::ReadDisclosure]),
    (&["administrator"], &[Permission::PublishDefinitions, Permission::ManageAccounts, Permission::Operate]),
];

/// What a role opens.
pub fn permissions(role: &str) -> impl Iterator<Item = Permission> {
    TABLE.iter().filter(move |(roles, _)| roles.contains(&role)).flat_map(|(_, doors)| doors.iter().copied())
}

/// Every role that opens this door, in order.
pub fn roles_of(wanted: Permission) -> BTreeSet<&'static str> {
    let rows = TABLE.iter().filter(|(_, doors)| doors.contains(&wanted));
    rows.flat_map(|(roles, _)| roles.iter().copied()).collect()
}

/// Whether one of `roles` opens the door. `Agency` is never opened by a person's role.
pub fn allows<'a>(mut roles: impl Iterator<Item = &'a str>, wanted: Permission) -> bool {
    match wanted {
        Permission::Public | Permission::OwnAccount | Permission::SignedIn => true,
        Permission::Agency => false,
        wanted => roles.any(|role| permissions(role).any(|door| door == wanted)),
    }
}

/// Every door that these roles open, in order: what `/api/me` tells the pages.
pub fn of_roles<'a>(roles: impl Iterator<Item = &'a str>) -> Vec<Permission> {
    let everybody = [Permission::Public, Permission::OwnAccount, Permission::SignedIn];
    let opened: BTreeSet<Permission> = roles.flat_map(permissions).chain(everybody).collect();
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
    fn roles_and_doors_are_two_views_of_one_table() {
        let roles: BTreeSet<&str> = TABLE.iter().flat_map(|(roles, _)| roles.iter().copied()).collect();
        for role in roles {
            let doors: Vec<Permission> = permissions(role).collect();
            assert!(!doors.is_empty(), "{role} opens nothing");
            assert!(doors.iter().all(|door| roles_of(*door).contains(role)), "{role}");
        }
        assert!(roles_of(Permission::Agency).is_empty());
    }

    #[test]
    fn a_county_sees_neither_its_city_nor_its_neighbour() {
        assert!(within("1301", "130102"));
        assert!(!within("130102", "1301"));
        assert!(!within("130102", "130103"));
        assert!(!within("", "1301"));
    }
}
