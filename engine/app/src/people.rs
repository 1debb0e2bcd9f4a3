//! Persons and their sessions. What concerns their accounts stands in `accounts.rs`.

use crate::App;
use crate::accounts;
use crate::authorize::{self, Permission};
use crate::passwords;
use crate::refusal::{Failure, refuse};
use crate::view::Named;
use crate::view::lists::PersonItem;
use crate::view::person::{CertificateView, Me, PersonView, UnitView};
use sha2::{Digest, Sha256};
use store::record::account::{AccountRow, PersonRow, SessionRow};

/// Wrong passwords in a row before a login is locked, and for how long (ms).
const FAILURES_MAX: i64 = 5;
const LOCKED_MS: i64 = 15 * 60 * 1000;
/// How long a session lives without being used (ms): 30 minutes; in a demonstration a day.
const IDLE_MS: i64 = 30 * 60 * 1000;
const IDLE_DEMO_MS: i64 = 24 * 60 * 60 * 1000;
/// How often a session in use is written back (ms).
const TOUCH_MS: i64 = 60 * 1000;

/// A person who works with the product, with everything that decides what they may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub unit_name: String,
    /// Region code of the unit.
    pub region: String,
    pub roles: Vec<String>,
    pub certificate: Option<Certificate>,
    /// Signed in with a password that somebody else gave: nothing but changing it is open.
    pub must_change: bool,
}

/// Law enforcement certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    pub no: String,
    /// First and last valid day, ISO dates.
    pub from: Option<String>,
    pub until: Option<String>,
}

impl App {
    /// The person of a session token, if the session lives. A session in use is kept alive.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn person_of_session(&self, token: &str, now: i64) -> Result<Option<Person>, Failure> {
        let hash = token_hash(token);
        let Some(live) = self.store().session(&hash, now).await.map_err(Failure::fault)? else { return Ok(None) };
        // A sign-in may have overtaken the administrator who disabled the account.
        if live.account_active == Some(false) {
            return Ok(None);
        }
        let session = live.session;
        if now - session.seen_at > TOUCH_MS {
            self.store().touch_session(hash, now, now + self.idle_ms()).await.map_err(Failure::fault)?;
        }
        let person = self.person(&session.person).await?;
        Ok(person.map(|person| Person { must_change: live.must_change == Some(true), ..person }))
    }

    /// An active person by id.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn person(&self, id: &str) -> Result<Option<Person>, Failure> {
        let Some(row) = self.store().person(id).await.map_err(Failure::fault)? else { return Ok(None) };
        if !row.active {
            return Ok(None);
        }
        let units = self.store().units().await.map_err(Failure::fault)?;
        let held = self.store().roles_held(Some(id)).await.map_err(Failure::fault)?;
        let unit = units.iter().find(|u| u.id == row.unit);
        Ok(Some(Person {
            id: row.id.clone(),
            name: row.name.clone(),
            unit: row.unit.clone(),
            unit_name: unit.map(|u| u.name.clone()).unwrap_or_default(),
            region: unit.map(|u| u.region.clone()).unwrap_or_default(),
            roles: held.into_iter().filter(|h| h.person == row.id).map(|h| h.role).collect(),
            certificate: certificate(&row),
            must_change: false,
        }))
    }

    /// All active persons.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn everybody(&self) -> Result<Vec<Person>, Failure> {
        let rows = self.store().persons().await.map_err(Failure::fault)?;
        let units = self.store().units().await.map_err(Failure::fault)?;
        let held = self.store().roles_held(None).await.map_err(Failure::fault)?;
        Ok(rows
            .into_iter()
            .filter(|row| row.active)
            .map(|row| {
                let unit = units.iter().find(|u| u.id == row.unit);
                Person {
                    unit_name: unit.map(|u| u.name.clone()).unwrap_or_default(),
                    region: unit.map(|u| u.region.clone()).unwrap_or_default(),
                    roles: held.iter().filter(|h| h.person == row.id).map(|h| h.role.clone()).collect(),
                    certificate: certificate(&row),
                    must_change: false,
                    id: row.id,
                    name: row.name,
                    unit: row.unit,
                }
            })
            .collect())
    }

    /// Who is signed in, with the counts of the inbox.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn me(&self, person: &Person, now: i64) -> Result<Me, Failure> {
        let counts = self.inbox(person, "mine", "", now).await?.counts;
        let view = PersonView {
            id: person.id.clone(),
            name: person.name.clone(),
            unit: UnitView { id: person.unit.clone(), name: person.unit_name.clone(), region: person.region.clone() },
            roles: person.roles.iter().map(|r| Named { id: r.clone(), title: self.role_title(r) }).collect(),
            certificate: person.certificate.as_ref().map(shown),
        };
        let permissions = authorize::of_roles(person.roles.iter().map(String::as_str));
        let has_password = self.store().account_of(&person.id).await.map_err(Failure::fault)?.is_some();
        Ok(Me {
            person: view,
            demo: self.is_demo(),
            counts,
            permissions: if person.must_change { vec![Permission::OwnAccount] } else { permissions },
            has_password,
            must_change_password: person.must_change,
        })
    }

    /// Opens a session for a login name and password.
    ///
    /// # Errors
    /// `login-failed`, `login-locked`; the store is not available.
    pub async fn sign_in(&self, login: &str, password: &str, token: &str, now: i64) -> Result<(), Failure> {
        let login = login.trim().to_lowercase();
        let account = self.store().account(&login).await.map_err(Failure::fault)?;
        if let Some(account) = &account {
            self.not_locked(account, now)?;
        }
        let hash = account.as_ref().map(|a| a.password_hash.clone()).unwrap_or_default();
        let good = passwords::verify(password.to_string(), hash).await?;
        let Some(account) = account.filter(|a| a.active) else { return refuse("login-failed") };
        if !good {
            self.count_wrong_password(&account, now + self.clock_offset()).await?;
            return refuse("login-failed");
        }
        // Others may have tried, or an administrator acted, while the password was being checked.
        let account = self.store().account(&login).await.map_err(Failure::fault)?.filter(|a| a.active);
        let Some(account) = account else { return refuse("login-failed") };
        self.not_locked(&account, now)?;
        if self.person(&account.person).await?.is_none() {
            return refuse("login-failed");
        }
        self.store().forget_sign_in_failures(login).await.map_err(Failure::fault)?;
        self.open_session(&account.person, token, now).await
    }

    /// `system_now`: locks follow the server's clock, not the demonstration's.
    pub(crate) fn not_locked(&self, account: &AccountRow, system_now: i64) -> Result<(), Failure> {
        if account.locked_until.is_some_and(|until| until > system_now) {
            return refuse("login-locked");
        }
        Ok(())
    }

    pub(crate) async fn count_wrong_password(&self, account: &AccountRow, now: i64) -> Result<(), Failure> {
        let until = now - self.clock_offset() + LOCKED_MS;
        let counted = self.store().count_sign_in_failure(account.login.clone(), FAILURES_MAX, until);
        if counted.await.map_err(Failure::fault)? >= FAILURES_MAX {
            let trail = accounts::trail("system", "accounts/lock", account, now);
            self.store().note_account(trail).await.map_err(Failure::fault)?;
        }
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn sign_out(&self, token: &str) -> Result<(), Failure> {
        self.store().close_session(token_hash(token)).await.map_err(Failure::fault)
    }

    pub(crate) async fn open_session(&self, person: &str, token: &str, now: i64) -> Result<(), Failure> {
        let row = SessionRow {
            token_hash: token_hash(token),
            person: person.to_string(),
            created_at: now,
            seen_at: now,
            expires_at: now + self.idle_ms(),
        };
        self.store().open_session(row).await.map_err(Failure::fault)
    }

    fn idle_ms(&self) -> i64 {
        if self.is_demo() { IDLE_DEMO_MS } else { IDLE_MS }
    }

    /// Persons of the caller's unit with a role, or all of them.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn people(&self, caller: &Person, role: &str) -> Result<Vec<PersonItem>, Failure> {
        let all = self.everybody().await?;
        Ok(all
            .into_iter()
            .filter(|p| {
                authorize::within(&caller.region, &p.region) && (role.is_empty() || p.roles.iter().any(|r| r == role))
            })
            .map(|p| PersonItem {
                titles: p.roles.iter().map(|r| self.role_title(r)).collect(),
                unit: p.unit_name,
                id: p.id,
                name: p.name,
            })
            .collect())
    }
}

/// Sessions are stored by the hash of their token, so that a copy of the database opens no session.
pub(crate) fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

fn certificate(row: &PersonRow) -> Option<Certificate> {
    let from = serde_json::from_str::<serde_json::Value>(&row.data).ok();
    let from = from.and_then(|d| d.pointer("/certificate/from").and_then(|v| v.as_str()).map(str::to_string));
    row.certificate.as_ref().map(|no| Certificate { no: no.clone(), from, until: row.certificate_until.clone() })
}

fn shown(certificate: &Certificate) -> CertificateView {
    CertificateView { no: certificate.no.clone(), valid_until: certificate.until.clone() }
}

/// The certificate of a person as a view shows it.
pub(crate) fn certificate_view(row: &PersonRow) -> Option<CertificateView> {
    certificate(row).as_ref().map(shown)
}
