//! Limits of a case for the screens: what is left, and how it was counted.

use crate::case::Case;
use crate::day;
use crate::law::{Basis, LimitLaw, LimitUnit, Mark, Protects, RestDay};
use crate::limit::{Left, LimitRun, LimitState, left};
use jiff::civil::Date;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LimitView {
    pub id: String,
    pub name: String,
    pub state: LimitState,
    pub protects: Option<Protects>,
    pub start: Date,
    pub due: Option<Date>,
    /// First day after it.
    pub next_day: Option<Date>,
    pub ended_on: Option<Date>,
    pub provisional: bool,
    pub left: Left,
    pub basis: Vec<Basis>,
    pub mark: Mark,
    /// 怎么算的, line by line.
    pub how: Vec<String>,
}

/// The latest run of every limit that has started, the most urgent first.
pub fn limits(case: &Case<'_>) -> Vec<LimitView> {
    let mut views: Vec<LimitView> = case.law.limits.values().filter_map(|law| view(case, law)).collect();
    let open = |view: &LimitView| view.state == LimitState::Running;
    views.sort_by_key(|view| (!open(view), view.due, view.id.clone()));
    views
}

fn view(case: &Case<'_>, law: &LimitLaw) -> Option<LimitView> {
    let run = case.file.run(&law.id)?;
    let reckoning = case.reckon_run(law, run);
    let state = case.limit_state(&law.id).unwrap_or(run.state);
    let due = reckoning.map(|reckoning| reckoning.due);
    let provisional = reckoning.is_some_and(|reckoning| reckoning.provisional);
    Some(LimitView {
        id: law.id.clone(),
        name: law.name.clone(),
        state,
        protects: law.protects,
        start: run.start,
        due,
        next_day: due.map(|due| day::plus(due, 1)),
        ended_on: run.ended_on,
        provisional,
        left: left(law, state, due, provisional, case.today(), &case.facts.calendar),
        basis: law.basis.clone(),
        mark: law.mark,
        how: how(case, law, run, due, provisional),
    })
}

fn how(case: &Case<'_>, law: &LimitLaw, run: &LimitRun, due: Option<Date>, provisional: bool) -> Vec<String> {
    let mut lines = vec![format!("起算：{}", day::chinese(run.start))];
    if let (Some(length), Some(unit)) = (law.length, law.unit) {
        let unit = match unit {
            LimitUnit::Day => "日，次日起算",
            LimitUnit::WorkingDay => "个工作日，次日起算，不含周末和法定节假日",
            LimitUnit::Month => "个月",
            LimitUnit::Year => "年",
        };
        lines.push(format!("长度：{length}{unit}"));
    }
    let excluded = case.excluded_days(law, run);
    if excluded > 0 {
        lines.push(format!("扣除：{excluded}日（{}）", law.excluded.join("、")));
    }
    for id in law.extended_by.iter().filter(|id| case.file.run(id).is_some_and(|extension| extension.seq > run.seq)) {
        if let Some(extension) = case.law.limits.get(id) {
            lines.push(format!("延长：{}", extension.name));
        }
    }
    if law.rest_day == RestDay::Roll {
        lines.push("届满日为休息日的，顺延至其后第一个工作日".to_owned());
    }
    if let Some(due) = due {
        lines.push(format!("届满：{}24时", day::chinese(due)));
    }
    if provisional {
        lines.push("暂定：届满所在年份的日历未载入".to_owned());
    }
    lines
}
