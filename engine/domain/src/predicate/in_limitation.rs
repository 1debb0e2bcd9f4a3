//! The conduct was discovered in time, or continues (行政处罚法 36). Without a date of conduct the officer's own finding counts.

use crate::case::Case;
use crate::day;

pub(super) fn holds(case: &Case<'_>) -> bool {
    if case.flag("case.conduct_continuing") {
        return true;
    }
    let conduct = case.file.fact("case.conduct_date").and_then(day::of_value);
    let Some((conduct, law)) = conduct.zip(case.law.limits.get("T68")) else {
        return case.flag("filing.in_limitation");
    };
    let discovered = case.file.fact("case.discovered_at").and_then(day::of_value).unwrap_or(case.today());
    crate::limit::end_of(law, conduct, 0, &[], &case.facts.calendar).is_some_and(|end| discovered <= end.due)
}
