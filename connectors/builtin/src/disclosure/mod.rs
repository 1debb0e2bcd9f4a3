//! Kind `disclosure`: sends a publication to the portal by a signed HTTP POST, like to any other target.
//!
//! The built-in portal is no exception: it receives `POST /portal/v1/publications` over HTTP, because a connector knows no
//! engine crate. Signature: Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature: v1,…`).

mod signature;

pub use signature::{Secret, SecretError, VerifyError};

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use connector_sdk::{BadInput, Connector, Job, Outcome, async_trait};
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The longest part of a refusing answer that is kept as the reason.
const MAX_REASON: usize = 300;

/// Where publications go and how they are signed.
pub struct Target {
    /// Full address of the receiving route.
    pub url: String,
    /// Name under which the receiver knows the secret.
    pub sender: String,
    /// Shared with the receiver.
    pub secret: Secret,
    /// Of one attempt, connecting included.
    pub timeout: Duration,
}

/// Clock of the signature's time stamp, in seconds since 1970. Only the server owns a clock, and a demonstration may move it.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// The connector.
pub struct Disclosure {
    target: Target,
    client: Client,
    clock: Clock,
}

impl Disclosure {
    /// A connector for one target.
    ///
    /// # Errors
    /// When the HTTP client cannot be set up.
    pub fn new(target: Target, clock: Clock) -> Result<Self, reqwest::Error> {
        // Only the first installation counts; whoever came before has chosen the same provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .timeout(target.timeout)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("xiezhi-disclosure/1")
            .build()?;
        Ok(Self { target, client, clock })
    }

    async fn send(&self, job: &Job) -> Result<Outcome, BadInput> {
        let body = publication(job)?.to_string();
        let seconds = (self.clock)();
        let signature = self.target.secret.sign(&job.key, seconds, body.as_bytes());
        let answer = self
            .client
            .post(&self.target.url)
            .header("content-type", "application/json")
            .bearer_auth(&self.target.sender)
            .header("webhook-id", &job.key)
            .header("webhook-timestamp", seconds.to_string())
            .header("webhook-signature", signature)
            .body(body)
            .send()
            .await;
        Ok(match answer {
            Ok(response) => judge(response).await,
            Err(cause) if cause.is_builder() => Outcome::fail(told(&cause)),
            Err(cause) => Outcome::retry(told(&cause)),
        })
    }
}

#[async_trait]
impl Connector for Disclosure {
    fn kind(&self) -> &'static str {
        "disclosure"
    }

    async fn call(&self, job: Job) -> Outcome {
        self.send(&job).await.unwrap_or_else(Outcome::from)
    }
}

/// The body of the request: what the receiver stores, see README.md. The publication was made by the plan: nothing is added
/// to it here but the paper and its digest.
fn publication(job: &Job) -> Result<Value, BadInput> {
    if !matches!(job.operation.as_str(), "register" | "publish" | "withdraw") {
        return Err(BadInput::Operation(job.operation.clone()));
    }
    let mut body = job
        .input
        .get("publication")
        .filter(|field| field.is_object())
        .cloned()
        .ok_or(BadInput::Field("publication"))?;
    if job.operation == "publish" {
        let pdf = job.stream("pdf")?;
        body["pdf_base64"] = json!(STANDARD.encode(pdf));
        body["digest"] = json!(format!("sha256:{}", crate::eseal::hex(&Sha256::digest(pdf))));
    }
    Ok(body)
}

/// 2xx: done. 408, 425, 429 and 5xx: later. Everything else: never.
async fn judge(response: Response) -> Outcome {
    let status = response.status();
    let after = response
        .headers()
        .get("retry-after")
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.trim().parse().ok())
        .map(Duration::from_secs);
    if status.is_success() {
        return match response.bytes().await {
            Ok(bytes) => Outcome::output(json!({
                "status": status.as_u16(),
                "receipt": serde_json::from_slice::<Value>(&bytes).unwrap_or(Value::Null),
            })),
            Err(cause) => Outcome::retry(told(&cause)),
        };
    }
    let text = response.text().await.unwrap_or_default();
    let reason = format!("对方答复 HTTP {}：{}", status.as_u16(), text.chars().take(MAX_REASON).collect::<String>());
    let later = matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS);
    if later || status.is_server_error() { Outcome::Retry { reason, after } } else { Outcome::fail(reason) }
}

/// What happened, for the operator, and behind it the library's own words with all causes.
fn told(error: &reqwest::Error) -> String {
    let what = match () {
        () if error.is_builder() => "对方的地址不能访问",
        () if error.is_timeout() => "对方在规定时间内没有答复",
        () if error.is_connect() => "连不上对方的服务器",
        () => "与对方的通信中断",
    };
    format!("{what}（{}）", chain(error))
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
