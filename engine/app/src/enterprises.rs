//! One file per enterprise (一企一档).

use crate::App;
use crate::authorize;
use crate::people::Person;
use crate::refusal::{Failure, FieldError, Refusal, refuse};
use crate::view::lists::{CaseItem, EnterpriseItem, Enterprises};
use serde::Deserialize;
use store::record::Window;
use store::record::account::EnterpriseRow;
use store::record::list::{CaseFilter, Scope};
use utoipa::ToSchema;

/// What is entered for a new enterprise.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewEnterprise {
    pub name: String,
    /// Unified social credit code, 18 characters.
    #[serde(default)]
    pub credit_code: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub legal_person: String,
    #[serde(default)]
    pub phone: String,
}

/// The longest text of any of its fields, characters.
const TEXT_MAX: usize = 200;

impl NewEnterprise {
    fn errors(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut wrong = |pointer: &str, code: &str, detail: String| {
            errors.push(FieldError { pointer: pointer.into(), code: code.into(), detail });
        };
        if self.name.trim().is_empty() {
            wrong("/name", "required", "单位名称不能为空".into());
        }
        for (pointer, text) in [
            ("/name", &self.name),
            ("/address", &self.address),
            ("/legal_person", &self.legal_person),
            ("/phone", &self.phone),
        ] {
            if text.chars().count() > TEXT_MAX {
                wrong(pointer, "maxLength", format!("不能超过 {TEXT_MAX} 个字"));
            }
        }
        let length = self.credit_code.chars().count();
        if length != 0
            && (length != 18 || !self.credit_code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
        {
            wrong("/credit_code", "pattern", format!("统一社会信用代码应为 18 位数字和大写字母，现在是 {length} 位"));
        }
        errors
    }
}

impl App {
    /// Enterprises whose name or code contains the text.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn enterprises(&self, person: &Person, text: &str) -> Result<Enterprises, Failure> {
        let page = self.store().search_enterprises(text.trim(), Window::default()).await.map_err(Failure::fault)?;
        let mut items = Vec::new();
        for row in page.rows.into_iter().filter(|row| in_reach(person, row)) {
            items.push(self.enterprise_item(person, row).await?);
        }
        Ok(Enterprises { items })
    }

    /// One enterprise with its cases.
    ///
    /// # Errors
    /// `not-found`; the store is not available.
    pub async fn enterprise(&self, person: &Person, id: &str) -> Result<EnterpriseItem, Failure> {
        let row = self.store().enterprise(id).await.map_err(Failure::fault)?;
        match row.filter(|row| in_reach(person, row)) {
            Some(row) => self.enterprise_item(person, row).await,
            None => refuse("not-found"),
        }
    }

    /// Enters an enterprise.
    ///
    /// # Errors
    /// `form-invalid`, `enterprise-exists`; the store is not available.
    pub async fn add_enterprise(
        &self,
        person: &Person,
        id: &str,
        given: NewEnterprise,
        now: i64,
    ) -> Result<EnterpriseItem, Failure> {
        let errors = given.errors();
        if !errors.is_empty() {
            return Err(Refusal::fields("form-invalid", errors).into());
        }
        if !given.credit_code.is_empty()
            && let Some(known) = self.store().enterprise_by_code(&given.credit_code).await.map_err(Failure::fault)?
            && known.id != id
        {
            return Err(Refusal::new("enterprise-exists")
                .with("code", given.credit_code)
                .with("name", known.name)
                .into());
        }
        let row = EnterpriseRow {
            id: id.to_string(),
            name: given.name.trim().to_string(),
            credit_code: Some(given.credit_code).filter(|c| !c.is_empty()),
            region: person.region.clone(),
            address: Some(given.address).filter(|c| !c.is_empty()),
            representative: Some(given.legal_person).filter(|c| !c.is_empty()),
            industry: None,
            permit: None,
            changed_at: now,
            data: serde_json::json!({ "phone": given.phone }).to_string(),
        };
        self.store().put_enterprise(row.clone()).await.map_err(Failure::fault)?;
        self.enterprise_item(person, row).await
    }

    async fn enterprise_item(&self, person: &Person, row: EnterpriseRow) -> Result<EnterpriseItem, Failure> {
        let cases = match &row.credit_code {
            None => Vec::new(),
            Some(code) => {
                let scope = Scope::below(&person.region);
                let filter = CaseFilter { scope, party_code: Some(code.clone()), ..CaseFilter::default() };
                let page = self.store().cases(&filter).await.map_err(Failure::fault)?;
                page.rows.into_iter().map(CaseItem::from).collect()
            }
        };
        let data: serde_json::Value = serde_json::from_str(&row.data).unwrap_or_default();
        Ok(EnterpriseItem {
            id: row.id,
            name: row.name,
            credit_code: row.credit_code.unwrap_or_default(),
            address: row.address.unwrap_or_default(),
            legal_person: row.representative.unwrap_or_default(),
            phone: data["phone"].as_str().unwrap_or_default().to_string(),
            kind: data["kind"].as_str().map(str::to_string),
            legal_person_title: data["legal_person_title"].as_str().map(str::to_string),
            penalties_2y: data["penalties_2y"].as_i64(),
            cases,
        })
    }
}

/// An agency sees the enterprises of its own region, of those below, and of those above it that it shares.
fn in_reach(person: &Person, row: &EnterpriseRow) -> bool {
    authorize::within(&person.region, &row.region) || authorize::within(&row.region, &person.region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_code_is_named_with_its_length() {
        let given = NewEnterprise {
            name: "示例市某厂（演示）".into(),
            credit_code: "9199990".into(),
            address: String::new(),
            legal_person: String::new(),
            phone: String::new(),
        };
        let errors = given.errors();
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].pointer, "/credit_code");
        assert!(errors[0].detail.contains("现在是 7 位"));
    }
}
