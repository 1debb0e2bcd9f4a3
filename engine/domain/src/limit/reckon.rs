//! The last day of a limit (deadlines.md section 1). Pure arithmetic over days; knows no case.

use crate::calendar::{Calendar, Lean};
use crate::day;
use crate::law::{FirstDay, LimitLaw, LimitUnit, RestDay};
use jiff::civil::Date;

/// The last day, and whether it was computed beyond the loaded years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reckoning {
    pub due: Date,
    pub provisional: bool,
}

/// Last day of a limit that begins on `start`: its length, then the days that do not count, then extensions, then a day of rest at
/// the end. `None`: the limit has no length (it lasts as long as it lasts).
pub fn end_of(
    law: &LimitLaw,
    start: Date,
    excluded_days: i64,
    extensions: &[&LimitLaw],
    calendar: &Calendar,
) -> Option<Reckoning> {
    let lean = Lean::of(law.protects);
    let mut known = true;
    let mut due = add(law, start, law.first_day, lean, calendar, &mut known)?;
    due = day::plus(due, excluded_days);
    for extension in extensions {
        // An extension begins where the extended limit ends.
        due = add(extension, due, FirstDay::Next, lean, calendar, &mut known)?;
    }
    if law.rest_day == RestDay::Roll {
        let (rolled, rolled_known) = calendar.roll(due, lean);
        due = rolled;
        known &= rolled_known;
    }
    Some(Reckoning { due, provisional: !known })
}

fn add(
    law: &LimitLaw,
    start: Date,
    first: FirstDay,
    lean: Lean,
    calendar: &Calendar,
    known: &mut bool,
) -> Option<Date> {
    let length = law.length?;
    // A limit whose first day counts is one day shorter measured from its start.
    let start = if first == FirstDay::Same { day::plus(start, -1) } else { start };
    Some(match law.unit? {
        LimitUnit::Day => day::plus(start, i64::from(length)),
        LimitUnit::WorkingDay => {
            let (due, all_known) = calendar.plus_working(start, length, lean);
            *known &= all_known;
            due
        }
        LimitUnit::Month => start.checked_add(jiff::Span::new().months(i64::from(length))).ok()?,
        LimitUnit::Year => start.checked_add(jiff::Span::new().years(i64::from(length))).ok()?,
    })
}

/// Days covered by the union of intervals, both ends of each given as days: from the first (not counted) to the last (counted).
pub fn union_days(mut spans: Vec<(Date, Date)>) -> i64 {
    spans.sort();
    let (mut total, mut covered) = (0, Date::MIN);
    for (from, to) in spans {
        let from = from.max(covered);
        if to > from {
            total += day::between(from, to);
            covered = to;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn due(id: &str, start: Date) -> Date {
        let law = crate::law::tests::shipped();
        let calendar = Calendar::new(law.calendars.values());
        end_of(&law.limits[id], start, 0, &[], &calendar).map_or(Date::MIN, |reckoning| reckoning.due)
    }

    /// Written from ux.md section 7 and the scenario x01, independently of the code.
    #[test]
    fn limits_of_the_first_case() {
        for (id, start, last) in [
            ("T01", date(2026, 8, 14), date(2026, 8, 29)),
            ("T11", date(2026, 8, 24), date(2026, 8, 31)),
            ("T11", date(2026, 8, 26), date(2026, 9, 2)),
            ("T14", date(2026, 8, 17), date(2026, 11, 15)),
            ("T14", date(2026, 8, 18), date(2026, 11, 16)),
            ("T18", date(2026, 9, 2), date(2026, 9, 11)),
            ("T70", date(2026, 9, 2), date(2026, 9, 11)),
            ("T70", date(2026, 9, 8), date(2026, 9, 17)),
            ("T22", date(2026, 9, 9), date(2026, 9, 24)),
            // 09-10 + 15 = 09-25, Mid-Autumn until 09-27: rolls to Monday.
            ("T22", date(2026, 9, 10), date(2026, 9, 28)),
            ("T56", date(2026, 8, 26), date(2026, 9, 25)),
            ("T68", date(2026, 8, 14), date(2028, 8, 14)),
            ("T76", date(2026, 9, 22), date(2026, 10, 22)),
            ("T84", date(2026, 9, 3), date(2026, 9, 10)),
        ] {
            assert_eq!(due(id, start), last, "{id} from {start}");
        }
    }

    /// deadlines.md section 5, with the calendar that only rests on weekends.
    #[test]
    fn worked_examples() {
        let law = crate::law::tests::shipped();
        let calendar = Calendar::weekends_only(2026..=2026);
        let end = |id: &str, start, excluded| end_of(&law.limits[id], start, excluded, &[], &calendar).map(|r| r.due);
        let start = date(2026, 3, 2);
        assert_eq!(end("T11", start, 0), Some(date(2026, 3, 9)), "D1");
        assert_eq!(end("T18", start, 0), Some(date(2026, 3, 11)), "D2");
        assert_eq!(end("T22", start, 0), Some(date(2026, 3, 17)), "D3");
        assert_eq!(end("T14", start, 0), Some(date(2026, 5, 31)), "D4");
        assert_eq!(end("T56", start, 0), Some(date(2026, 4, 1)), "D9");
        // D5: hearing 04-01 to 04-10 and appraisal 04-08 to 04-20; an interval is given from the day before its first day.
        let excluded = union_days(vec![(date(2026, 3, 31), date(2026, 4, 10)), (date(2026, 4, 7), date(2026, 4, 20))]);
        assert_eq!(excluded, 20);
        assert_eq!(end("T14", start, excluded), Some(date(2026, 6, 20)), "D5");
    }

    #[test]
    fn an_extension_begins_where_the_limit_ends() {
        let law = crate::law::tests::shipped();
        let calendar = Calendar::weekends_only(2026..=2027);
        let end = end_of(&law.limits["T14"], date(2026, 8, 17), 0, &[&law.limits["T15"]], &calendar);
        assert_eq!(end.map(|r| r.due), Some(date(2026, 12, 15)));
    }

    #[test]
    fn an_end_beyond_the_loaded_years_is_provisional() {
        let law = crate::law::tests::shipped();
        let calendar = Calendar::new(law.calendars.values());
        let end = end_of(&law.limits["T11"], date(2026, 12, 29), 0, &[], &calendar);
        assert_eq!(end, Some(Reckoning { due: date(2027, 1, 6), provisional: true }));
    }
}
