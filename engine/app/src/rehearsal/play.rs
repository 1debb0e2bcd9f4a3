//! One case in memory: the clock, the persons, and every verb of a scenario.

use super::Stage;
use super::answers;
use super::expect;
use crate::case::Loaded;
use crate::engine::{self, Asked, Decided, Stop};
use crate::forms;
use crate::refusal::{Failure, Refusal};
use crate::release::Live;
use crate::{freeze, rows, spine};
use domain::calendar::Calendar;
use domain::case::{Actor, Facts, HeldCertificate, Number};
use domain::case_file::{CaseFile, DocumentId};
use exec::{Ask, By, CaseState, ElementPath, TaskId};
use packs::scenario::{Step, Verb};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::record::case::CaseHead;

/// The case of every rehearsal.
const CASE: &str = "00000000-0000-7000-8000-000000000001";
/// Rounds of timers and jobs after one step.
const ROUNDS_MAX: usize = 200;

/// A case being played.
#[derive(Clone)]
pub struct Play {
    pub loaded: Loaded,
    /// Milliseconds UTC.
    pub now: i64,
    pub people: BTreeMap<String, String>,
    pub differences: Vec<String>,
    staff: Vec<Actor>,
    /// Next free number by series.
    numbers: BTreeMap<String, u64>,
    /// How things stood where this scenario began.
    /// Papers and their versions when the scenario began.
    pub papers_before: BTreeSet<(DocumentId, u32)>,
    pub limits_before: BTreeMap<String, Vec<domain::limit::LimitRun>>,
    stopped: bool,
}

impl Play {
    pub fn begin(live: &Arc<Live>, start: &str) -> Result<Play, Failure> {
        let now = answers::instant(start).ok_or_else(|| Failure::Fault(format!("start `{start}` is no instant")))?;
        let unit = live.packs.units.iter().find(|u| u.main).or_else(|| live.packs.units.first());
        let unit = unit.ok_or_else(|| Failure::Fault("no unit".into()))?;
        let loaded = Loaded {
            case: CASE.into(),
            version: 0,
            last_seq: 0,
            release: Arc::clone(live),
            state: CaseState::new(CASE),
            file: CaseFile::new(CASE, &unit.id),
            head: CaseHead::default(),
            task_opened: BTreeMap::new(),
        };
        Ok(Play {
            loaded,
            now,
            people: BTreeMap::new(),
            differences: Vec::new(),
            staff: live.packs.persons.iter().map(actor).collect(),
            numbers: BTreeMap::new(),
            papers_before: BTreeSet::new(),
            limits_before: BTreeMap::new(),
            stopped: false,
        })
    }

    /// The same case for a scenario that goes on from here.
    pub fn continued(mut self) -> Play {
        if !self.differences.is_empty() {
            self.differences = vec!["它所继续的情景没有通过".into()];
        }
        self.papers_before = self.loaded.file.documents.iter().map(|(id, paper)| (*id, paper.version)).collect();
        self.limits_before = self.loaded.file.limits.clone();
        self
    }

    /// Nothing after a step that could not be played makes sense.
    pub fn stopped(&self) -> bool {
        self.stopped
    }

    pub fn facts(&self, by: Option<&str>) -> Facts {
        Facts {
            actor: by.and_then(|id| self.staff.iter().find(|a| a.id == id).cloned()),
            staff: self.staff.clone(),
            party_history: Vec::new(),
            calendar: Calendar::new(self.loaded.release.law.calendars.values()),
            now: self.now,
            numbers: Vec::new(),
        }
    }

    /// Person id of an alias, a name or an id.
    pub fn person(&self, alias: &str) -> Option<String> {
        let name = self.people.get(alias).map_or(alias, String::as_str);
        self.staff.iter().find(|a| a.name == name || a.id == name).map(|a| a.id.clone())
    }

    pub fn step(&mut self, stage: &Stage, step: &Step) {
        let answer = match step.verb {
            Verb::Clue => self.clue(stage, step),
            Verb::Do | Verb::Try => self.act(stage, step),
            Verb::Event => self.event(stage, step),
            Verb::Evidence => self.evidence(stage, step),
            Verb::Payment => self.payment(stage, step),
            Verb::Clock => self.clock(stage, step),
            Verb::Expect => {
                if let Some(groups) = step.target.as_object() {
                    expect::compare(self, &format!("第 {} 步", step.number), groups);
                }
                return;
            }
        };
        self.judge(step, answer);
    }

    /// Compares what a step gave with what it should give.
    fn judge(&mut self, step: &Step, answer: Result<(), Failure>) {
        let place = format!("第 {} 步（{}）", step.number, step.target_text());
        match (&step.refused, answer) {
            (None, Ok(())) => {}
            (None, Err(failure)) => {
                self.differences.push(format!("{place}：应当办成，但是 {}", words(&failure)));
                self.stopped = true;
            }
            (Some(code), Ok(())) => {
                self.differences.push(format!("{place}：应当被拒绝（{code}），但是办成了"));
                self.stopped = true;
            }
            (Some(code), Err(Failure::Refused(refusal))) => {
                let gate = refusal.gate.as_ref().and_then(|g| g["id"].as_str());
                if refusal.code != *code || step.gate.as_deref().is_some_and(|wanted| Some(wanted) != gate) {
                    let found = format!("{} {}", refusal.code, gate.unwrap_or_default());
                    let wanted = step.gate.clone().unwrap_or_default();
                    self.differences.push(format!(
                        "{place}：应当被拒绝（{code} {wanted}），但是被拒绝的是（{found}）{}",
                        crate::messages::sentence(&refusal)
                    ));
                }
            }
            (Some(code), Err(fault)) => self.differences.push(format!("{place}：应当被拒绝（{code}），但是 {fault}")),
        }
    }

    /// Carries commands out on the case, drawing numbers as they are needed; on a refusal nothing has changed.
    fn carry(&mut self, stage: &Stage, by: By, steps: Vec<crate::commands::Step>) -> Result<(), Failure> {
        let person = by.person().map(ToString::to_string);
        let mut drawn: Vec<Number> = Vec::new();
        for _ in 0..20 {
            let mut facts = self.facts(person.as_deref());
            facts.numbers.clone_from(&drawn);
            let asked = Asked { by: by.clone(), now: self.now, steps: &steps };
            match engine::decide(self.loaded.clone(), asked, facts) {
                Ok(decided) => {
                    self.try_papers(stage, &decided)?;
                    for number in &drawn {
                        let next = number.value.parse::<u64>().unwrap_or(0) + 1;
                        self.numbers.insert(number.series.clone(), next);
                    }
                    self.loaded.state = decided.state;
                    self.loaded.file = decided.file;
                    return Ok(());
                }
                Err(Stop::Failed(failure)) => return Err(failure),
                Err(Stop::NeedNumber(series)) => {
                    let same = drawn.iter().filter(|n| n.series == series).count() as u64;
                    let next = self.numbers.get(&series).copied().unwrap_or(1) + same;
                    drawn.push(Number { series, value: next.to_string() });
                }
            }
        }
        Err(Failure::Fault("too many numbers".into()))
    }

    fn try_papers(&self, stage: &Stage, decided: &Decided) -> Result<(), Failure> {
        for (id, data) in rows::frozen(decided) {
            let Some(document) = id.parse().ok().and_then(|id| decided.file.documents.get(&id)) else { continue };
            freeze::check_fields(&self.loaded, &document.kind, &data)?;
            stage.try_paper(&document.kind, &data)?;
        }
        Ok(())
    }

    pub(super) fn one(&mut self, stage: &Stage, by: By, ask: Ask) -> Result<(), Failure> {
        self.carry(stage, by, vec![Box::new(move |_| Ok(ask.clone()))])?;
        self.settle(stage)
    }

    /// Runs due timers and jobs until nothing is due. The seal and the portal answer at once.
    fn settle(&mut self, stage: &Stage) -> Result<(), Failure> {
        for _ in 0..ROUNDS_MAX {
            if let Some((due, timer)) = self.loaded.state.next_due().filter(|(due, _)| due.0 <= self.now) {
                let _ = due;
                self.carry(stage, By::System, vec![Box::new(move |_| Ok(Ask::FireTimer { timer }))])?;
                continue;
            }
            let stuck: BTreeSet<_> = self.loaded.state.incidents.values().filter_map(|i| i.token).collect();
            let Some((job, _)) = self.loaded.state.jobs.iter().find(|(_, j)| !stuck.contains(&j.token)) else {
                return Ok(());
            };
            let job = *job;
            let output = json!({ "pdf": { "digest": "rehearsal", "sm3": "rehearsal", "size": 0 } });
            self.carry(
                stage,
                By::System,
                vec![Box::new(move |_| Ok(Ask::CompleteJob { job, output: output.clone() }))],
            )?;
        }
        Err(Failure::Fault("timers and jobs never come to rest".into()))
    }

    pub(super) fn by(&self, step: &Step) -> Result<By, Failure> {
        let alias = step.by.as_deref().unwrap_or_default();
        let id = self.person(alias).ok_or_else(|| Failure::Fault(format!("nobody is called `{alias}`")))?;
        Ok(By::Person(id.as_str().into()))
    }

    fn clue(&mut self, stage: &Stage, step: &Step) -> Result<(), Failure> {
        let by = self.by(step)?;
        let live = Arc::clone(&self.loaded.release);
        let (process, element) =
            spine::first_node(&live.law).ok_or_else(|| Failure::Fault("no element registers a clue".into()))?;
        let form =
            live.law.node(process, element).and_then(|n| n.form.clone()).and_then(|f| live.packs.form(process, &f));
        let actor = by.person().map(ToString::to_string).unwrap_or_default();
        let given = answers::fill(self, form, &actor, "", &step.target);
        forms::check(form, &given)?;
        let path = ElementPath::new(process, element);
        let start = Ask::Start { process: process.clone(), variables: exec::Variables::new() };
        let complete: crate::commands::Step = Box::new(move |at| {
            let open = at.state.tasks.iter().find(|(_, t)| t.element == path);
            let (task, _) = open.ok_or_else(|| Failure::Fault("the clue's task is not open".into()))?;
            Ok(Ask::Complete { task: *task, answers: given.clone(), signatures: Vec::new() })
        });
        self.carry(stage, by, vec![Box::new(move |_| Ok(start.clone())), complete])?;
        self.settle(stage)
    }

    fn act(&mut self, stage: &Stage, step: &Step) -> Result<(), Failure> {
        let by = self.by(step)?;
        let target = step.target_text().to_string();
        let is_act =
            target.split_once('.').is_some_and(|(head, _)| head.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
        if step.verb == Verb::Try && is_act {
            let payload = json!({ "do": "act", "act": target, "kind": step.kind, "outcome": step.with.get("outcome"), "signatures": self.signatures(&step.signed) });
            return self.one(stage, by, Ask::Host { payload });
        }
        let (task, element, form) = self.open_task(step)?;
        if let Some(to) = &step.back {
            let reason = step.reason.clone().unwrap_or_else(|| "退回".into());
            return self.one(stage, by, Ask::Return { task, to: to.clone(), reason });
        }
        let live = Arc::clone(&self.loaded.release);
        let built = live.law.node(element.process(), element.element()).is_none_or(|n| n.unavailable.is_none());
        let form = form.as_deref().and_then(|f| live.packs.form(element.process(), f));
        let actor = by.person().map(ToString::to_string).unwrap_or_default();
        let instance = self.instance(task);
        let given = answers::fill(self, form, &actor, &instance, &step.with);
        if built {
            forms::check(form, &given)?;
        }
        let signatures = self.signatures(&step.signed);
        self.one(stage, by, Ask::Complete { task, answers: given, signatures })
    }

    fn instance(&self, task: TaskId) -> String {
        let token = self.loaded.state.tasks.get(&task).map(|t| t.token);
        let scope = token.map(|t| exec::state::view::Scope::of_token(&self.loaded.state, t, None));
        scope.and_then(|s| s.instance()).map(|i| i.to_string()).unwrap_or_default()
    }

    /// The one open task of a statutory step (and element, and method where several have it open).
    fn open_task(&self, step: &Step) -> Result<(TaskId, ElementPath, Option<String>), Failure> {
        let law = &self.loaded.release.law;
        let wanted = step.target_text();
        let fits = |(id, task): &(&TaskId, &exec::state::Task)| {
            let node = law.node(task.element.process(), task.element.element());
            let unavailable = node.and_then(|n| n.unavailable.as_deref()) == Some(wanted);
            let of_step = unavailable || node.is_some_and(|n| n.steps.iter().any(|s| s == wanted));
            let of_task = step.task.as_deref().is_none_or(|t| task.element.element() == t);
            let of_method = step.within.as_deref().is_none_or(|m| self.root(**id).as_deref() == Some(m));
            of_step && of_task && of_method
        };
        let found: Vec<_> = self.loaded.state.tasks.iter().filter(fits).collect();
        match found.as_slice() {
            [(id, task)] => Ok((**id, task.element.clone(), task.form.clone())),
            [] => Err(Refusal::new("task-not-open")
                .with("task", wanted)
                .with("state", format!("没有打开；打开的是 {}", expect::open(self).join(" ")))
                .into()),
            many => Err(Failure::Fault(format!("{} tasks of {wanted} are open; name one", many.len()))),
        }
    }

    fn root(&self, task: TaskId) -> Option<String> {
        let token = self.loaded.state.tasks.get(&task)?.token;
        let scope = exec::state::view::Scope::of_token(&self.loaded.state, token, None);
        scope.instances().last().map(|link| link.process.to_string())
    }

    pub(super) fn signatures(&self, signed: &[String]) -> Vec<Value> {
        let one = |alias: &String| match alias.as_str() {
            "party" | "witness" => {
                json!({ "as": alias, "name": if alias == "party" { "厂长癸" } else { "见证人" }, "id": format!("sig-{alias}") })
            }
            alias => {
                let id = self.person(alias).unwrap_or_default();
                let name = self.people.get(alias).cloned().unwrap_or_default();
                json!({ "as": "officer", "person": id, "name": name, "id": format!("sig-{alias}") })
            }
        };
        signed.iter().map(one).collect()
    }

    fn event(&mut self, stage: &Stage, step: &Step) -> Result<(), Failure> {
        let by = self.by(step)?;
        let wanted = step.target_text();
        let waits =
            self.loaded.state.subscriptions.values().find(|w| w.role.is_some() && w.element.element() == wanted);
        let Some(wait) = waits.cloned() else { return Err(Refusal::new("not-waiting").with("element", wanted).into()) };
        let live = Arc::clone(&self.loaded.release);
        let form = wait.form.as_deref().and_then(|f| live.packs.form(wait.element.process(), f));
        let actor = by.person().map(ToString::to_string).unwrap_or_default();
        let given = answers::fill(self, form, &actor, "", &step.with);
        forms::check(form, &given)?;
        let signatures = self.signatures(&step.signed);
        self.one(stage, by, Ask::Answer { element: wait.element, answers: given, signatures })
    }

    /// Moves the clock; what becomes due on the way happens at its own instant.
    fn clock(&mut self, stage: &Stage, step: &Step) -> Result<(), Failure> {
        let target = answers::instant(step.target_text()).ok_or_else(|| Failure::Fault("no instant".into()))?;
        if target < self.now {
            return Err(Failure::Fault("the clock only goes forwards".into()));
        }
        for _ in 0..ROUNDS_MAX {
            let Some((due, _)) = self.loaded.state.next_due().filter(|(due, _)| due.0 <= target) else { break };
            self.now = self.now.max(due.0);
            self.settle(stage)?;
        }
        self.now = target;
        self.settle(stage)
    }
}

fn actor(person: &packs::agency::Person) -> Actor {
    let held = person
        .certificate
        .as_ref()
        .and_then(|c| Some(HeldCertificate { no: c.no.clone(), from: c.from.parse().ok()?, to: c.to.parse().ok()? }));
    Actor {
        id: person.id.clone(),
        name: person.name.clone(),
        roles: person.roles.iter().cloned().collect(),
        unit: person.unit.clone(),
        title: person.title.clone(),
        certificate: held,
    }
}

fn words(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => {
            let gate = refusal.gate.as_ref().and_then(|g| g["id"].as_str()).unwrap_or_default();
            let errors: Vec<String> = refusal.errors.iter().map(|e| format!("{} {}", e.pointer, e.detail)).collect();
            let missing: Vec<String> = refusal.missing.iter().map(ToString::to_string).collect();
            format!(
                "被拒绝：{} {gate} {} {} {}",
                refusal.code,
                crate::messages::sentence(refusal),
                errors.join("；"),
                missing.join("；")
            )
        }
        Failure::Fault(fault) => fault.clone(),
    }
}
