//! Accounts and sessions.

use super::Store;
use crate::error::StoreError;
use crate::record::account::{AccountRow, SessionRow};
use crate::work::{read, transact};

impl Store {
    /// Writes an account.
    pub async fn put_account(&self, account: AccountRow) -> Result<(), StoreError> {
        transact!(self, account::put(account))
    }

    /// The account of a login.
    pub async fn account(&self, login: &str) -> Result<Option<AccountRow>, StoreError> {
        read!(self, account::account(login))
    }

    /// All accounts.
    pub async fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        read!(self, account::accounts())
    }

    /// Counts a failed sign-in; answers how many there were since the last good one.
    pub async fn count_sign_in_failure(&self, login: String, locked_until: Option<i64>) -> Result<i64, StoreError> {
        transact!(self, account::count_failure(login, locked_until))
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
    pub async fn session(&self, token_hash: &str, now: i64) -> Result<Option<SessionRow>, StoreError> {
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

    /// Ends all sessions of a person.
    pub async fn close_sessions_of(&self, person: String) -> Result<(), StoreError> {
        transact!(self, account::close_sessions_of(person))
    }

    /// Removes expired sessions; answers how many.
    pub async fn sweep_sessions(&self, now: i64) -> Result<u64, StoreError> {
        transact!(self, account::sweep_sessions(now))
    }
}
