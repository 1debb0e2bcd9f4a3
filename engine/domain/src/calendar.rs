//! Working days: the loaded years of the calendar; beyond them weekends and the holidays fixed by rule, marked provisional.

use crate::day;
use crate::law::{CalendarLaw, Protects, Weekend};
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// Which way an unclear day counts (deadlines.md 1.5, 1.10): short for duties of the agency, long for rights of the party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lean {
    Short,
    Long,
}

impl Lean {
    pub fn of(protects: Option<Protects>) -> Lean {
        match protects {
            Some(Protects::Party | Protects::PartyDuty) => Lean::Long,
            Some(Protects::AgencyDuty) | None => Lean::Short,
        }
    }
}

/// All loaded years together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    years: BTreeMap<i16, String>,
    rest: BTreeSet<Date>,
    work: BTreeSet<Date>,
    fixed: BTreeSet<(i8, i8)>,
    saturday_works: bool,
    sunday_works: bool,
}

/// Whether somebody works on a day, and whether the year is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Working {
    pub works: bool,
    pub known: bool,
}

impl Calendar {
    /// Takes the content of a release, or of calendars loaded later: they are looked up by date, not by release.
    pub fn new<'a>(calendars: impl IntoIterator<Item = &'a CalendarLaw>) -> Calendar {
        let mut all = Calendar::default();
        for calendar in calendars {
            if let Some(year) = calendar.year
                && calendar.complete
            {
                all.years.insert(year, calendar.id.clone());
                all.saturday_works |= !calendar.weekend.contains(&Weekend::Saturday);
                all.sunday_works |= !calendar.weekend.contains(&Weekend::Sunday);
                all.rest.extend(calendar.holidays.iter().map(|day| day.date));
                all.work.extend(calendar.workdays.iter().map(|day| day.date));
            }
            all.fixed.extend(calendar.fixed.iter().map(|day| (day.month, day.day)));
        }
        all
    }

    /// Only weekends rest, and every year is known. For tests of rules that must not depend on an unverified year.
    pub fn weekends_only(years: std::ops::RangeInclusive<i16>) -> Calendar {
        Calendar { years: years.map(|year| (year, "weekends".to_owned())).collect(), ..Calendar::default() }
    }

    /// Id of the calendar of a day's year.
    pub fn id_for(&self, day: Date) -> Option<&str> {
        self.years.get(&day.year()).map(String::as_str)
    }

    /// Years that are loaded.
    pub fn years(&self) -> impl Iterator<Item = i16> + '_ {
        self.years.keys().copied()
    }

    pub fn working(&self, day: Date, lean: Lean) -> Working {
        let weekend = match day.weekday() {
            Weekday::Saturday => !self.saturday_works,
            Weekday::Sunday => !self.sunday_works,
            _ => false,
        };
        if self.years.contains_key(&day.year()) {
            let works = self.work.contains(&day) || (!weekend && !self.rest.contains(&day));
            return Working { works, known: true };
        }
        // Counting a holiday as worked makes a limit shorter, so only the party gets the holidays fixed by rule.
        let holiday = lean == Lean::Long && self.fixed.contains(&(day.month(), day.day()));
        Working { works: !weekend && !holiday, known: false }
    }

    /// The day after which `count` working days have passed since `from` (not counted), and whether all of them are known.
    pub fn plus_working(&self, from: Date, count: u32, lean: Lean) -> (Date, bool) {
        let (mut today, mut left, mut known) = (from, count, true);
        while left > 0 && today < Date::MAX {
            today = day::plus(today, 1);
            let working = self.working(today, lean);
            known &= working.known;
            left -= u32::from(working.works);
        }
        (today, known)
    }

    /// The day itself or the next working day.
    pub fn roll(&self, from: Date, lean: Lean) -> (Date, bool) {
        let (mut today, mut known) = (from, true);
        loop {
            let working = self.working(today, lean);
            known &= working.known;
            if working.works || today == Date::MAX {
                return (today, known);
            }
            today = day::plus(today, 1);
        }
    }

    /// Working days after `from` up to and including `to`; negative if `to` lies before.
    pub fn working_between(&self, from: Date, to: Date, lean: Lean) -> i64 {
        if to < from {
            return -self.working_between(to, from, lean);
        }
        let days = day::between(from, to).min(20_000);
        (1..=days).filter(|n| self.working(day::plus(from, *n), lean).works).count() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holidays_rest_and_shifted_weekends_work() {
        let law = crate::law::tests::shipped();
        let calendar = Calendar::new(law.calendars.values());
        let works = |day| calendar.working(day, Lean::Short);
        assert!(!works(date(2026, 9, 25)).works, "Mid-Autumn is a Friday");
        assert!(works(date(2026, 9, 20)).works, "a Sunday on which everybody works");
        assert!(!works(date(2026, 9, 19)).works);
        assert!(works(date(2026, 9, 21)).known && !works(date(2027, 9, 21)).known);
    }

    #[test]
    fn an_unloaded_year_is_short_for_the_agency_and_long_for_the_party() {
        let law = crate::law::tests::shipped();
        let calendar = Calendar::new(law.calendars.values());
        // 2027-01-01 is a Friday and a holiday fixed by rule.
        assert_eq!(calendar.plus_working(date(2026, 12, 31), 1, Lean::Short), (date(2027, 1, 1), false));
        assert_eq!(calendar.plus_working(date(2026, 12, 31), 1, Lean::Long), (date(2027, 1, 4), false));
    }
}
