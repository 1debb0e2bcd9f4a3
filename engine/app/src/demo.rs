//! The demonstration: fictitious persons, one tap each, and a clock that moves forwards. Exists only in a database that was
//! created as a demonstration.

use crate::App;
use crate::people::Person;
use crate::refusal::{Failure, Refusal, refuse};
use crate::time;
use crate::view::Who;
use crate::view::person::{Demo, DemoJump, DemoJumps, DemoNext, DemoPerson};
use domain::calendar::{Calendar, Lean};
use domain::day;
use std::time::Duration;
use store::record::Window;
use store::record::case::{JobRow, TaskRow, job_state};
use store::record::list::{CaseFilter, Scope};

/// Where the story starts: Friday 14 August 2026, 09:30 +08:00.
const STORY_START: &str = "2026-08-14T09:30:00+08:00";
/// How often the clock stops on its way to what is due, at most: something that can never be done must not hold it for ever.
const STOPS_MAX: usize = 200;
/// How often and after which pauses it is looked whether the workers are done.
const QUIET_LOOKS: usize = 100;
const QUIET_PAUSE: Duration = Duration::from_millis(50);
/// Roles whose work is mostly in the field.
const FIELD_ROLES: [&str; 2] = ["lead_officer", "assist_officer"];

impl App {
    /// What a server does once before it serves: jobs of a process that died are free, a new demonstration starts its story.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn start(&self, system_now: i64) -> Result<(), Failure> {
        self.load_current().await?;
        self.store().free_leases().await.map_err(Failure::fault)?;
        if self.is_demo() && self.clock_offset() == 0 {
            let start = time::parse(STORY_START).unwrap_or(system_now);
            self.set_offset(start - system_now).await?;
        }
        Ok(())
    }

    async fn set_offset(&self, offset: i64) -> Result<(), Failure> {
        self.store().set_clock_offset(offset).await.map_err(Failure::fault)?;
        self.0.clock_offset.store(offset, std::sync::atomic::Ordering::Relaxed);
        self.nudge();
        Ok(())
    }

    /// The clock of the demonstration for people; none elsewhere.
    pub fn demo_clock_text(&self, now: i64) -> Option<String> {
        self.is_demo().then(|| time::clock_of(now))
    }

    /// The demonstration's menu.
    ///
    /// # Errors
    /// `demo-only`; the store is not available.
    pub async fn demo(&self, now: i64) -> Result<Demo, Failure> {
        if !self.is_demo() {
            return refuse("demo-only");
        }
        let everybody = self.everybody().await?;
        let persons = everybody.iter().map(|p| DemoPerson {
            id: p.id.clone(),
            name: p.name.clone(),
            titles: p.roles.iter().map(|r| self.role_title(r)).collect(),
            unit: p.unit_name.clone(),
            phone_first: p.roles.first().is_some_and(|r| FIELD_ROLES.contains(&r.as_str())),
        });
        Ok(Demo {
            clock: time::text_of(now),
            persons: persons.collect(),
            next: self.next_step(&everybody).await?,
            jumps: self.jumps(now).await?,
        })
    }

    async fn jumps(&self, now: i64) -> Result<DemoJumps, Failure> {
        let timer = self.store().next_timer_due().await.map_err(Failure::fault)?.filter(|due| *due > now);
        let next_limit = timer
            .map(|due| DemoJump { at: time::text_of(due), name: "下一个期限届满或者到点的事".into() });
        let live = self.current_release()?;
        let calendar = Calendar::new(live.law.calendars.values());
        let (next, _) = calendar.plus_working(day::of_instant(now), 1, Lean::of(None));
        Ok(DemoJumps { next_limit, next_working_day: next.to_string() })
    }

    /// Who acts next in the case that changed last.
    async fn next_step(&self, everybody: &[Person]) -> Result<Option<DemoNext>, Failure> {
        let scope = Scope::below("");
        let filter = CaseFilter { scope, window: Window { limit: 1, offset: 0 }, ..CaseFilter::default() };
        let page = self.store().cases(&filter).await.map_err(Failure::fault)?;
        let Some(row) = page.rows.into_iter().next() else {
            let clerk = everybody.iter().find(|p| p.roles.iter().any(|r| r == "clue_clerk"));
            return Ok(clerk.map(|p| DemoNext {
                case: String::new(),
                step: "第 1 步".into(),
                title: "登记线索".into(),
                person: Some(Who { id: p.id.clone(), name: p.name.clone() }),
                task: None,
                waits: None,
            }));
        };
        let tasks = self.store().tasks_of(&row.case).await.map_err(Failure::fault)?;
        let open = tasks
            .into_iter()
            .filter(|t| t.state == "open" && !t.unavailable)
            .min_by_key(|t| (t.opened_at, t.task.len(), t.task.clone()));
        let Some(task) = open else { return self.waiting(row.case).await };
        let loaded = self.load(&row.case).await?;
        let person = actor(&task, everybody, &loaded.head.unit, &loaded.file);
        Ok(Some(DemoNext {
            case: row.case,
            step: task.step.clone().unwrap_or_default(),
            title: task.title.clone(),
            person,
            task: Some(task.task),
            waits: None,
        }))
    }

    async fn waiting(&self, case: String) -> Result<Option<DemoNext>, Failure> {
        let timers = self.store().timers_of(&case).await.map_err(Failure::fault)?;
        let next = timers.into_iter().filter(|t| t.element.is_some()).min_by_key(|t| t.due_ms);
        let waits = next.map(|t| format!("等到 {}，请拨快时间", time::clock_of(t.due_ms)));
        Ok(Some(DemoNext {
            case,
            step: String::new(),
            title: "没有人要办的事".into(),
            person: None,
            task: None,
            waits,
        }))
    }

    /// Signs in as one of the fictitious persons.
    ///
    /// # Errors
    /// `demo-only`, `not-found`, `account-disabled`; the store is not available.
    pub async fn demo_sign_in(&self, person: &str, token: &str, now: i64) -> Result<(), Failure> {
        if !self.is_demo() {
            return refuse("demo-only");
        }
        if self.person(person).await?.is_none() {
            return refuse("not-found");
        }
        if self.store().account_of(person).await.map_err(Failure::fault)?.is_some_and(|account| !account.active) {
            return refuse("account-disabled");
        }
        self.open_session(person, token, now).await
    }

    /// Moves the clock forwards: to the next limit, the next working day at 09:00, or an instant.
    ///
    /// # Errors
    /// `demo-only`, `clock-backwards`, `request-unreadable`; the store is not available.
    pub async fn demo_move_clock(&self, to: &str, system_now: i64) -> Result<(), Failure> {
        if !self.is_demo() {
            return refuse("demo-only");
        }
        let now = system_now + self.clock_offset();
        let target = match to {
            "next-limit" => self.store().next_timer_due().await.map_err(Failure::fault)?.map(|due| due.max(now) + 1000),
            "next-working-day" => time::parse(&self.jumps(now).await?.next_working_day).map(|ms| ms + 9 * 3_600_000),
            text => time::parse(text),
        };
        let Some(target) = target else {
            return Err(Refusal::new("request-unreadable").with("place", "to").with("text", to).into());
        };
        if target < now {
            return refuse("clock-backwards");
        }
        // The time on the way passes: what is due at an instant happens at that instant, and connectors answer before the clock
        // goes on. So nothing is late that would not have been late.
        self.quiet(now).await?;
        let mut at = now;
        for _ in 0..STOPS_MAX {
            let due = self.store().next_timer_due().await.map_err(Failure::fault)?.filter(|due| *due <= target);
            let Some(due) = due else { break };
            at = at.max(due);
            self.set_offset(at - system_now).await?;
            self.fire_due_timers(at).await?;
            self.quiet(at).await?;
        }
        self.set_offset(target - system_now).await
    }

    /// Until the workers have carried out what is due, for a while.
    async fn quiet(&self, now: i64) -> Result<(), Failure> {
        let everywhere = Scope::below("");
        for _ in 0..QUIET_LOOKS {
            let waiting = self.store().waiting_jobs(&everywhere, Window::default()).await.map_err(Failure::fault)?;
            let busy = |job: &JobRow| match job.state.as_str() {
                job_state::LEASED => true,
                job_state::READY => job.due_ms <= now,
                _ => false,
            };
            if !waiting.rows.iter().any(|row| busy(&row.job)) {
                break;
            }
            tokio::time::sleep(QUIET_PAUSE).await;
        }
        Ok(())
    }
}

/// The person who should do a task: named in the case, else somebody of the unit with the role who has not investigated.
fn actor(task: &TaskRow, everybody: &[Person], region: &str, file: &domain::case_file::CaseFile) -> Option<Who> {
    let investigators = file.group(domain::law::DutyGroup::Investigate);
    let fits = |p: &&Person| p.roles.contains(&task.role) && p.region == region;
    let named = task.assignee.as_ref().and_then(|id| everybody.iter().find(|p| p.id == *id));
    let first = |p: &&Person| p.roles.first() == Some(&task.role);
    let apart = everybody
        .iter()
        .filter(fits)
        .filter(first)
        .chain(everybody.iter().filter(fits))
        .find(|p| FIELD_ROLES.contains(&task.role.as_str()) || !investigators.contains(p.id.as_str()));
    named.or(apart).map(|p| Who { id: p.id.clone(), name: p.name.clone() })
}
