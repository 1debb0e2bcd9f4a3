//! Loops without rules: due timers, and jobs through connectors. Each loop runs by a period and by a nudge; if the nudge
//! is lost, the period repairs it.

use app::App;
use app::jobs::{Carried, PreparedJob};
use connector_sdk::{Job, Outcome, Registry};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How often a loop looks without being nudged.
const PERIOD: Duration = Duration::from_millis(500);
/// How long a connector may take when the definition says nothing.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Jobs carried out at the same time.
const JOBS_AT_ONCE: usize = 8;

/// The running loops of a node.
pub struct Worker {
    stop: watch::Sender<bool>,
    loops: Vec<JoinHandle<()>>,
}

impl Worker {
    /// Takes no further work and waits for what is under way.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for handle in self.loops {
            let _ = handle.await;
        }
    }
}

/// Starts the loops. `clock` answers milliseconds UTC; a demonstration's offset is added here.
pub fn start(app: App, registry: Registry, clock: fn() -> i64) -> Worker {
    let (stop, stopped) = watch::channel(false);
    let registry = Arc::new(registry);
    let timers = tokio::spawn(repeat(app.clone(), stopped.clone(), move |app| async move {
        // Another process may have published: new cases take its release from here on.
        if let Err(error) = app.load_current().await {
            tracing::error!(%error, "release");
        }
        let now = clock() + app.clock_offset();
        app.fire_due_timers(now).await.map_err(|e| e.to_string())
    }));
    let jobs = tokio::spawn(repeat(app, stopped, move |app| {
        let registry = Arc::clone(&registry);
        async move { carry_out(&app, &registry, clock).await }
    }));
    Worker { stop, loops: vec![timers, jobs] }
}

/// Runs `step` until told to stop: again at once while there is work, else at the next nudge or period.
async fn repeat<F, W>(app: App, mut stopped: watch::Receiver<bool>, step: F)
where
    F: Fn(App) -> W,
    W: Future<Output = Result<usize, String>>,
{
    while !*stopped.borrow() {
        let worked = match step(app.clone()).await {
            Ok(worked) => worked,
            Err(error) => {
                tracing::error!(%error, "worker");
                0
            }
        };
        if worked == 0 {
            tokio::select! {
                () = app.nudged() => {}
                () = tokio::time::sleep(PERIOD) => {}
                _ = stopped.changed() => {}
            }
        }
    }
}

async fn carry_out(app: &App, registry: &Arc<Registry>, clock: fn() -> i64) -> Result<usize, String> {
    let now = clock() + app.clock_offset();
    let claimed = app.claim_jobs(now, JOBS_AT_ONCE).await.map_err(|e| e.to_string())?;
    let count = claimed.len();
    let mut running = tokio::task::JoinSet::new();
    for job in claimed {
        let (app, registry) = (app.clone(), Arc::clone(registry));
        running.spawn(async move {
            let carried = call(&registry, &job).await;
            let now = clock() + app.clock_offset();
            if let Err(error) = app.finish_job(&job, carried, now).await {
                tracing::error!(case = job.case, job = job.job, %error, "job answer not stored; its lease will end");
            }
        });
    }
    while running.join_next().await.is_some() {}
    Ok(count)
}

async fn call(registry: &Registry, job: &PreparedJob) -> Carried {
    let Some(connector) = registry.get(&job.connector) else {
        return Carried::Failed { reason: format!("no connector `{}`", job.connector), retry: false, after_ms: None };
    };
    let asked = Job {
        key: job.key.clone(),
        operation: job.operation.clone(),
        input: job.input.clone(),
        streams: job.streams.clone(),
        attempt: job.attempt,
    };
    let limit = job.timeout_ms.and_then(|ms| u64::try_from(ms).ok()).map_or(TIMEOUT, Duration::from_millis);
    match tokio::time::timeout(limit, connector.call(asked)).await {
        Ok(Outcome::Output { values, streams }) => Carried::Done { values, streams },
        Ok(Outcome::Retry { reason, after }) => {
            let after_ms = after.and_then(|d| i64::try_from(d.as_millis()).ok());
            Carried::Failed { reason, retry: true, after_ms }
        }
        Ok(Outcome::Fail { reason }) => Carried::Failed { reason, retry: false, after_ms: None },
        Err(_) => {
            Carried::Failed { reason: format!("no answer within {} s", limit.as_secs()), retry: true, after_ms: None }
        }
    }
}
