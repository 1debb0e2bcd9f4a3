//! Accounts and sessions.

use super::Store;
use crate::error::StoreError;
use crate::record::account::{AccountChange, AccountRow, AccountTrail, LiveSession, SessionRow};
use crate::work::{read, transact};

impl Store {
    /// Writes an account together with its row in the chain of account rows, and ends sessions. False, and nothing changed,
    /// where the login, or the person's one account, is another.
    pub async fn change_account(&self, change: AccountChange) -> Result<bool, StoreError> {
        match transact!(self, account::change(change)) {
            Err(error) if error.is_unique_violation() => Ok(false),
            other => other,
        }
    }

    /// Adds a row to the chain of account rows.
    pub async fn note_account(&self, trail: AccountTrail) -> Result<i64, StoreError> {
        transact!(self, commit::append_account_trail(trail))
    }

    /// The account of a person.
    pub async fn account_of(&self, person: &str) -> Result<Option<AccountRow>, StoreError> {
        read!(self, account::account_of(person))
    }

    /// The account of a login.
    pub async fn account(&self, login: &str) -> Result<Option<AccountRow>, StoreError> {
        read!(self, account::account(login))
    }

    /// All accounts.
    pub async fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        read!(self, account::accounts())
    }

    /// Counts a failed sign-in; answers how many there were since the last good one. From `most` on the login is locked.
    pub async fn count_sign_in_failure(&self, login: String, most: i64, locked_until: i64) -> Result<i64, StoreError> {
        transact!(self, account::count_failure(login, most, locked_until))
    }

    /// After a good sign-in.
    pub async fn forget_sign_in_failures(&self, login: String) -> Result<(), StoreError> {
        transact!(self, account::forget_failures(login))
    }

    /// Opens a session.
    pub async fn open_session(&self, session: SessionRow) -> Result<(), StoreError> {
        transact!(self, account::open_session(session))
    }

    /// The session of a token hash, unless expired.
    pub async fn session(&self, token_hash: &str, now: i64) -> Result<Option<LiveSession>, StoreError> {
        read!(self, account::session(token_hash, now))
    }

    /// Notes that a session was used, and moves its end.
    pub async fn touch_session(&self, token_hash: String, seen_at: i64, expires_at: i64) -> Result<(), StoreError> {
        transact!(self, account::touch_session(token_hash, seen_at, expires_at))
    }

    /// Ends a session.
    pub async fn close_session(&self, token_hash: String) -> Result<(), StoreError> {
        transact!(self, account::close_session(token_hash))
    }

    /// Removes expired sessions; answers how many.
    pub async fn sweep_sessions(&self, now: i64) -> Result<u64, StoreError> {
        transact!(self, account::sweep_sessions(now))
    }
}
