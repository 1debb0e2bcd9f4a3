//! Incidents: cases that stand still, and the jobs behind them. An operator tries again or takes a step as settled; why stands in
//! the journal. Law is not passed by: whatever follows is held against its gates again.

use crate::App;
use crate::case::Loaded;
use crate::commands::{Order, Request};
use crate::people::Person;
use crate::refusal::{Failure, Refusal};
use crate::rows;
use crate::view::operations::{IncidentItem, JobItem, JobState, Operations};
use crate::view::task::Done;
use crate::{limits, time};
use exec::{Ask, ElementPath, Incident};
use std::collections::BTreeMap;
use store::record::Window;
use store::record::case::{IncidentRow, job_state};
use store::record::list::{IncidentOfCase, JobOfCase, Scope};

/// Rows of each list that a page shows.
const SHOWN: Window = Window { limit: 200, offset: 0 };
/// The longest reason of an operator, characters.
const REASON_MAX: usize = 500;

/// What an operator does to an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair {
    /// Tries the step again.
    Retry,
    /// Takes the step as settled outside; nothing is tried again.
    Resolve,
}

impl App {
    /// Stuck cases and waiting jobs of the units of `person`.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn operations(&self, person: &Person, now: i64) -> Result<Operations, Failure> {
        let scope = Scope::below(&person.region);
        let stuck = self.store().open_incidents(&scope, SHOWN).await.map_err(Failure::fault)?.rows;
        let jobs = self.store().waiting_jobs(&scope, SHOWN).await.map_err(Failure::fault)?.rows;
        let mut cases: BTreeMap<String, Loaded> = BTreeMap::new();
        for case in stuck.iter().map(|row| &row.case).chain(jobs.iter().map(|row| &row.case)) {
            if !cases.contains_key(case) {
                cases.insert(case.clone(), self.load(case).await?);
            }
        }
        let incidents = stuck.iter().filter_map(|row| Some(incident_item(cases.get(&row.case)?, row, now))).collect();
        let jobs = jobs.iter().filter_map(|row| Some(job_item(cases.get(&row.case)?, row))).collect();
        Ok(Operations { incidents, jobs })
    }

    /// Repairs a stuck case.
    ///
    /// # Errors
    /// `reason-missing`, `incident-gone`, `role-missing`; the store is not available.
    pub async fn repair(
        &self,
        request: Request,
        case: &str,
        incident: &str,
        how: Repair,
        reason: &str,
    ) -> Result<Done, Failure> {
        let reason = reason.trim().to_string();
        if reason.is_empty() || reason.chars().count() > REASON_MAX {
            return Err(Refusal::new("reason-missing").into());
        }
        let gone = Refusal::new("incident-gone").with("incident", incident);
        let id: exec::IncidentId = incident.parse().map_err(|_| gone.clone())?;
        let (verb, ask) = match how {
            Repair::Retry => ("incidents/retry", Ask::Retry { incident: id, reason: reason.clone() }),
            Repair::Resolve => {
                let answers = serde_json::json!({});
                ("incidents/resolve", Ask::ResolveIncident { incident: id, answers, reason: reason.clone() })
            }
        };
        let order = Order::of(request, case, verb).fingerprint(&[incident, &reason]);
        // Looked at inside the order: a repeat of the command that repaired it gets its first answer.
        let order = order.step(move |at| match at.state.incidents.contains_key(&id) {
            true => Ok(ask.clone()),
            false => Err(gone.clone().into()),
        });
        self.carry_out(order).await
    }
}

fn number(loaded: &Loaded) -> String {
    loaded.head.case_no.clone().or_else(|| loaded.head.clue_no.clone()).unwrap_or_default()
}

fn title(loaded: &Loaded, element: Option<&str>) -> String {
    element.map(|path| rows::title(&loaded.release.law, &ElementPath::from(path))).unwrap_or_default()
}

fn incident_item(loaded: &Loaded, row: &IncidentOfCase, now: i64) -> IncidentItem {
    let law = &loaded.release.law;
    let IncidentRow { incident, element, code, message, .. } = &row.incident;
    let id: Option<exec::IncidentId> = incident.parse().ok();
    let open = id.and_then(|id| loaded.state.incidents.get(&id));
    let job = open.and_then(|open| match &open.retry {
        exec::state::RetryStep::Job { job } => loaded.state.jobs.get(job),
        _ => None,
    });
    let process = element.as_deref().map(ElementPath::from).map(|path| path.process().to_string()).unwrap_or_default();
    let pressing = limits::pressing(law, &loaded.file)
        .and_then(|(id, due)| limits::row_view(law, &id, Some(&due.to_string()), now));
    IncidentItem {
        case: row.case.clone(),
        case_no: number(loaded),
        case_title: row.case_title.clone(),
        incident: incident.clone(),
        code: code.clone(),
        place: title(loaded, element.as_deref()),
        process: law.processes.get(&process).map_or(process, |p| p.name.clone()),
        text: open.map_or_else(String::new, |open| sentence(&open.incident)),
        technical: format!("{} {incident} {}: {message}", row.case, element.as_deref().unwrap_or_default()),
        since: time::text_of(row.incident.at_ms),
        job: job.map(|job| format!("{}/{}", job.connector, job.operation)),
        limit: pressing,
        can_resolve: open.is_some_and(|open| open.token.is_some()),
    }
}

fn job_item(loaded: &Loaded, row: &JobOfCase) -> JobItem {
    let job = &row.job;
    let id: Option<exec::JobId> = job.job.parse().ok();
    let incident = loaded.state.incidents.iter().find(|(_, open)| match &open.retry {
        exec::state::RetryStep::Job { job } => Some(*job) == id,
        _ => false,
    });
    JobItem {
        case: row.case.clone(),
        case_no: number(loaded),
        case_title: row.case_title.clone(),
        job: job.job.clone(),
        place: title(loaded, job.element.as_deref()),
        connector: job.connector.clone(),
        operation: job.operation.clone(),
        state: match job.state.as_str() {
            job_state::FAILED => JobState::Failed,
            job_state::LEASED => JobState::Running,
            _ => JobState::Ready,
        },
        attempts: job.attempts,
        at: time::text_of(job.due_ms),
        error: job.last_error.clone(),
        incident: incident.map(|(id, _)| id.to_string()),
    }
}

/// Why a case stands still, for people.
pub(crate) fn sentence(incident: &Incident) -> String {
    match incident {
        Incident::NoFlowTaken { tried } => format!("{tried} 个条件都不成立，流程图没有画别的出路"),
        Incident::ScriptFailed { text, .. } => format!("流程里的计算出错：{text}"),
        Incident::RuleFailed { text, .. } => format!("规则出错：{text}"),
        Incident::GateRefused { gate: Some(gate), .. } => {
            format!("关卡 {gate} 还不满足，系统自动办理的一步没有办成")
        }
        Incident::GateRefused { refusal, .. } => format!("系统自动办理的一步没有办成（{refusal}）"),
        Incident::JobFailed { attempts, text } => format!("对外办理试了 {attempts} 次没有成功：{text}"),
        Incident::UncaughtError { error, text } => format!("流程出错，没有画怎么处理（{error}）：{text}"),
        Incident::ProcessUnknown { process } => format!("所用的发布版里没有要调用的流程 {process}"),
        Incident::ElementUnknown { element } => format!("所用的发布版里没有这一步 {element}"),
        Incident::RunawayLoop { .. } => "流程转圈不停，已经截住".into(),
        Incident::TooManyTokens { .. } => "流程分出的路太多，已经截住".into(),
        Incident::CallTooDeep { .. } => "流程调用层数太多，已经截住".into(),
        Incident::VariableTooLarge { .. } => "流程里的数据太大，没有保存".into(),
        Incident::WrongValue { expected, found } => format!("流程里的值不对：要 {expected}，却是 {found}"),
    }
}
