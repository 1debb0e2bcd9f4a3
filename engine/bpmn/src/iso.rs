//! Times of ISO 8601 as timer events write them: instants, durations, repeating intervals.
//!
//! Instants are milliseconds UTC since 1970-01-01. A date or time without offset is read in +08:00, the only legal time
//! of the country the product serves. Years and months are added on the calendar of +08:00 (31 January + P1M = last day
//! of February); days are 24 hours.

/// Milliseconds UTC since 1970-01-01T00:00:00Z.
pub type Instant = i64;

const DAY_MS: i64 = 86_400_000;
/// Legal time of China, in milliseconds east of UTC.
const OFFSET_MS: i64 = 8 * 3_600_000;

/// A length of time; months and milliseconds stay apart because a month has no fixed length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duration {
    pub months: i64,
    pub ms: i64,
}

/// A repeating interval `R[n]/[start/]period[/end]`; a bare period counts as endless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// How often; `None`: without end. `R0` never fires.
    pub repetitions: Option<u32>,
    pub start: Option<Instant>,
    pub period: Duration,
    pub end: Option<Instant>,
}

/// What is wrong with a text that should be a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    #[error("not an ISO 8601 date-time such as 2026-08-15T09:00:00+08:00")]
    Instant,
    #[error("not an ISO 8601 duration such as PT15M or P5D")]
    Duration,
    #[error("not an ISO 8601 repeating interval such as R3/PT10M")]
    Cycle,
}

impl Duration {
    /// The instant that is this length after `from`; saturates at the ends of time.
    pub fn after(&self, from: Instant) -> Instant {
        if self.months == 0 {
            return from.saturating_add(self.ms);
        }
        let local = from.saturating_add(OFFSET_MS);
        let (days, within) = (local.div_euclid(DAY_MS), local.rem_euclid(DAY_MS));
        let (year, month, day) = civil(days);
        let index = (year * 12 + i64::from(month) - 1).saturating_add(self.months).clamp(-12_000_000, 12_000_000);
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) as u32 + 1);
        let moved = days_from_civil(year, month, day.min(days_in_month(year, month)));
        (moved * DAY_MS + within - OFFSET_MS).saturating_add(self.ms)
    }
    /// Whether it has no length at all or points backwards.
    pub fn is_empty(&self) -> bool {
        self.months <= 0 && self.ms <= 0
    }
}

impl Cycle {
    /// The instant of firing number `count` (from 1) of a timer armed at `armed`; `None` when it fires no more.
    pub fn at(&self, count: u32, armed: Instant) -> Option<Instant> {
        if count == 0 || self.repetitions.is_some_and(|limit| count > limit) {
            return None;
        }
        let times = i64::from(if self.start.is_some() { count - 1 } else { count });
        let length =
            Duration { months: self.period.months.saturating_mul(times), ms: self.period.ms.saturating_mul(times) };
        let at = length.after(self.start.unwrap_or(armed));
        (self.end.is_none_or(|end| at <= end)).then_some(at)
    }
}

/// `YYYY-MM-DD[THH:MM[:SS[.fff]]][Z|±HH:MM]`.
pub fn parse_instant(text: &str) -> Result<Instant, TimeError> {
    instant(text.trim()).ok_or(TimeError::Instant)
}

fn instant(text: &str) -> Option<Instant> {
    if !text.is_ascii() {
        return None;
    }
    let (date, rest) = (text.get(..10)?, text.get(10..)?);
    let mut parts = date.split('-');
    let (year, month, day) = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    if parts.next().is_some()
        || !(1..=12).contains(&month)
        || day < 1
        || day > i64::from(days_in_month(year, month as u32))
    {
        return None;
    }
    let midnight = days_from_civil(year, month as u32, day as u32) * DAY_MS;
    if rest.is_empty() {
        return Some(midnight - OFFSET_MS);
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (clock, offset) = match rest.find(['Z', 'z', '+', '-']) {
        Some(at) => (&rest[..at], zone(&rest[at..])?),
        None => (rest, OFFSET_MS),
    };
    Some(midnight + clock_ms(clock)? - offset)
}

fn zone(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let body = text[1..].replace(':', "");
    let (hours, minutes) = match body.len() {
        2 => (digits(&body, 2)?, 0),
        4 => (digits(&body[..2], 2)?, digits(&body[2..], 2)?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60_000)
}

fn clock_ms(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let (second, ms) = match parts.next() {
        None => (0, 0),
        Some(seconds) => match seconds.split_once('.') {
            None => (digits(seconds, 2)?, 0),
            Some((whole, fraction)) => (digits(whole, 2)?, fraction_ms(fraction)?),
        },
    };
    if parts.next().is_some()
        || minute > 59
        || second > 59
        || hour > 24
        || (hour == 24 && (minute, second, ms) != (0, 0, 0))
    {
        return None;
    }
    Some(((hour * 60 + minute) * 60 + second) * 1000 + ms)
}

/// Milliseconds of a decimal fraction of a second; further digits are cut.
fn fraction_ms(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 9 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    format!("{text:0<3}")[..3].parse().ok()
}

/// Exactly `count` digits.
fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// `PnYnMnWnDTnHnMn.nS`; at least one part, no sign.
pub fn parse_duration(text: &str) -> Result<Duration, TimeError> {
    duration(text.trim()).ok_or(TimeError::Duration)
}

fn duration(text: &str) -> Option<Duration> {
    let body = text.strip_prefix('P')?;
    let (date, time) = match body.split_once('T') {
        Some((_, "")) => return None,
        Some((date, time)) => (date, time),
        None => (body, ""),
    };
    if date.is_empty() && time.is_empty() {
        return None;
    }
    let mut total = Duration::default();
    parts(date, &['Y', 'M', 'W', 'D'], |unit, whole, fraction_ms| {
        if fraction_ms != 0 {
            return None;
        }
        match unit {
            'Y' => total.months = total.months.checked_add(whole.checked_mul(12)?)?,
            'M' => total.months = total.months.checked_add(whole)?,
            'W' => total.ms = total.ms.checked_add(whole.checked_mul(7 * DAY_MS)?)?,
            _ => total.ms = total.ms.checked_add(whole.checked_mul(DAY_MS)?)?,
        }
        Some(())
    })?;
    parts(time, &['H', 'M', 'S'], |unit, whole, fraction_ms| {
        let (length, fraction) = match unit {
            'H' => (3_600_000, fraction_ms * 3600),
            'M' => (60_000, fraction_ms * 60),
            _ => (1000, fraction_ms),
        };
        total.ms = total.ms.checked_add(whole.checked_mul(length)?)?.checked_add(fraction)?;
        Some(())
    })?;
    Some(total)
}

/// Calls `each` for every `number unit` of the text; units must come in the given order, each at most once.
fn parts(text: &str, units: &[char], mut each: impl FnMut(char, i64, i64) -> Option<()>) -> Option<()> {
    let (mut rest, mut allowed) = (text, units);
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let unit = rest[end..].chars().next()?;
        let place = allowed.iter().position(|u| *u == unit)?;
        allowed = &allowed[place + 1..];
        let (whole, fraction) = match rest[..end].split_once(['.', ',']) {
            Some((whole, fraction)) => (whole, fraction_ms(fraction)?),
            None => (&rest[..end], 0),
        };
        if whole.is_empty() || whole.len() > 12 || !whole.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        each(unit, whole.parse().ok()?, fraction)?;
        rest = &rest[end + 1..];
    }
    Some(())
}

/// `R[n]/PERIOD`, `R[n]/START/PERIOD`, `R[n]/PERIOD/END`, `R[n]/START/END`, or a bare period.
pub fn parse_cycle(text: &str) -> Result<Cycle, TimeError> {
    cycle(text.trim()).ok_or(TimeError::Cycle)
}

fn cycle(text: &str) -> Option<Cycle> {
    let mut fields = text.split('/');
    let first = fields.next()?;
    let Some(count) = first.strip_prefix('R') else {
        let period = duration(text).filter(|period| !period.is_empty())?;
        return Some(Cycle { repetitions: None, start: None, period, end: None });
    };
    let repetitions = if count.is_empty() { None } else { Some(count.parse().ok()?) };
    let (second, third) = (fields.next()?, fields.next());
    if fields.next().is_some() {
        return None;
    }
    let (start, period, end) = match third {
        None => (None, duration(second)?, None),
        Some(third) if second.starts_with('P') => (None, duration(second)?, Some(instant(third)?)),
        Some(third) if third.starts_with('P') => (Some(instant(second)?), duration(third)?, None),
        Some(third) => {
            let (start, end) = (instant(second)?, instant(third)?);
            (Some(start), Duration { months: 0, ms: end.checked_sub(start)? }, None)
        }
    };
    (!period.is_empty()).then_some(Cycle { repetitions, start, period, end })
}

fn days_in_month(year: i64, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a civil date (proleptic Gregorian).
fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Civil date of a number of days since 1970-01-01.
fn civil(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u32;
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_with_and_without_offset() {
        assert_eq!(parse_instant("1970-01-01T00:00:00Z"), Ok(0));
        assert_eq!(parse_instant("1970-01-01T08:00:00"), Ok(0));
        assert_eq!(parse_instant("2026-08-15T09:00:00.250+08:00"), Ok(1_786_755_600_250));
        assert_eq!(parse_instant("2026-08-15"), Ok(1_786_723_200_000));
        for bad in [
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-08-15T25:00",
            "2026-08-15T09:00+0a:00",
            "次日",
            "2026-08-15T09:61:00",
        ] {
            assert_eq!(parse_instant(bad), Err(TimeError::Instant), "{bad}");
        }
    }

    #[test]
    fn durations_keep_months_apart() {
        assert_eq!(parse_duration("PT1.5S"), Ok(Duration { months: 0, ms: 1500 }));
        assert_eq!(parse_duration("P1Y2M3DT4H"), Ok(Duration { months: 14, ms: 3 * DAY_MS + 4 * 3_600_000 }));
        for bad in ["", "P", "PT", "P1H", "1D", "P-1D", "P1D2Y", "PT1X", "P99999999999999D"] {
            assert_eq!(parse_duration(bad), Err(TimeError::Duration), "{bad}");
        }
    }

    #[test]
    fn a_month_after_the_31st_is_the_last_day() {
        let from = parse_instant("2028-01-31T10:00").unwrap();
        let length = parse_duration("P1M").unwrap();
        assert_eq!(length.after(from), parse_instant("2028-02-29T10:00").unwrap());
        assert_eq!(parse_duration("P400Y").unwrap().after(from), parse_instant("2428-01-31T10:00").unwrap());
    }

    #[test]
    fn cycles_count_their_firings() {
        let cycle = parse_cycle("R3/PT10S").unwrap();
        assert_eq!([1, 2, 3, 4].map(|n| cycle.at(n, 5)), [Some(10_005), Some(20_005), Some(30_005), None]);
        let from = parse_cycle("R/2026-08-15T09:00:00/P1D").unwrap();
        assert_eq!(from.at(1, 0), parse_instant("2026-08-15T09:00:00").ok());
        assert_eq!(from.at(2, 0), parse_instant("2026-08-16T09:00:00").ok());
        for bad in ["", "R", "R3", "R3/", "R3/PT0S", "Rx/PT1S", "R1/PT1S/PT1S", "R1/a/b/c"] {
            assert_eq!(parse_cycle(bad), Err(TimeError::Cycle), "{bad}");
        }
    }
}
