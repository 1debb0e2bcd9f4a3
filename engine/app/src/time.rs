//! Instants and legal days as text. Legal days are those of +08:00.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

fn china() -> TimeZone {
    Offset::constant(8).to_time_zone()
}

/// The legal day of an instant (ms UTC), as 2026-08-14.
pub fn day_of(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| String::new(), |t| t.to_zoned(china()).date().to_string())
}

/// An instant (ms UTC) in +08:00, as 2026-08-14T09:30:00+08:00.
pub fn text_of(ms: i64) -> String {
    let format = "%Y-%m-%dT%H:%M:%S%:z";
    Timestamp::from_millisecond(ms).map_or_else(|_| String::new(), |t| t.to_zoned(china()).strftime(format).to_string())
}

/// An instant (ms UTC) in UTC, as 2026-08-14T01:30:00.000Z.
pub fn instant_of(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| String::new(), |t| format!("{t:.3}"))
}

/// For people: 2026-08-14 周五 09:30.
pub fn clock_of(ms: i64) -> String {
    let Ok(instant) = Timestamp::from_millisecond(ms) else { return String::new() };
    let zoned = instant.to_zoned(china());
    let day = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
        [usize::from(zoned.weekday().to_monday_zero_offset().unsigned_abs())];
    format!("{} {day} {}", zoned.date(), zoned.strftime("%H:%M"))
}

/// Milliseconds UTC of an instant with an offset, or of the beginning of a legal day.
pub fn parse(text: &str) -> Option<i64> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant.as_millisecond());
    }
    // A date with a time but without an offset is no legal day: jiff would take its day silently.
    let day: jiff::civil::Date = (text.len() == 10).then(|| text.parse().ok())??;
    Some(day.to_zoned(china()).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legal_day_begins_at_sixteen_hours_utc() {
        assert_eq!(day_of(parse("2026-08-31T16:00:00Z").unwrap_or_default()), "2026-09-01");
        assert_eq!(parse("2026-09-01"), parse("2026-08-31T16:00:00Z"));
        assert_eq!(clock_of(parse("2026-08-14T09:30:00+08:00").unwrap_or_default()), "2026-08-14 周五 09:30");
        assert_eq!(instant_of(parse("2026-08-14T09:30:00+08:00").unwrap_or_default()), "2026-08-14T01:30:00.000Z");
        assert_eq!(text_of(parse("2026-08-14T09:30:00+08:00").unwrap_or_default()), "2026-08-14T09:30:00+08:00");
    }
}
