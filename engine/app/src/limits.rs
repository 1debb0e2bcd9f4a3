//! Limits as views: what is left, how it was counted, on which articles it rests.

use crate::App;
use crate::refusal::Failure;
use crate::view;
use domain::calendar::Calendar;
use domain::case_file::CaseFile;
use domain::day;
use domain::law::{self, Law, LimitLaw, LimitUnit, Mark, Protects, Validity};
use domain::limit::{LimitRun, LimitState, left};
use jiff::civil::Date;

impl App {
    /// The limits of a case, running ones first.
    ///
    /// # Errors
    /// `case-not-found`; the store is not available.
    pub async fn case_limits(&self, case: &str, now: i64) -> Result<Vec<view::Limit>, Failure> {
        let loaded = self.load(case).await?;
        Ok(views(&loaded.release.law, &loaded.file, now))
    }
}

/// The latest run of each limit of a case: running ones first, nearest end first.
pub fn views(law: &Law, file: &CaseFile, now: i64) -> Vec<view::Limit> {
    let calendar = Calendar::new(law.calendars.values());
    let mut found: Vec<view::Limit> = Vec::new();
    for (id, runs) in &file.limits {
        if let (Some(entry), Some(run)) = (law.limits.get(id), runs.last()) {
            found.push(of_run(law, entry, run, &calendar, now));
        }
    }
    let past = |limit: &view::Limit| limit.state != view::words::LimitState::Running;
    found.sort_by(|a, b| (past(a), &a.due, &a.id).cmp(&(past(b), &b.due, &b.id)));
    found
}

fn of_run(law: &Law, entry: &LimitLaw, run: &LimitRun, calendar: &Calendar, now: i64) -> view::Limit {
    let today = day::of_instant(now);
    let left = left(entry, run.state, run.due, run.provisional, today, calendar);
    let open = matches!(run.state, LimitState::Running | LimitState::Over);
    view::Limit {
        id: entry.id.clone(),
        name: entry.name.clone(),
        state: run.state.into(),
        start: Some(run.start.to_string()),
        due: run.due.map(|d| d.to_string()),
        left: (open && run.due.is_some()).then_some(left.amount),
        unit: unit(entry),
        level: if open { left.colour.into() } else { view::words::LimitLevel::None },
        text: left.text,
        provisional: run.provisional,
        basis: entry.basis.iter().map(|b| basis_of(law, b)).collect(),
        how: how(entry, run),
        responsible: None,
    }
}

/// The person who answers for a duty of the agency: the officer in charge of the case. Limits of the party have nobody.
pub fn responsible<'a>(law: &Law, file: &'a CaseFile, id: &str) -> Option<&'a str> {
    let duty = !matches!(law.limits.get(id)?.protects, Some(Protects::Party));
    file.person("lead_officer").filter(|_| duty)
}

/// A stored limit row as a view: what is left today.
pub fn row_view(law: &Law, id: &str, due: Option<&str>, now: i64) -> Option<view::Limit> {
    let entry = law.limits.get(id)?;
    let calendar = Calendar::new(law.calendars.values());
    let due = due.and_then(|d| d.parse::<Date>().ok());
    let run = LimitRun {
        start: due.unwrap_or_default(),
        due,
        state: LimitState::Running,
        ended_on: None,
        provisional: false,
        seq: 0,
    };
    let mut view = of_run(law, entry, &run, &calendar, now);
    view.start = None;
    view.how.clear();
    Some(view)
}

/// The limit that presses most on an open task: the nearest end among the running duties of the agency.
pub fn pressing(law: &Law, file: &CaseFile) -> Option<(String, Date)> {
    let running = file.limits.iter().filter_map(|(id, runs)| {
        let entry = law.limits.get(id)?;
        let run = runs.last().filter(|run| run.state == LimitState::Running)?;
        let duty = matches!(entry.protects, Some(Protects::AgencyDuty) | None);
        duty.then_some((id.clone(), run.due?))
    });
    running.min_by_key(|(_, due)| *due)
}

fn unit(entry: &LimitLaw) -> view::words::LimitUnit {
    match entry.unit {
        Some(LimitUnit::WorkingDay) => view::words::LimitUnit::WorkingDay,
        _ => view::words::LimitUnit::Day,
    }
}

fn how(entry: &LimitLaw, run: &LimitRun) -> Vec<String> {
    let mut lines = vec![format!("起算事由之日：{}", run.start)];
    if let Some(length) = entry.length {
        let unit = match entry.unit {
            Some(LimitUnit::WorkingDay) => "个工作日",
            Some(LimitUnit::Month) => "个月",
            Some(LimitUnit::Year) => "年",
            Some(LimitUnit::Day) | None => "日",
        };
        let first = if entry.first_day == law::FirstDay::Same { "当日起算" } else { "次日起算" };
        lines.push(format!("{first}，{length} {unit}"));
    }
    if entry.rest_day == law::RestDay::Roll {
        lines.push("届满日是休息日的，顺延到其后第一个工作日".into());
    }
    if let Some(due) = run.due {
        lines.push(format!("届满日：{due}，当日 24 时届满"));
    }
    if let Some(on) = run.ended_on {
        lines.push(format!("{on} 办结或者终止"));
    }
    lines
}

/// A basis of content as a view.
pub fn basis_of(law: &Law, basis: &law::Basis) -> view::Basis {
    let Some(name) = &basis.law else {
        let text = basis.source.clone().or_else(|| basis.note.clone()).unwrap_or_default();
        return view::Basis {
            law: String::new(),
            article: None,
            paragraph: None,
            item: None,
            mark: mark(basis.mark),
            text,
        };
    };
    self::basis(law, name, basis.article.as_deref(), basis.paragraph.as_deref(), basis.item.as_deref(), basis.mark)
}

/// An article with its printed form: 行政处罚法第五十八条第一款.
pub fn basis(
    law: &Law,
    name: &str,
    article: Option<&str>,
    paragraph: Option<&str>,
    item: Option<&str>,
    marked: Option<Mark>,
) -> view::Basis {
    let title = law.laws.get(name).map_or(name, |l| l.name.as_str());
    let place = article.map(|article| domain::words::article(article, paragraph, item)).unwrap_or_default();
    let text = format!("{title}{place}");
    let owned = |t: Option<&str>| t.map(str::to_string);
    view::Basis {
        law: title.to_string(),
        article: owned(article),
        paragraph: owned(paragraph),
        item: owned(item),
        mark: mark(marked),
        text,
    }
}

fn mark(mark: Option<Mark>) -> Option<String> {
    mark.map(|m| format!("{m:?}"))
}

/// 2018-10-26 起，至 2026-08-14
pub fn validity(valid: Option<&Validity>) -> String {
    match valid {
        None => String::new(),
        Some(Validity { from, to: None }) => format!("{from} 起"),
        Some(Validity { from, to: Some(to) }) => format!("{from} 至 {to}"),
    }
}
