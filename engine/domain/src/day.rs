//! Legal days: dates in +08:00. Instants are milliseconds UTC.

use jiff::civil::Date;
use serde_json::Value;

const OFFSET_MS: i64 = 8 * 3_600_000;
const DAY_MS: i64 = 86_400_000;
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// The day on which an instant lies in +08:00.
pub fn of_instant(ms: i64) -> Date {
    plus(EPOCH, (ms + OFFSET_MS).div_euclid(DAY_MS))
}

/// 00:00 +08:00 of a day, in milliseconds UTC.
pub fn start_ms(day: Date) -> i64 {
    between(EPOCH, day) * DAY_MS - OFFSET_MS
}

/// A day moved by so many days; stays at the end of the calendar where it would leave it.
pub fn plus(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days.clamp(-3_000_000, 3_000_000))).unwrap_or(if days < 0 {
        Date::MIN
    } else {
        Date::MAX
    })
}

/// Days from `from` to `to`, negative if `to` lies before.
pub fn between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Reads a legal day from a fact: a date, or an instant whose day in +08:00 counts.
pub fn of_value(value: &Value) -> Option<Date> {
    let text = value.as_str()?;
    if text.len() == 10 {
        return text.parse().ok();
    }
    text.parse::<jiff::Timestamp>().ok().map(|instant| of_instant(instant.as_millisecond()))
}

/// 2026年9月8日, as papers write it.
pub fn chinese(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// RFC 3339 with milliseconds, UTC.
pub fn instant_text(ms: i64) -> String {
    let day = plus(EPOCH, ms.div_euclid(DAY_MS));
    let rest = ms.rem_euclid(DAY_MS);
    let (hour, minute, second, milli) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000);
    format!("{day}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        // 2026-08-31T16:00:00Z is 2026-09-01T00:00+08:00 (journal.jsonl: T11 of 08-31 is due at this instant).
        let ms = "2026-08-31T16:00:00Z".parse::<jiff::Timestamp>().map(|t| t.as_millisecond()).unwrap_or(0);
        assert_eq!(start_ms(date(2026, 9, 1)), ms);
        assert_eq!(of_instant(ms), date(2026, 9, 1));
        assert_eq!(of_instant(ms - 1), date(2026, 8, 31));
        assert_eq!(instant_text(ms), "2026-08-31T16:00:00.000Z");
    }

    #[test]
    fn days_are_read_from_dates_and_instants() {
        assert_eq!(of_value(&json!("2026-08-24")), Some(date(2026, 8, 24)));
        assert_eq!(of_value(&json!("2026-08-24T10:00+08:00")), Some(date(2026, 8, 24)));
        assert_eq!(of_value(&json!("2026-08-24T23:30:00Z")), Some(date(2026, 8, 25)));
        assert_eq!(of_value(&json!("昨天")), None);
        assert_eq!(chinese(date(2026, 9, 8)), "2026年9月8日");
    }
}
