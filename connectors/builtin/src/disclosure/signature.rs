//! Signatures of the Standard Webhooks convention: HMAC-SHA-256 over `id.timestamp.body`.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How far the time stamp of a request may be from the receiver's clock, in seconds.
const TOLERANCE: u64 = 300;

/// A secret that sender and receiver share: `whsec_` and base64 of 24 to 64 bytes.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

/// A text that is no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a webhook secret is `whsec_` and base64 of 24 to 64 bytes")]
pub struct SecretError;

/// Why a received request is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    #[error("the time stamp is more than five minutes off")]
    Time,
    #[error("no signature fits")]
    Signature,
}

impl Secret {
    /// Reads `whsec_…`.
    ///
    /// # Errors
    /// [`SecretError`] when the form or the length is wrong.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let bytes = STANDARD.decode(text.trim().strip_prefix("whsec_").ok_or(SecretError)?).map_err(|_| SecretError)?;
        if (24..=64).contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(SecretError) }
    }

    /// A secret that was never text.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The value of `webhook-signature` for a body sent at `seconds` since 1970 under this id.
    pub fn sign(&self, id: &str, seconds: u64, body: &[u8]) -> String {
        format!("v1,{}", STANDARD.encode(self.mac(id, seconds, body).finalize().into_bytes()))
    }

    /// Checks what a receiver got. `header` may hold several signatures separated by blanks (two keys during a change).
    ///
    /// # Errors
    /// [`VerifyError`] when the time is off or no signature fits; compared in constant time.
    pub fn verify(&self, id: &str, seconds: u64, body: &[u8], header: &str, now: u64) -> Result<(), VerifyError> {
        if now.abs_diff(seconds) > TOLERANCE {
            return Err(VerifyError::Time);
        }
        let fits = header.split_ascii_whitespace().filter_map(|part| part.strip_prefix("v1,")).any(|part| {
            STANDARD.decode(part).is_ok_and(|bytes| self.mac(id, seconds, body).verify_slice(&bytes).is_ok())
        });
        if fits { Ok(()) } else { Err(VerifyError::Signature) }
    }

    fn mac(&self, id: &str, seconds: u64, body: &[u8]) -> Hmac<Sha256> {
        // HMAC takes keys of every length, so this never fails; an empty key would sign nothing that verifies elsewhere.
        let mut mac =
            <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).unwrap_or_else(|_| Hmac::new(&Default::default()));
        mac.update(format!("{id}.{seconds}.").as_bytes());
        mac.update(body);
        mac
    }
}

/// Never shows the bytes.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published test vector of the convention (standardwebhooks reference libraries).
    #[test]
    fn the_reference_vector_fits() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("secret");
        let signature = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn changed_bodies_old_times_and_foreign_keys_are_refused() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("secret");
        let other = Secret::parse("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").expect("secret");
        let header = format!("v1,AAAA {}", secret.sign("m", 1000, b"x"));
        assert_eq!(secret.verify("m", 1000, b"x", &header, 1200), Ok(()));
        assert_eq!(secret.verify("m", 1000, b"y", &header, 1200), Err(VerifyError::Signature));
        assert_eq!(secret.verify("n", 1000, b"x", &header, 1200), Err(VerifyError::Signature));
        assert_eq!(secret.verify("m", 1000, b"x", &header, 1301), Err(VerifyError::Time));
        assert_eq!(other.verify("m", 1000, b"x", &header, 1000), Err(VerifyError::Signature));
    }

    #[test]
    fn short_secrets_are_refused() {
        assert_eq!(Secret::parse("whsec_AAAA").map(|_| ()), Err(SecretError));
        assert_eq!(Secret::parse("secret").map(|_| ()), Err(SecretError));
    }
}
