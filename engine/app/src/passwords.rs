//! Passwords: what is accepted, how they are kept, how an initial one is made. None of them is ever logged or stored as text.

use crate::refusal::{Failure, Refusal};
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

/// Shortest and longest password, characters.
pub const LENGTH_MIN: usize = 12;
pub const LENGTH_MAX: usize = 128;
/// How many different characters a password needs.
const DIFFERENT_MIN: usize = 5;
/// Characters of initial passwords: none that looks like another.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Why a password is not accepted for this login and person. What is long enough needs no mixture of kinds of characters.
///
/// # Errors
/// `password-too-short`, `password-too-long`, `password-names-login`, `password-too-simple`.
pub fn check(password: &str, login: &str, name: &str) -> Result<(), Refusal> {
    let lower = password.to_lowercase();
    let different = lower.chars().collect::<std::collections::BTreeSet<_>>().len();
    let holds = |part: &str| part.chars().count() > 1 && lower.contains(&part.to_lowercase());
    let code = match password.chars().count() {
        length if length < LENGTH_MIN => "password-too-short",
        length if length > LENGTH_MAX => "password-too-long",
        _ if holds(login) || holds(name) => "password-names-login",
        _ if different < DIFFERENT_MIN => "password-too-simple",
        _ => return Ok(()),
    };
    Err(Refusal::new(code))
}

/// An initial password of 16 characters in groups of four, about 80 bits.
pub fn initial(random: [u8; 32]) -> String {
    let letters: Vec<u8> = random[..16].iter().map(|byte| ALPHABET[usize::from(byte % 32)]).collect();
    let groups: Vec<String> = letters.chunks(4).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    groups.join("-")
}

/// Argon2id in PHC text form, made off the asynchronous threads.
pub(crate) async fn hash(password: String, salt: [u8; 32]) -> Result<String, Failure> {
    tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password_with_salt(password.as_bytes(), &salt[..16]).map(|h| h.to_string())
    })
    .await
    .map_err(Failure::fault)?
    .map_err(Failure::fault)
}

/// Checks a password off the asynchronous threads. An unknown login costs the same time as a wrong password.
pub(crate) async fn verify(password: String, hash: String) -> Result<bool, Failure> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(password: &str) -> Option<String> {
        check(password, "zhang.san", "张三").err().map(|refusal| refusal.code)
    }

    #[test]
    fn a_long_sentence_is_accepted_and_the_obvious_is_not() {
        assert_eq!(refused("河边的石头三十七块都白"), Some("password-too-short".into()), "11 characters");
        assert_eq!(refused("河边的石头三十七块都白了"), None);
        assert_eq!(refused("correct horse battery"), None);
        assert_eq!(refused("short"), Some("password-too-short".into()));
        assert_eq!(refused(&"ab".repeat(65)), Some("password-too-long".into()));
        assert_eq!(refused("Zhang.San-2026-x"), Some("password-names-login".into()));
        assert_eq!(refused("张三的密码非常长非常长"), Some("password-too-short".into()));
        assert_eq!(refused("张三的密码非常长非常长了"), Some("password-names-login".into()));
        assert_eq!(refused("111111111111"), Some("password-too-simple".into()));
    }

    #[test]
    fn an_initial_password_meets_the_rules() {
        let mut bytes = [0; 32];
        bytes.iter_mut().zip(7..).for_each(|(byte, n)| *byte = n * 5);
        let password = initial(bytes);
        assert_eq!((password.len(), check(&password, "zhang.san", "张三")), (19, Ok(())), "{password}");
    }
}
