//! Loops without rules: due timers, and jobs through connectors. Each loop runs by a period and by a nudge; if the nudge
//! is lost, the period repairs it.

use app::App;
use app::jobs::{Again, Carried, PreparedJob};
use connector_sdk::{Job, Outcome, Registry};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

/// How often a loop looks without being nudged.
const PERIOD: Duration = Duration::from_millis(500);
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
    let timers = tokio::spawn(timers(app.clone(), clock, stopped.clone()));
    let jobs = tokio::spawn(jobs(app, Arc::new(registry), clock, stopped));
    Worker { stop, loops: vec![timers, jobs] }
}

/// Fires what is due until told to stop: again at once while there is work, else at the next nudge or period.
async fn timers(app: App, clock: fn() -> i64, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        // Another process may have published: new cases take its release from here on.
        if let Err(error) = app.load_current().await {
            tracing::error!(%error, "release");
        }
        let fired = app.fire_due_timers(clock() + app.clock_offset()).await.unwrap_or_else(|error| {
            tracing::error!(%error, "timers");
            0
        });
        if fired == 0 {
            tokio::select! {
                () = app.nudged() => {}
                () = tokio::time::sleep(PERIOD) => {}
                _ = stopped.changed() => {}
            }
        }
    }
}

/// Carries jobs out until told to stop, several at a time: a slow one keeps its own place and no other.
async fn jobs(app: App, registry: Arc<Registry>, clock: fn() -> i64, mut stopped: watch::Receiver<bool>) {
    let mut running = JoinSet::new();
    while !*stopped.borrow() {
        let free = JOBS_AT_ONCE - running.len();
        let claimed = app.claim_jobs(clock() + app.clock_offset(), free).await.unwrap_or_else(|error| {
            tracing::error!(%error, "jobs");
            Vec::new()
        });
        for job in claimed {
            running.spawn(carry_out(app.clone(), Arc::clone(&registry), job, clock));
        }
        tokio::select! {
            () = app.nudged() => {}
            () = tokio::time::sleep(PERIOD) => {}
            _ = stopped.changed() => {}
            Some(_) = running.join_next() => {}
        }
    }
    while running.join_next().await.is_some() {}
}

async fn carry_out(app: App, registry: Arc<Registry>, job: PreparedJob, clock: fn() -> i64) {
    let carried = call(&registry, &job).await;
    if let Err(error) = app.finish_job(&job, carried, clock() + app.clock_offset()).await {
        tracing::error!(case = job.case, job = job.job, %error, "job answer not stored; its lease will end");
    }
}

async fn call(registry: &Registry, job: &PreparedJob) -> Carried {
    let Some(connector) = registry.get(&job.connector) else {
        return Carried::Failed { reason: format!("没有装连接器“{}”", job.connector), again: Again::Never };
    };
    let asked = Job {
        key: job.key.clone(),
        operation: job.operation.clone(),
        input: job.input.clone(),
        streams: job.streams.clone(),
        attempt: job.attempt,
    };
    let limit = Duration::from_millis(u64::try_from(job.timeout_ms).unwrap_or_default());
    match tokio::time::timeout(limit, connector.call(asked)).await {
        Ok(Outcome::Output { values, streams }) => Carried::Done { values, streams },
        Ok(Outcome::Retry { reason, after: None }) => Carried::Failed { reason, again: Again::BackOff },
        Ok(Outcome::Retry { reason, after: Some(wish) }) => {
            let again = Again::After(i64::try_from(wish.as_millis()).unwrap_or(i64::MAX));
            Carried::Failed { reason, again }
        }
        Ok(Outcome::Fail { reason }) => Carried::Failed { reason, again: Again::Never },
        Err(_) => {
            Carried::Failed { reason: format!("{} 秒内没有做完", limit.as_secs_f32()), again: Again::BackOff }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use connector_sdk::{Connector, async_trait};
    use std::collections::BTreeMap;

    struct Remote;

    #[async_trait]
    impl Connector for Remote {
        fn kind(&self) -> &'static str {
            "remote"
        }

        async fn call(&self, job: Job) -> Outcome {
            match job.operation.as_str() {
                "slow" => {
                    tokio::time::sleep(Duration::from_secs(3600)).await;
                    Outcome::fail("unreachable")
                }
                "busy" => Outcome::Retry { reason: "503".into(), after: Some(Duration::from_secs(120)) },
                "away" => Outcome::retry("no route"),
                _ => Outcome::fail("422"),
            }
        }
    }

    async fn asked(connector: &str, operation: &str) -> (String, Again) {
        let job = PreparedJob {
            case: "c1".into(),
            job: "j1".into(),
            epoch: 1,
            key: "c1:j1".into(),
            connector: connector.into(),
            operation: operation.into(),
            input: Default::default(),
            streams: BTreeMap::new(),
            attempt: 1,
            timeout_ms: 20,
        };
        match call(&Registry::new().with(Remote), &job).await {
            Carried::Failed { reason, again } => (reason, again),
            Carried::Done { .. } => panic!("{operation} cannot succeed"),
        }
    }

    #[tokio::test]
    async fn a_connector_gets_the_time_of_the_definition_and_no_more() {
        assert_eq!(asked("remote", "slow").await, ("0.02 秒内没有做完".into(), Again::BackOff));
    }

    #[tokio::test]
    async fn what_the_other_side_says_decides_about_the_next_try() {
        assert_eq!(asked("remote", "busy").await, ("503".into(), Again::After(120_000)));
        assert_eq!(asked("remote", "away").await, ("no route".into(), Again::BackOff));
        assert_eq!(asked("remote", "refused").await, ("422".into(), Again::Never));
        assert_eq!(asked("absent", "any").await, ("没有装连接器“absent”".into(), Again::Never));
    }
}
