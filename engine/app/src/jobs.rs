//! Jobs: what connectors carry out after commit. Prepared here, carried out by the worker, their answers stored as commands.

use crate::App;
use crate::case::Loaded;
use crate::commands::Order;
use crate::refusal::Failure;
use domain::case::Case;
pub use exec::Again;
use exec::{Ask, By};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::record::case::ClaimedJob;
use store::record::commit::Lease;

/// How long a connector may take when the definition says nothing (ms).
const TIMEOUT_MS: i64 = 30_000;
/// How much longer than a try may take a worker holds its job (ms): to store the answer.
const MARGIN_MS: i64 = 30_000;

/// A claimed job with everything its connector needs.
#[derive(Debug, Clone)]
pub struct PreparedJob {
    pub case: String,
    pub job: String,
    pub epoch: i64,
    /// Stable over retries.
    pub key: String,
    pub connector: String,
    pub operation: String,
    pub input: Value,
    pub streams: BTreeMap<String, Vec<u8>>,
    /// 1 for the first attempt.
    pub attempt: u32,
    /// How long this attempt may take (ms): as the definition says, else [`TIMEOUT_MS`].
    pub timeout_ms: i64,
}

/// What became of it.
pub enum Carried {
    Done { values: Value, streams: BTreeMap<String, Vec<u8>> },
    Failed { reason: String, again: Again },
}

impl App {
    /// Claims jobs that are due and gathers what they need. A job whose papers cannot be made fails here.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn claim_jobs(&self, now: i64, most: usize) -> Result<Vec<PreparedJob>, Failure> {
        let most = i64::try_from(most).unwrap_or(1);
        let claimed = self.store().claim_jobs(now, now + TIMEOUT_MS + MARGIN_MS, most).await.map_err(Failure::fault)?;
        let mut ready = Vec::with_capacity(claimed.len());
        for job in claimed {
            match self.prepare(&job, now).await {
                Ok(prepared) => ready.push(prepared),
                Err(failure) => {
                    let bare = bare(&job);
                    let carried = Carried::Failed { reason: failure.to_string(), again: Again::Never };
                    self.finish_job(&bare, carried, now).await?;
                }
            }
        }
        Ok(ready)
    }

    /// A job that names a document carries its PDF as the stream `pdf`; one that publishes carries the publication.
    async fn prepare(&self, claimed: &ClaimedJob, now: i64) -> Result<PreparedJob, Failure> {
        let mut job = bare(claimed);
        let loaded = self.load(&claimed.case).await?;
        let said = job.job.parse().ok().and_then(|id| loaded.state.jobs.get(&id)?.timeout_ms);
        if let Some(timeout_ms) = said {
            job.timeout_ms = timeout_ms;
            let until = now + timeout_ms + MARGIN_MS;
            let (case, id) = (job.case.clone(), job.job.clone());
            self.store().extend_lease(case, id, job.epoch, until).await.map_err(Failure::fault)?;
        }
        let Some(document) = job.input["document"].as_str().map(str::to_string) else { return Ok(job) };
        match job.operation.as_str() {
            "register" => {
                job.input["publication"] = crate::disclosure::registration(&loaded, self.agency(&loaded, now).await?)
            }
            "publish" => {
                let (publication, pdf) = self.publication_of(&loaded, &document, now).await?;
                job.input["publication"] = publication;
                job.streams.insert("pdf".into(), pdf);
            }
            _ => {
                job.input["agency"] = self.agency(&loaded, now).await?;
                job.input["signed_at"] = crate::time::instant_of(now).into();
                job.streams.insert("pdf".into(), self.final_pdf(&loaded, &document, now).await?);
            }
        }
        Ok(job)
    }

    async fn agency(&self, loaded: &Loaded, now: i64) -> Result<Value, Failure> {
        let facts = self.facts(loaded, None, now).await?;
        Ok(Case::new(&loaded.file, &loaded.release.law, &facts).value("agency.name").unwrap_or(Value::Null))
    }

    /// Stores the answer of a connector. Streams become files of the case; the process gets their digests.
    ///
    /// # Errors
    /// The store is not available, or the lease was lost: then another worker has the job.
    pub async fn finish_job(&self, job: &PreparedJob, carried: Carried, now: i64) -> Result<(), Failure> {
        let id = job.job.parse().map_err(Failure::fault)?;
        let ask = match carried {
            Carried::Done { values, streams } => {
                Ask::CompleteJob { job: id, output: self.keep_streams(values, streams, now).await? }
            }
            Carried::Failed { reason, again } => Ask::FailJob { job: id, error: reason, bpmn_error: None, again },
        };
        let command = format!("job:{}:{}", job.job, job.epoch);
        let mut order = Order::new(&job.case, &command, "jobs/finish", By::System, now).ask(ask);
        order.leases.push(Lease { job: job.job.clone(), epoch: job.epoch });
        self.carry_out(order).await.map(|_| ())
    }

    async fn keep_streams(
        &self,
        mut values: Value,
        streams: BTreeMap<String, Vec<u8>>,
        now: i64,
    ) -> Result<Value, Failure> {
        if !values.is_object() {
            values = json!({ "value": values });
        }
        for (name, bytes) in streams {
            let blob = self.store().put_blob(&bytes, now).await.map_err(Failure::fault)?;
            values[name] = json!({ "digest": blob.digest, "sm3": blob.sm3, "size": blob.size });
        }
        Ok(values)
    }
}

fn bare(claimed: &ClaimedJob) -> PreparedJob {
    let row = &claimed.row;
    PreparedJob {
        case: claimed.case.clone(),
        job: row.job.clone(),
        epoch: claimed.epoch,
        key: row.key.clone(),
        connector: row.connector.clone(),
        operation: row.operation.clone(),
        input: serde_json::from_slice(&row.input).unwrap_or(Value::Null),
        streams: BTreeMap::new(),
        attempt: u32::try_from(row.attempts + 1).unwrap_or(1),
        timeout_ms: TIMEOUT_MS,
    }
}
