//! The contract between the workers and whatever carries an effect out into the world.
//!
//! A connector gets a [`Job`] and answers with an [`Outcome`]. Jobs are delivered **at least once** after the commit that made
//! them: every connector accepts a repeat. A repeated job carries the same [`Job::key`]; the remote side must see one effect.
//! This crate knows no engine crate, so a connector can be written, tested and released on its own.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use async_trait::async_trait;

/// Bytes with a name: a PDF to seal, a photo to store, a receipt that came back. Names are chosen by the operation
/// (`pdf`, `receipt` …) and are part of the connector's README section.
pub type Streams = BTreeMap<String, Vec<u8>>;

/// One piece of work for a connector.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    /// Stable over all attempts, unique per effect. Use it as the idempotency key towards the remote side.
    pub key: String,
    /// What to do, a word of the connector (`seal`, `publish` …).
    pub operation: String,
    /// Arguments, as the operation documents them.
    pub input: Value,
    /// Named bytes that go with the arguments.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub streams: Streams,
    /// 1 for the first attempt.
    pub attempt: u32,
}

impl Job {
    /// A first attempt without byte streams.
    pub fn new(key: impl Into<String>, operation: impl Into<String>, input: Value) -> Self {
        Self { key: key.into(), operation: operation.into(), input, streams: Streams::new(), attempt: 1 }
    }

    /// The same job with one more named stream.
    #[must_use]
    pub fn with_stream(mut self, name: impl Into<String>, bytes: Vec<u8>) -> Self {
        self.streams.insert(name.into(), bytes);
        self
    }

    /// A text argument of the input.
    ///
    /// # Errors
    /// [`BadInput`] when the field is absent or is not text.
    pub fn text(&self, field: &'static str) -> Result<&str, BadInput> {
        self.input.get(field).and_then(Value::as_str).ok_or(BadInput::Field(field))
    }

    /// A named stream of the input.
    ///
    /// # Errors
    /// [`BadInput`] when the stream is absent.
    pub fn stream(&self, name: &'static str) -> Result<&[u8], BadInput> {
        self.streams.get(name).map(Vec::as_slice).ok_or(BadInput::Stream(name))
    }
}

/// A job that does not carry what its operation needs. Repeating it cannot help: answer [`Outcome::Fail`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadInput {
    #[error("任务缺少“{0}”或者它的类型不对")]
    Field(&'static str),
    #[error("任务缺少文件“{0}”")]
    Stream(&'static str),
    #[error("不认识的操作“{0}”")]
    Operation(String),
}

/// What became of a job. A `reason` is what the operator reads on the page of stuck work, in Chinese.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "lowercase")]
pub enum Outcome {
    /// Done; the values go to the process, the streams are kept as files of the case.
    Output {
        values: Value,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        streams: Streams,
    },
    /// Not now: no answer, overload, network. `after` is the wish of the remote side (`Retry-After`); without it the
    /// worker takes the back-off of the definition.
    Retry { reason: String, after: Option<Duration> },
    /// Never: the remote side understood and refused. A person has to look at it.
    Fail { reason: String },
}

impl Outcome {
    /// Done, with values only.
    pub fn output(values: Value) -> Self {
        Self::Output { values, streams: Streams::new() }
    }

    /// Try again after the back-off of the definition.
    pub fn retry(reason: impl Into<String>) -> Self {
        Self::Retry { reason: reason.into(), after: None }
    }

    /// Give up.
    pub fn fail(reason: impl Into<String>) -> Self {
        Self::Fail { reason: reason.into() }
    }
}

impl From<BadInput> for Outcome {
    fn from(cause: BadInput) -> Self {
        Self::fail(cause.to_string())
    }
}

/// A way to the outside world. One value serves all jobs of its kind, from several tasks at once.
#[async_trait]
pub trait Connector: Send + Sync {
    /// The word that `xe:job connector="…"` names.
    fn kind(&self) -> &'static str;

    /// Carries one job out. Must accept a repeat of the same [`Job::key`] and must end within the timeout of its own
    /// configuration: the worker cancels it afterwards and counts the attempt as failed.
    async fn call(&self, job: Job) -> Outcome;
}

/// The connectors of a node, by kind.
#[derive(Default)]
pub struct Registry {
    connectors: BTreeMap<&'static str, std::sync::Arc<dyn Connector>>,
}

impl Registry {
    /// An empty registry.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a connector; the last one of a kind holds.
    #[must_use]
    pub fn with(mut self, connector: impl Connector + 'static) -> Self {
        self.connectors.insert(connector.kind(), std::sync::Arc::new(connector));
        self
    }

    /// The connector of this kind.
    pub fn get(&self, kind: &str) -> Option<std::sync::Arc<dyn Connector>> {
        self.connectors.get(kind).cloned()
    }

    /// All kinds, sorted.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.connectors.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    struct Echo;

    #[async_trait]
    impl Connector for Echo {
        fn kind(&self) -> &'static str {
            "echo"
        }

        async fn call(&self, job: Job) -> Outcome {
            if job.operation != "say" {
                return BadInput::Operation(job.operation).into();
            }
            match job.text("what") {
                Ok(what) => Outcome::output(json!({ "said": what })),
                Err(cause) => cause.into(),
            }
        }
    }

    #[tokio::test]
    async fn a_registry_finds_the_connector_and_bad_input_fails() {
        let registry = Registry::new().with(Echo);
        let echo = registry.get("echo").expect("registered");
        let good = echo.call(Job::new("k1", "say", json!({"what": "你好"}))).await;
        assert_eq!(good, Outcome::output(json!({"said": "你好"})));
        let bad = echo.call(Job::new("k2", "say", json!({}))).await;
        assert_eq!(bad, Outcome::fail("任务缺少“what”或者它的类型不对"));
        assert!(registry.get("mail").is_none());
    }

    #[test]
    fn outcomes_keep_their_form() {
        let text = serde_json::to_string(&Outcome::retry("timeout")).expect("json");
        assert_eq!(text, r#"{"outcome":"retry","reason":"timeout","after":null}"#);
    }
}
