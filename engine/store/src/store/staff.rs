//! Units, roles, persons; enterprises.

use super::Store;
use crate::error::StoreError;
use crate::record::account::{EnterpriseRow, PersonRow, RoleOfPerson, RoleRow, Staff, UnitRow};
use crate::record::{Page, Window};
use crate::work::{read, transact};

impl Store {
    /// Writes units, roles and persons as a release brings them; persons that are not named become inactive.
    pub async fn put_staff(&self, staff: Staff) -> Result<(), StoreError> {
        transact!(self, staff::put(staff))
    }

    /// All units, by region.
    pub async fn units(&self) -> Result<Vec<UnitRow>, StoreError> {
        read!(self, staff::units())
    }

    /// All roles.
    pub async fn roles(&self) -> Result<Vec<RoleRow>, StoreError> {
        read!(self, staff::roles())
    }

    /// All persons, inactive ones included.
    pub async fn persons(&self) -> Result<Vec<PersonRow>, StoreError> {
        read!(self, staff::persons())
    }

    /// One person.
    pub async fn person(&self, id: &str) -> Result<Option<PersonRow>, StoreError> {
        read!(self, staff::person(id))
    }

    /// Roles of a person, or of all.
    pub async fn roles_held(&self, person: Option<&str>) -> Result<Vec<RoleOfPerson>, StoreError> {
        read!(self, staff::held(person))
    }

    /// Writes an enterprise.
    pub async fn put_enterprise(&self, enterprise: EnterpriseRow) -> Result<(), StoreError> {
        transact!(self, staff::put_enterprise(enterprise))
    }

    /// One enterprise.
    pub async fn enterprise(&self, id: &str) -> Result<Option<EnterpriseRow>, StoreError> {
        read!(self, staff::enterprise(id))
    }

    /// The enterprise of a credit code.
    pub async fn enterprise_by_code(&self, credit_code: &str) -> Result<Option<EnterpriseRow>, StoreError> {
        read!(self, staff::enterprise_by_code(credit_code))
    }

    /// Enterprises whose name contains the text or whose credit code starts with it; an empty text lists all.
    pub async fn search_enterprises(&self, text: &str, window: Window) -> Result<Page<EnterpriseRow>, StoreError> {
        read!(self, staff::search_enterprises(text, window))
    }
}
