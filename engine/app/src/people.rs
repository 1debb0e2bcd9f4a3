//! Persons, accounts and sessions.

use crate::App;
use crate::authorize;
use crate::refusal::{Failure, refuse};
use crate::view::Named;
use crate::view::lists::PersonItem;
use crate::view::person::{CertificateView, Me, PersonView, UnitView};
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
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
        let Some(session) = self.store().session(&hash, now).await.map_err(Failure::fault)? else { return Ok(None) };
        if now - session.seen_at > TOUCH_MS {
            self.store().touch_session(hash, now, now + self.idle_ms()).await.map_err(Failure::fault)?;
        }
        self.person(&session.person).await
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
            certificate: person
                .certificate
                .as_ref()
                .map(|c| CertificateView { no: c.no.clone(), valid_until: c.until.clone() }),
        };
        Ok(Me { person: view, demo: self.is_demo(), counts })
    }

    /// Opens a session for a login name and password.
    ///
    /// # Errors
    /// `login-failed`, `login-locked`; the store is not available.
    pub async fn sign_in(&self, login: &str, password: &str, token: &str, now: i64) -> Result<(), Failure> {
        let account = self.store().account(login).await.map_err(Failure::fault)?;
        if account.as_ref().and_then(|a| a.locked_until).is_some_and(|until| until > now) {
            return refuse("login-locked");
        }
        let hash = account.as_ref().map(|a| a.password_hash.clone()).unwrap_or_default();
        let good = verify_password(password.to_string(), hash).await?;
        let Some(account) = account.filter(|a| a.active) else { return refuse("login-failed") };
        if !good {
            let locked = (account.failures + 1 >= FAILURES_MAX).then_some(now + LOCKED_MS);
            self.store().count_sign_in_failure(login.to_string(), locked).await.map_err(Failure::fault)?;
            return refuse("login-failed");
        }
        self.store().forget_sign_in_failures(login.to_string()).await.map_err(Failure::fault)?;
        self.open_session(&account.person, token, now).await
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

    /// Gives a person a login and password.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn set_password(&self, person: &str, login: &str, password: &str) -> Result<(), Failure> {
        let salt = self.random();
        let password = password.to_string();
        let hash = tokio::task::spawn_blocking(move || {
            Argon2::default().hash_password_with_salt(password.as_bytes(), &salt[..16]).map(|h| h.to_string())
        })
        .await
        .map_err(Failure::fault)?
        .map_err(Failure::fault)?;
        let row = AccountRow {
            login: login.to_string(),
            person: person.to_string(),
            password_hash: hash,
            active: true,
            failures: 0,
            locked_until: None,
        };
        self.store().put_account(row).await.map_err(Failure::fault)
    }
}

/// Checks a password off the asynchronous threads. An unknown login costs the same time as a wrong password.
async fn verify_password(password: String, hash: String) -> Result<bool, Failure> {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    tokio::task::spawn_blocking(move || {
        let text = if hash.is_empty() { NOBODY } else { hash.as_str() };
        let good =
            PasswordHash::new(text).is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok());
        good && !hash.is_empty()
    })
    .await
    .map_err(Failure::fault)
}

/// Sessions are stored by the hash of their token, so that a copy of the database opens no session.
fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

fn certificate(row: &PersonRow) -> Option<Certificate> {
    let from = serde_json::from_str::<serde_json::Value>(&row.data).ok();
    let from = from.and_then(|d| d.pointer("/certificate/from").and_then(|v| v.as_str()).map(str::to_string));
    row.certificate.as_ref().map(|no| Certificate { no: no.clone(), from, until: row.certificate_until.clone() })
}
