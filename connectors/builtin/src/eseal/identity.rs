//! Key and certificate of the development seal. Made once from the caller's randomness and kept by the caller as PEM.

use std::str::FromStr;
use std::time::Duration;

use der::asn1::UtcTime;
use der::{DecodePem, Encode, EncodePem};
use p256::ecdsa::{DerSignature, SigningKey};
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::pkix::{KeyUsage, KeyUsages};
use x509_cert::ext::{Extension, ToExtension};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{SubjectPublicKeyInfo, SubjectPublicKeyInfoRef};
use x509_cert::time::{Time, Validity};

/// What the certificate is called, so that every viewer shows that this is no legal seal.
const SUBJECT: &str = "CN=演示用章（开发用，非法定电子印章）,O=演示,C=CN";
/// 2020-01-01 and 2049-12-31, seconds since 1970: the demonstration clock may stand anywhere between.
const VALID: (u64, u64) = (1_577_836_800, 2_524_521_600);

/// Why a key or certificate cannot be made or read.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    #[error("seal key: {0}")]
    Key(String),
    #[error("seal certificate: {0}")]
    Certificate(String),
}

/// A P-256 key with its self-signed certificate.
pub struct Identity {
    key: SigningKey,
    certificate: Certificate,
    der: Vec<u8>,
}

struct SelfSigned(Name);

impl BuilderProfile for SelfSigned {
    fn get_issuer(&self, subject: &Name) -> Name {
        subject.clone()
    }

    fn get_subject(&self) -> Name {
        self.0.clone()
    }

    fn build_extensions(
        &self,
        _spk: SubjectPublicKeyInfoRef<'_>,
        _issuer_spk: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        let usage = KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation);
        Ok(vec![(&usage).to_extension(tbs.subject(), &[])?])
    }
}

impl Identity {
    /// Makes a key from 32 random bytes and a certificate for it.
    ///
    /// # Errors
    /// [`IdentityError`] when the bytes are no P-256 key (all zero, for instance): draw again.
    pub fn generate(entropy: &[u8; 32]) -> Result<Self, IdentityError> {
        let key = SigningKey::from_slice(entropy).map_err(|cause| IdentityError::Key(cause.to_string()))?;
        let certificate = issue(&key).map_err(|cause| IdentityError::Certificate(cause.to_string()))?;
        Self::with(key, certificate)
    }

    /// Reads what [`Identity::to_pem`] wrote.
    ///
    /// # Errors
    /// [`IdentityError`] when a part is missing or broken, or the key does not belong to the certificate.
    pub fn from_pem(text: &str) -> Result<Self, IdentityError> {
        let split = text.find("-----BEGIN CERTIFICATE").ok_or_else(|| IdentityError::Certificate("missing".into()))?;
        let (key, certificate) = text.split_at(split);
        let key = SigningKey::from_pkcs8_pem(key.trim()).map_err(|cause| IdentityError::Key(cause.to_string()))?;
        let certificate =
            Certificate::from_pem(certificate.trim()).map_err(|cause| IdentityError::Certificate(cause.to_string()))?;
        let public = SubjectPublicKeyInfo::from_key(key.verifying_key())
            .map_err(|cause| IdentityError::Key(cause.to_string()))?;
        if certificate.tbs_certificate().subject_public_key_info() != &public {
            return Err(IdentityError::Certificate("belongs to another key".into()));
        }
        Self::with(key, certificate)
    }

    /// Private key (PKCS #8) and certificate as PEM. Keep it where only the server reads.
    ///
    /// # Errors
    /// [`IdentityError`] when encoding fails.
    pub fn to_pem(&self) -> Result<String, IdentityError> {
        let key = self.key.to_pkcs8_pem(LineEnding::LF).map_err(|cause| IdentityError::Key(cause.to_string()))?;
        let certificate =
            self.certificate.to_pem(LineEnding::LF).map_err(|cause| IdentityError::Certificate(cause.to_string()))?;
        Ok(format!("{}{certificate}", key.as_str()))
    }

    /// The certificate's subject.
    pub fn subject(&self) -> String {
        self.certificate.tbs_certificate().subject().to_string()
    }

    /// SHA-256 over the certificate, hexadecimal.
    pub fn fingerprint(&self) -> String {
        super::hex(&Sha256::digest(&self.der))
    }

    pub(super) fn key(&self) -> &SigningKey {
        &self.key
    }

    pub(super) fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    pub(super) fn certificate_der(&self) -> &[u8] {
        &self.der
    }

    fn with(key: SigningKey, certificate: Certificate) -> Result<Self, IdentityError> {
        let der = certificate.to_der().map_err(|cause| IdentityError::Certificate(cause.to_string()))?;
        Ok(Self { key, certificate, der })
    }
}

fn issue(key: &SigningKey) -> x509_cert::builder::Result<Certificate> {
    let public = SubjectPublicKeyInfo::from_key(key.verifying_key())?;
    // 16 bytes of the public key's digest: unique per key, positive, no second source of randomness.
    let mut serial = Sha256::digest(public.to_der()?)[..16].to_vec();
    serial[0] = (serial[0] & 0x7f) | 0x40;
    let time = |seconds| UtcTime::from_unix_duration(Duration::from_secs(seconds)).map(Time::UtcTime);
    let builder = CertificateBuilder::new(
        SelfSigned(Name::from_str(SUBJECT)?),
        SerialNumber::new(&serial)?,
        Validity::new(time(VALID.0)?, time(VALID.1)?),
        public,
    )?;
    builder.build::<_, DerSignature>(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_identity_is_the_same_identity() {
        let made = Identity::generate(&[7; 32]).expect("key");
        let read = Identity::from_pem(&made.to_pem().expect("pem")).expect("read");
        assert_eq!(made.fingerprint(), read.fingerprint());
        assert!(made.subject().contains("非法定电子印章"), "{}", made.subject());
    }

    #[test]
    fn a_foreign_key_is_refused() {
        let (a, b) = (Identity::generate(&[1; 32]).expect("key"), Identity::generate(&[2; 32]).expect("key"));
        let (a, b) = (a.to_pem().expect("pem"), b.to_pem().expect("pem"));
        let cut = "-----BEGIN CERTIFICATE";
        let mixed = format!("{}{}", &a[..a.find(cut).expect("cut")], &b[b.find(cut).expect("cut")..]);
        assert!(Identity::from_pem(&mixed).is_err());
        assert!(Identity::generate(&[0; 32]).is_err());
    }
}
