//! The way of every command: load, decide, commit, answer. On a lost race it decides again; the caller sees only what
//! `decide` says.

use crate::App;
use crate::case::Loaded;
use crate::engine::{self, Asked, Decided};
use crate::people::Person;
use crate::portal::hex;
use crate::refusal::{Failure, Refusal};
use crate::view::task::Done;
use crate::{freeze, journal, rows};
use exec::{Ask, By};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::CommitError;
use store::record::commit::{Commit, FirstAnswer, Lease, NumberDrawn, RefusedAudit};

/// How often a lost race is decided again.
const TRIES: usize = 5;
/// How many numbers one command may draw.
const NUMBERS_MAX: usize = 20;

/// Who asks, with the command id that the client made, and when.
#[derive(Debug, Clone)]
pub struct Request {
    pub person: Person,
    pub command: String,
    pub now: i64,
}

/// A step of an order: made from the state that the steps before it left.
pub type Step = Box<dyn Fn(&Loaded) -> Result<Ask, Failure> + Send + Sync>;

/// One command to a case, as every use case gives it.
pub struct Order {
    pub case: String,
    pub command: String,
    pub verb: &'static str,
    pub by: By,
    /// The person, with everything the host must know of them.
    pub person: Option<Person>,
    pub now: i64,
    pub steps: Vec<Step>,
    pub task: Option<String>,
    pub leases: Vec<Lease>,
    pub drafts_removed: Vec<String>,
    /// Opens the case if it does not exist: the region code of the unit.
    pub opens: bool,
    /// What was asked, for telling a repeat from another request with the same id.
    pub fingerprint: String,
}

impl Order {
    pub fn new(case: &str, command: &str, verb: &'static str, by: By, now: i64) -> Self {
        Order {
            case: case.into(),
            command: command.into(),
            verb,
            by,
            person: None,
            now,
            steps: Vec::new(),
            task: None,
            leases: Vec::new(),
            drafts_removed: Vec::new(),
            opens: false,
            fingerprint: String::new(),
        }
    }

    /// An order of a person.
    pub fn of(request: Request, case: &str, verb: &'static str) -> Self {
        let by = By::Person(request.person.id.as_str().into());
        let mut order = Order::new(case, &request.command, verb, by, request.now);
        order.person = Some(request.person);
        order
    }

    /// Adds a step.
    #[must_use]
    pub fn ask(self, ask: Ask) -> Self {
        self.step(move |_| Ok(ask.clone()))
    }

    /// Adds a step that depends on the state before it.
    #[must_use]
    pub fn step(mut self, step: impl Fn(&Loaded) -> Result<Ask, Failure> + Send + Sync + 'static) -> Self {
        self.steps.push(Box::new(step));
        self
    }

    /// Names the request, so that another request with the same command id is refused.
    #[must_use]
    pub fn fingerprint(mut self, parts: &[&str]) -> Self {
        let mut hasher = Sha256::new();
        for part in [self.verb, self.case.as_str()].iter().chain(parts) {
            hasher.update(part.as_bytes());
            hasher.update([0]);
        }
        self.fingerprint = hex(&hasher.finalize());
        self
    }

    fn actor(&self) -> String {
        match &self.by {
            By::Person(id) => id.to_string(),
            By::System => "system".into(),
            By::Agency(name) => name.clone(),
        }
    }
}

impl App {
    /// Carries an order out and answers what changed.
    ///
    /// # Errors
    /// The refusal (stored with its audit row), or a fault.
    pub(crate) async fn carry_out(&self, order: Order) -> Result<Done, Failure> {
        if let Some(first) = self.store().answer(&order.case, &order.command).await.map_err(Failure::fault)? {
            return repeat(&order, &first);
        }
        let result = self.decide_and_commit(&order).await;
        if let Err(Failure::Refused(refusal)) = &result {
            self.note_refusal(&order, refusal).await?;
        }
        result
    }

    async fn decide_and_commit(&self, order: &Order) -> Result<Done, Failure> {
        for _ in 0..TRIES {
            let (loaded, decided, numbers) = self.decide(order).await?;
            freeze::try_papers(self, &loaded, &decided, order.now).await?;
            let (commit, done) = self.commit_of(order, &loaded, &decided, numbers)?;
            match self.store().commit(commit).await {
                Ok(_) => {
                    self.nudge();
                    return Ok(done);
                }
                Err(CommitError::VersionConflict { .. } | CommitError::NumberConflict { .. }) => {}
                Err(CommitError::Repeated(first)) => return repeat(order, &first),
                Err(error) => return Err(Failure::fault(error)),
            }
        }
        Err(Refusal::new("case-busy").into())
    }

    /// Decides, drawing numbers until the decision needs no further one.
    async fn decide(&self, order: &Order) -> Result<(Loaded, Decided, Vec<NumberDrawn>), Failure> {
        let mut numbers: Vec<NumberDrawn> = Vec::new();
        for _ in 0..NUMBERS_MAX {
            let loaded = self.load_for(order).await?;
            let surroundings = self.surroundings(&loaded, order, &numbers).await?;
            let asked = Asked { by: order.by.clone(), now: order.now, steps: &order.steps };
            match engine::decide(loaded.clone(), asked, surroundings) {
                Ok(decided) => return Ok((loaded, decided, numbers)),
                Err(engine::Stop::Failed(failure)) => return Err(failure),
                Err(engine::Stop::NeedNumber(series)) => {
                    let drawn = numbers.iter().filter(|n| n.series == series).map(|n| n.next).max();
                    let expected = match drawn {
                        Some(next) => next,
                        None => self.store().next_number(&series).await.map_err(Failure::fault)?,
                    };
                    numbers.push(NumberDrawn { series, expected, next: expected + 1 });
                }
            }
        }
        Err(Failure::Fault(format!("command {} drew more than {NUMBERS_MAX} numbers", order.command)))
    }

    fn commit_of(
        &self,
        order: &Order,
        before: &Loaded,
        decided: &Decided,
        numbers: Vec<NumberDrawn>,
    ) -> Result<(Commit, Done), Failure> {
        let case = &order.case;
        let law = &before.release.law;
        let journal =
            journal::rows(case, before.last_seq + 1, order.now, &decided.events, law, || self.random()[..16].to_vec())?;
        let index = rows::of(before, decided, order.now);
        let seq = before.last_seq + i64::try_from(decided.events.len()).unwrap_or_default();
        let done = rows::done(case, seq, before, decided);
        let commit = Commit {
            case: case.clone(),
            expected_version: before.version,
            command: order.command.clone(),
            fingerprint: order.fingerprint.clone(),
            verb: order.verb.into(),
            actor: order.actor(),
            at_ms: order.now,
            release: before.release.id.clone(),
            state: serde_json::to_vec(&decided.state).map_err(Failure::fault)?,
            file: serde_json::to_vec(&decided.file).map_err(Failure::fault)?,
            head: index.head,
            people: Some(index.people),
            journal,
            tasks: index.tasks,
            tasks_removed: Vec::new(),
            timers: index.timers,
            timers_removed: index.timers_removed,
            subscriptions: index.subscriptions,
            subscriptions_removed: index.subscriptions_removed,
            jobs: index.jobs,
            jobs_removed: index.jobs_removed,
            leases: order.leases.clone(),
            incidents: index.incidents,
            limits: index.limits,
            limits_removed: Vec::new(),
            documents: index.documents,
            numbers: merged(numbers),
            drafts_removed: order.drafts_removed.clone(),
            answer: serde_json::to_vec(&done).map_err(Failure::fault)?,
            audit: order.task.iter().map(|t| ("of_task".to_string(), t.clone())).collect(),
        };
        Ok((commit, done))
    }

    async fn note_refusal(&self, order: &Order, refusal: &Refusal) -> Result<(), Failure> {
        let gate = refusal.gate.as_ref().and_then(|g| g["id"].as_str()).map(str::to_string);
        let row = RefusedAudit {
            case: order.case.clone(),
            command: order.command.clone(),
            fingerprint: order.fingerprint.clone(),
            verb: order.verb.into(),
            actor: order.actor(),
            at_ms: order.now,
            code: refusal.code.clone(),
            task: order.task.clone(),
            gate,
            answer: serde_json::to_vec(refusal).map_err(Failure::fault)?,
            audit: Vec::new(),
        };
        match self.store().refuse(row).await {
            Ok(_) | Err(CommitError::Repeated(_)) => Ok(()),
            Err(error) => Err(Failure::fault(error)),
        }
    }
}

/// The first answer again; another request under the same id is refused.
fn repeat(order: &Order, first: &FirstAnswer) -> Result<Done, Failure> {
    if !first.fingerprint.is_empty() && !order.fingerprint.is_empty() && first.fingerprint != order.fingerprint {
        return Err(Refusal::new("command-id-reused").into());
    }
    if first.accepted {
        serde_json::from_slice(&first.answer).map_err(Failure::fault)
    } else {
        let refusal: Refusal = serde_json::from_slice(&first.answer).map_err(Failure::fault)?;
        Err(refusal.into())
    }
}

/// Several numbers of one series become one draw of the series row.
fn merged(numbers: Vec<NumberDrawn>) -> Vec<NumberDrawn> {
    let mut merged: Vec<NumberDrawn> = Vec::new();
    for number in numbers {
        match merged.iter_mut().find(|m| m.series == number.series) {
            Some(known) => known.next = known.next.max(number.next),
            None => merged.push(number),
        }
    }
    merged
}

/// A JSON value as stable text, for fingerprints.
pub(crate) fn text_of(value: &Value) -> String {
    value.to_string()
}
