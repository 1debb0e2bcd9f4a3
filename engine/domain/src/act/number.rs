//! Numbers: of clue, case, papers and dossier, and the 27-digit action code (disclosure-and-records.md part 4).
//!
//! A series is a text such as `示环罚〔2026〕`; what is drawn from it is the next count, as decimal text.

use crate::case::{Case, Number};
use crate::law::{ActName, DocumentEntry, Law};
use jiff::civil::Date;

/// A number that an act draws, and the fact that it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Name of the series in the agency's configuration.
    pub series: &'static str,
    pub path: &'static str,
}

/// A drawn number as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    pub series: String,
    pub value: String,
    pub number: String,
}

/// Which numbers an act draws; only those whose fact the release declares.
pub fn of_act(law: &Law, name: ActName, kind: Option<&str>) -> Vec<Wanted> {
    let wanted = match (name, kind) {
        (ActName::RecordMake, Some("clue")) => vec![Wanted { series: "clue", path: "clue.no" }],
        (ActName::FilingOpen, _) => {
            vec![Wanted { series: "case", path: "case.no" }, Wanted { series: "action_code", path: "case.action_code" }]
        }
        (ActName::CaseArchive, _) => vec![Wanted { series: "dossier", path: "closing.dossier_no" }],
        _ => Vec::new(),
    };
    wanted.into_iter().filter(|wanted| law.facts.contains_key(wanted.path)).collect()
}

/// The number, or the series that has to be drawn from first.
///
/// # Errors
/// The key of the series.
pub fn draw(given: Vec<&Number>, case: &Case<'_>, wanted: &Wanted, on: Date) -> Result<Drawn, String> {
    if wanted.series == "action_code" {
        let head = action_code_head(case, on);
        return take(&given, &head, |n| action_code(case, &head, n));
    }
    let pattern = case.law.agency.series.get(wanted.series).and_then(|rule| rule.pattern.as_deref());
    from_pattern(&given, case, pattern.unwrap_or("{word}〔{year}〕{n}号"), "", on)
}

/// The number of a paper.
///
/// # Errors
/// The key of the series.
pub fn of_document(
    given: Vec<&Number>,
    case: &Case<'_>,
    entry: &DocumentEntry,
    on: Date,
) -> Option<Result<Drawn, String>> {
    let rule = entry.number.as_ref()?;
    let pattern = case.law.agency.series.get("document").and_then(|rule| rule.pattern.as_deref());
    // The agency's word already ends with 环.
    let kind = rule.word.strip_prefix('环').unwrap_or(&rule.word);
    Some(from_pattern(&given, case, pattern.unwrap_or("{word}{kind}〔{year}〕{n}号"), kind, on))
}

/// 示环罚: agency's word and the paper's word together.
pub fn word(case: &Case<'_>, entry: &DocumentEntry) -> Option<String> {
    let rule = entry.number.as_ref()?;
    Some(format!("{}{}", agency_word(case), rule.word.strip_prefix('环').unwrap_or(&rule.word)))
}

fn agency_word(case: &Case<'_>) -> String {
    case.law.profiles.get(&case.file.unit).map(|profile| profile.numbers.word.clone()).unwrap_or_default()
}

fn from_pattern(given: &[&Number], case: &Case<'_>, pattern: &str, kind: &str, on: Date) -> Result<Drawn, String> {
    let filled =
        pattern.replace("{word}", &agency_word(case)).replace("{kind}", kind).replace("{year}", &on.year().to_string());
    let (head, tail) = filled.split_once("{n}").map_or((filled.as_str(), ""), |(head, tail)| (head, tail));
    take(given, head, |n| format!("{head}{n}{tail}"))
}

fn take(given: &[&Number], series: &str, write: impl Fn(&str) -> String) -> Result<Drawn, String> {
    let number = given.iter().find(|number| number.series == series).ok_or_else(|| series.to_owned())?;
    Ok(Drawn { series: series.to_owned(), value: number.value.clone(), number: write(&number.value) })
}

/// Type 2 + agency 9 + day 6: the key of the day's series.
fn action_code_head(case: &Case<'_>, on: Date) -> String {
    let kind = case.law.agency.series.get("action_code").and_then(|rule| rule.kind.as_deref()).unwrap_or("99");
    let code =
        case.law.profiles.get(&case.file.unit).map(|profile| profile.numbers.code.as_str()).unwrap_or("000000000");
    format!("{kind}{code}{:02}{:02}{:02}", on.year().rem_euclid(100), on.month(), on.day())
}

fn action_code(case: &Case<'_>, head: &str, count: &str) -> String {
    let handling = case.law.agency.series.get("action_code").and_then(|rule| rule.handling.as_deref()).unwrap_or("00");
    let grid = case.law.profiles.get(&case.file.unit).map(|profile| profile.numbers.grid.as_str()).unwrap_or("000");
    let body = format!("{head}{count:0>4}{handling}{grid}");
    let check = check_digit(&body);
    format!("{body}{check}")
}

/// ISO 7064 MOD 11,10 over decimal digits.
pub fn check_digit(digits: &str) -> u32 {
    let mut product = 10;
    for digit in digits.chars().filter_map(|c| c.to_digit(10)) {
        let sum = match (product + digit) % 10 {
            0 => 10,
            sum => sum,
        };
        product = (sum * 2) % 11;
    }
    (11 - product) % 10
}

/// Whether 27 digits carry their check digit.
pub fn is_action_code(code: &str) -> bool {
    let plain = code.len() == 27 && code.bytes().all(|b| b.is_ascii_digit());
    plain && code.chars().last().and_then(|last| last.to_digit(10)) == Some(check_digit(&code[..26]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_carry_their_check_digit() {
        for code in [
            "031306270012006010001070017",
            "061306300012006030001030027",
            "041306090012001120003160051",
            "021306240052409260012010138",
            "031306000012611219999140007",
            "039999010012608170001070012",
        ] {
            assert!(is_action_code(code), "{code}");
        }
    }

    #[test]
    fn every_single_wrong_digit_is_found() {
        let code = "039999010012608170001070012";
        for place in 0..27 {
            for digit in '0'..='9' {
                let wrong: String =
                    code.chars().enumerate().map(|(at, c)| if at == place { digit } else { c }).collect();
                assert_eq!(is_action_code(&wrong), wrong == code);
            }
        }
    }
}
