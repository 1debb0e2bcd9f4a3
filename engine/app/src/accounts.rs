//! Accounts: who may sign in. Given, reset, disabled and unlocked by an administrator of the unit or of one above it, or from the
//! command line; each change is a row of a hash chain of its own.

use crate::App;
use crate::passwords;
use crate::people::{Person, certificate_view, token_hash};
use crate::refusal::{Failure, Refusal, refuse};
use crate::view::Named;
use crate::view::account::{
    AccountState, AccountTrailItem, AccountTrailView, AccountView, InitialPassword, Staff, StaffItem,
};
use crate::{authorize, time};
use std::collections::BTreeMap;
use store::record::PAGE_ROWS_MAX;
use store::record::account::{ACCOUNTS_CHAIN, AccountChange, AccountRow, AccountTrail, PersonRow};

/// Who acts from the command line.
pub const OPERATOR: &str = "operator";
/// Shortest and longest login name, characters.
const LOGIN_MIN: usize = 3;
const LOGIN_MAX: usize = 40;
/// Rows of the trail that a page shows.
const TRAIL_MAX: usize = 200;

/// What can be done to an account beside giving it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountAct {
    /// No sign-in from now on; sessions end at once.
    Disable,
    Enable,
    /// Forgets wrong passwords.
    Unlock,
}

impl AccountAct {
    fn verb(self) -> &'static str {
        match self {
            AccountAct::Disable => "accounts/disable",
            AccountAct::Enable => "accounts/enable",
            AccountAct::Unlock => "accounts/unlock",
        }
    }
}

/// A login name as it is kept: lower case; letters, digits, `.`, `-` and `_`.
///
/// # Errors
/// `login-invalid`.
pub fn login_name(given: &str) -> Result<String, Refusal> {
    let login = given.trim().to_lowercase();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    let good = (LOGIN_MIN..=LOGIN_MAX).contains(&login.chars().count()) && login.chars().all(plain);
    if good { Ok(login) } else { Err(Refusal::new("login-invalid")) }
}

impl App {
    /// Persons of the units from `region` down, with their accounts. The empty region is everything.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn staff(&self, region: &str, own: &str, now: i64) -> Result<Staff, Failure> {
        let system = now - self.clock_offset();
        let units = self.store().units().await.map_err(Failure::fault)?;
        let held = self.store().roles_held(None).await.map_err(Failure::fault)?;
        let accounts = self.store().accounts().await.map_err(Failure::fault)?;
        let accounts: BTreeMap<&str, &AccountRow> = accounts.iter().map(|a| (a.person.as_str(), a)).collect();
        let mut rows = self.store().persons().await.map_err(Failure::fault)?;
        rows.sort_by(|a, b| (&a.unit, &a.id).cmp(&(&b.unit, &b.id)));
        let mut items = Vec::new();
        for unit in units.iter().filter(|unit| region.is_empty() || authorize::within(region, &unit.region)) {
            for row in rows.iter().filter(|row| row.unit == unit.id) {
                items.push(StaffItem {
                    id: row.id.clone(),
                    name: row.name.clone(),
                    unit: Named { id: unit.id.clone(), title: unit.name.clone() },
                    post: row.post.clone(),
                    roles: held
                        .iter()
                        .filter(|h| h.person == row.id)
                        .map(|h| Named { id: h.role.clone(), title: self.role_title(&h.role) })
                        .collect(),
                    certificate: certificate_view(row),
                    active: row.active,
                    account: accounts.get(row.id.as_str()).map(|account| view(account, system)),
                    own: row.id == own,
                });
            }
        }
        Ok(Staff { items })
    }

    /// Whether anybody has an account.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn has_accounts(&self) -> Result<bool, Failure> {
        Ok(!self.store().accounts().await.map_err(Failure::fault)?.is_empty())
    }

    /// The region code of the unit of a person; none if there is no such person.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn region_of_person(&self, person: &str) -> Result<Option<String>, Failure> {
        let Some(row) = self.store().person(person).await.map_err(Failure::fault)? else { return Ok(None) };
        let units = self.store().units().await.map_err(Failure::fault)?;
        Ok(units.into_iter().find(|unit| unit.id == row.unit).map(|unit| unit.region))
    }

    /// Gives a person a login with an initial password, which is said once and must be changed at the first sign-in.
    ///
    /// # Errors
    /// `login-invalid`, `login-taken`, `account-exists`, `person-unknown`; the store is not available.
    pub async fn give_account(
        &self,
        by: &Person,
        person: &str,
        login: &str,
        now: i64,
    ) -> Result<InitialPassword, Failure> {
        let login = login_name(login)?;
        if self.store().account_of(person).await.map_err(Failure::fault)?.is_some() {
            return refuse("account-exists");
        }
        let password = passwords::initial(self.random());
        self.write_password(&by.id, "accounts/give", person, &login, &password, true, now).await?;
        Ok(InitialPassword { login, password })
    }

    /// Replaces the password of a person by an initial one; sessions end.
    ///
    /// # Errors
    /// `account-missing`, `account-own`; the store is not available.
    pub async fn reset_password(&self, by: &Person, person: &str, now: i64) -> Result<InitialPassword, Failure> {
        let account = self.account_in_reach(by, person).await?;
        let password = passwords::initial(self.random());
        self.write_password(&by.id, "accounts/reset", person, &account.login, &password, true, now).await?;
        Ok(InitialPassword { login: account.login, password })
    }

    /// Disables, enables or unlocks the account of a person.
    ///
    /// # Errors
    /// `account-missing`, `account-own`; the store is not available.
    pub async fn act_on_account(&self, by: &Person, person: &str, act: AccountAct, now: i64) -> Result<(), Failure> {
        let account = self.account_in_reach(by, person).await?;
        self.write_act(&by.id, account, act, now).await
    }

    async fn account_in_reach(&self, by: &Person, person: &str) -> Result<AccountRow, Failure> {
        if by.id == person {
            return refuse("account-own");
        }
        let account = self.store().account_of(person).await.map_err(Failure::fault)?;
        account.ok_or_else(|| Refusal::new("account-missing").into())
    }

    async fn write_act(&self, by: &str, mut account: AccountRow, act: AccountAct, now: i64) -> Result<(), Failure> {
        match act {
            AccountAct::Disable => account.active = false,
            AccountAct::Enable => account.active = true,
            AccountAct::Unlock => {}
        }
        (account.failures, account.locked_until) = (0, None);
        let trail = trail(by, act.verb(), &account, now);
        let ends_sessions = act == AccountAct::Disable;
        self.change(AccountChange { account, ends_sessions, keeps: None, trail }).await
    }

    /// The signed-in person changes their own password. Their other sessions end, the one of `token` stays.
    ///
    /// # Errors
    /// `account-missing`, `password-wrong`, `login-locked`, `password-unchanged` and the rules of [`passwords::check`]; the
    /// store is not available.
    pub async fn change_own_password(
        &self,
        person: &Person,
        old: &str,
        new: &str,
        token: &str,
        now: i64,
    ) -> Result<(), Failure> {
        let account = self.store().account_of(&person.id).await.map_err(Failure::fault)?;
        let Some(account) = account.filter(|a| a.active) else { return refuse("account-missing") };
        self.not_locked(&account, now - self.clock_offset())?;
        if !passwords::verify(old.to_string(), account.password_hash.clone()).await? {
            self.count_wrong_password(&account, now).await?;
            return refuse("password-wrong");
        }
        if old == new {
            return refuse("password-unchanged");
        }
        passwords::check(new, &account.login, &person.name)?;
        let row = AccountRow {
            password_hash: passwords::hash(new.to_string(), self.random()).await?,
            failures: 0,
            locked_until: None,
            must_change: false,
            changed_at: now,
            ..account
        };
        let trail = trail(&person.id, "accounts/change", &row, now);
        self.change(AccountChange { account: row, ends_sessions: true, keeps: Some(token_hash(token)), trail }).await
    }

    /// Gives or replaces a login from the command line.
    ///
    /// # Errors
    /// `login-invalid`, `login-taken`, `person-unknown` and the rules of [`passwords::check`]; the store is not available.
    pub async fn set_password(&self, person: &str, login: &str, password: &str, now: i64) -> Result<(), Failure> {
        let login = login_name(login)?;
        self.write_password(OPERATOR, "accounts/set", person, &login, password, false, now).await
    }

    /// Disables, enables or unlocks a login from the command line.
    ///
    /// # Errors
    /// `account-missing`; the store is not available.
    pub async fn act_on_login(&self, login: &str, act: AccountAct, now: i64) -> Result<(), Failure> {
        let account = self.store().account(&login.trim().to_lowercase()).await.map_err(Failure::fault)?;
        let account = account.ok_or_else(|| Refusal::new("account-missing"))?;
        self.write_act(OPERATOR, account, act, now).await
    }

    #[expect(clippy::too_many_arguments, reason = "who, what, whose, which, how, when: nothing of it groups")]
    async fn write_password(
        &self,
        by: &str,
        verb: &str,
        person: &str,
        login: &str,
        password: &str,
        must_change: bool,
        now: i64,
    ) -> Result<(), Failure> {
        let row = self.store().person(person).await.map_err(Failure::fault)?.filter(|row| row.active);
        let row = row.ok_or_else(|| Refusal::new("person-unknown").with("person", person))?;
        passwords::check(password, login, &row.name)?;
        if let Some(other) = self.store().account_of(person).await.map_err(Failure::fault)?
            && other.login != login
        {
            return Err(Refusal::new("account-other-login").with("login", other.login).into());
        }
        let account = AccountRow {
            login: login.to_string(),
            person: person.to_string(),
            password_hash: passwords::hash(password.to_string(), self.random()).await?,
            active: true,
            must_change,
            changed_at: now,
            ..AccountRow::default()
        };
        let trail = trail(by, verb, &account, now);
        self.change(AccountChange { account, ends_sessions: true, keeps: None, trail }).await
    }

    async fn change(&self, change: AccountChange) -> Result<(), Failure> {
        let login = change.account.login.clone();
        if self.store().change_account(change).await.map_err(Failure::fault)? {
            return Ok(());
        }
        Err(Refusal::new("login-taken").with("login", login).into())
    }

    /// What was done to accounts of the units from `region` down, the newest first.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn account_trail(&self, region: &str) -> Result<AccountTrailView, Failure> {
        let units = self.store().units().await.map_err(Failure::fault)?;
        let persons = self.store().persons().await.map_err(Failure::fault)?;
        let names: BTreeMap<&str, &str> = persons.iter().map(|p| (p.id.as_str(), p.name.as_str())).collect();
        let near = |person: &PersonRow| {
            let unit = units.iter().find(|unit| unit.id == person.unit);
            unit.is_some_and(|unit| authorize::within(region, &unit.region))
        };
        let near: Vec<&str> = persons.iter().filter(|p| near(p)).map(|p| p.id.as_str()).collect();
        let chain = self.chain(ACCOUNTS_CHAIN).await?;
        let newest = (chain.rows - PAGE_ROWS_MAX).max(0);
        let rows = self.store().audit_after(ACCOUNTS_CHAIN, newest).await.map_err(Failure::fault)?;
        let items = rows.iter().rev().filter_map(|row| trail_item(row.n, &row.line, &names, &near));
        Ok(AccountTrailView { items: items.take(TRAIL_MAX).collect(), chain })
    }
}

/// A row of the chain of account rows.
pub(crate) fn trail(actor: &str, verb: &str, account: &AccountRow, now: i64) -> AccountTrail {
    let members = [("person", &account.person), ("login", &account.login)];
    AccountTrail {
        at_ms: now,
        actor: actor.to_string(),
        verb: verb.to_string(),
        members: members.map(|(name, value)| (name.to_string(), value.clone())).to_vec(),
    }
}

fn trail_item(n: i64, line: &[u8], names: &BTreeMap<&str, &str>, near: &[&str]) -> Option<AccountTrailItem> {
    let row: serde_json::Value = serde_json::from_slice(line).ok()?;
    let text = |name: &str| row[name].as_str().unwrap_or_default();
    if !near.contains(&text("person")) {
        return None;
    }
    let name = |id: &str| match id {
        OPERATOR => "命令行".to_string(),
        "system" => "系统".to_string(),
        id => names.get(id).map_or_else(|| id.to_string(), |name| (*name).to_string()),
    };
    let what = match text("verb") {
        "accounts/give" => "开通账号",
        "accounts/set" => "设置账号和密码",
        "accounts/reset" => "重置密码",
        "accounts/change" => "修改本人密码",
        "accounts/disable" => "停用账号",
        "accounts/enable" => "启用账号",
        "accounts/unlock" => "解除锁定",
        "accounts/lock" => "连续输错密码，锁定账号",
        other => other,
    };
    Some(AccountTrailItem {
        n,
        at: time::parse(text("at")).map(time::text_of).unwrap_or_default(),
        by: name(text("actor")),
        person: name(text("person")),
        text: format!("{what}（{}）", text("login")),
    })
}

fn view(account: &AccountRow, system: i64) -> AccountView {
    let locked = account.locked_until.filter(|until| *until > system);
    let state = match (account.active, locked, account.must_change) {
        (false, ..) => AccountState::Disabled,
        (_, Some(_), _) => AccountState::Locked,
        (_, _, true) => AccountState::Initial,
        _ => AccountState::Active,
    };
    let minutes = locked.map(|until| (until - system).div_euclid(60_000) + 1);
    AccountView {
        login: account.login.clone(),
        state,
        locked_minutes: minutes.filter(|_| state == AccountState::Locked),
    }
}
