//! Instants as values: milliseconds since 1970 in UTC, written as RFC 3339 text with milliseconds. Knows no clock.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant, in milliseconds UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Timestamp(pub i64);

const DAY_MS: i64 = 86_400_000;

/// Days from 1970-01-01 to the civil date (proleptic Gregorian; the algorithm of calendrical arithmetic over 400-year eras).
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y - era * 400;
    let doy = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era * 146_097 + doe - 719_468
}

/// The civil date of a day number.
pub(crate) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z - era * 146_097;
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

pub(crate) fn days_in_month(year: i64, month: i64) -> i64 {
    let (ny, nm) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days_from_civil(ny, nm, 1) - days_from_civil(year, month, 1)
}

impl Timestamp {
    /// Reads RFC 3339 / ISO 8601 text (`2026-08-31T16:00:00.412Z`, `2026-09-01T00:00+08:00`, `2026-09-01`); without an offset it is UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00:00"));
        let mut parts = date.splitn(3, '-');
        let (year, month, day) = (number(parts.next()?, 4)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?);
        if !(1..=12).contains(&month) || !(1..=days_in_month(year, month)).contains(&day) {
            return None;
        }
        let (clock, offset) = split_offset(time)?;
        let mut fields = clock.splitn(3, ':');
        let (hour, minute) = (number(fields.next()?, 2)?, number(fields.next()?, 2)?);
        let seconds_ms = match fields.next() {
            None => 0,
            Some(text) => {
                let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
                let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
                number(whole, 2)? * 1000 + number(&digits, 3)?
            }
        };
        if hour > 24 || minute > 59 || seconds_ms >= 60_000 {
            return None;
        }
        let days = days_from_civil(year, month, day);
        Some(Timestamp(days * DAY_MS + hour * 3_600_000 + minute * 60_000 + seconds_ms - offset * 60_000))
    }

    /// This instant moved by a number of milliseconds.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Timestamp(self.0.saturating_add(ms))
    }

    /// This instant moved by calendar months (the day is cut to the month's length) in UTC.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY_MS));
        let total = year.saturating_mul(12).saturating_add(month - 1).saturating_add(months.clamp(-120_000, 120_000));
        let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
        let days = days_from_civil(year, month, day.min(days_in_month(year, month)));
        Timestamp(days * DAY_MS + self.0.rem_euclid(DAY_MS))
    }
}

fn number(text: &str, digits_max: usize) -> Option<i64> {
    let plain = !text.is_empty() && text.len() <= digits_max && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The clock text and the offset in minutes.
fn split_offset(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some(at) = time.find(['+', '-']) else { return Some((time, 0)) };
    let (clock, offset) = time.split_at(at);
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let digits = &offset[1..];
    let (hours, minutes) =
        digits.split_once(':').unwrap_or(if digits.len() == 4 { digits.split_at(2) } else { (digits, "00") });
    Some((clock, sign * (number(hours, 2)? * 60 + number(minutes, 2)?)))
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY_MS));
        let ms = self.0.rem_euclid(DAY_MS);
        let (h, m, s) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}.{:03}Z", ms % 1000)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Timestamp::parse(&text).ok_or_else(|| D::Error::custom(format_args!("expected an instant, but found `{text}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_instant_agree() {
        for text in ["2026-08-31T16:00:00.412Z", "1969-12-31T23:59:59.999Z", "2028-02-29T00:00:00.000Z"] {
            assert_eq!(Timestamp::parse(text).map(|t| t.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Timestamp::parse("2026-09-01T00:00+08:00"), Timestamp::parse("2026-08-31T16:00:00Z"));
        for bad in ["2026-02-29", "2026-13-01", "yesterday", "2026-01-01T25:00"] {
            assert_eq!(Timestamp::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_month_after_the_last_of_january_is_the_last_of_february() {
        let start = Timestamp::parse("2026-01-31T08:00:00Z").unwrap_or(Timestamp(0));
        assert_eq!(start.plus_months(1).to_string(), "2026-02-28T08:00:00.000Z");
    }
}
