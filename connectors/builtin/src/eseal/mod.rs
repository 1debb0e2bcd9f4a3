//! Kind `eseal`: puts the development seal 演示用章 on a PDF and signs it as PAdES-B.
//!
//! This is **no legal electronic seal** (电子印章 within the meaning of 电子签名法 and GB/T 38540): the certificate is
//! self-signed, and the picture and its caption say so. Agencies replace it by a connector to their seal service; the job
//! stays the same.

mod appearance;
mod identity;
mod pades;

pub use appearance::{SealFace, SealFaceError};
pub use identity::{Identity, IdentityError};
pub use pades::PadesError;

use std::fmt::Write as _;

use connector_sdk::{BadInput, Connector, Job, Outcome, async_trait};
use serde_json::json;
use sha2::{Digest, Sha256};

/// The development seal of one node: one key, one face, any number of agencies.
pub struct DevelopmentSeal {
    identity: Identity,
    face: SealFace,
}

impl DevelopmentSeal {
    /// A seal that signs with `identity` and draws its letters with `face`.
    pub fn new(identity: Identity, face: SealFace) -> Self {
        Self { identity, face }
    }

    /// Seals `pdf`. Equal arguments give equal bytes (ECDSA with a nonce derived from key and message, RFC 6979), so that a
    /// repeated job gets the first answer. `signed_at`: instant in UTC, `2026-09-08T01:30:00.000Z`.
    ///
    /// # Errors
    /// [`PadesError`] when the file is no PDF, is encrypted, or does not mark the seal's place.
    pub fn seal(&self, pdf: &[u8], key: &str, agency: &str, signed_at: &str) -> Result<Vec<u8>, PadesError> {
        let stamp = appearance::draw(&self.face, agency);
        pades::sign(pdf, &self.identity, &stamp, &pades::Statement { field: &field_name(key), agency, signed_at })
    }

    fn answer(&self, job: &Job) -> Result<Outcome, BadInput> {
        if job.operation != "seal" {
            return Err(BadInput::Operation(job.operation.clone()));
        }
        let (agency, signed_at) = (job.text("agency")?, job.text("signed_at")?);
        let pdf = job.stream("pdf")?;
        Ok(match self.seal(pdf, &job.key, agency, signed_at) {
            Ok(sealed) => Outcome::Output {
                values: json!({
                    "seal": "演示用章",
                    "legal": false,
                    "subject": self.identity.subject(),
                    "certificate_sha256": self.identity.fingerprint(),
                    "signed_at": signed_at,
                    "sha256": hex(&Sha256::digest(&sealed)),
                }),
                streams: [("pdf".to_owned(), sealed)].into(),
            },
            Err(cause) => Outcome::fail(cause.to_string()),
        })
    }
}

#[async_trait]
impl Connector for DevelopmentSeal {
    fn kind(&self) -> &'static str {
        "eseal"
    }

    async fn call(&self, job: Job) -> Outcome {
        self.answer(&job).unwrap_or_else(Outcome::from)
    }
}

/// A field name of its own for each seal, so that a second seal keeps the first one valid.
fn field_name(key: &str) -> String {
    format!("Seal-{}", &hex(&Sha256::digest(key.as_bytes()))[..16])
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
