//! What is left of a limit, in the words and colours of the screens (ux.md 3.2).

use super::LimitState;
use crate::calendar::{Calendar, Lean};
use crate::day;
use crate::law::{LimitLaw, LimitUnit};
use jiff::civil::Date;
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    Green,
    Yellow,
    Red,
}

/// What is left, in the limit's own unit; negative when it is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    pub amount: i64,
    pub colour: Colour,
    /// 剩 3 个工作日 · 今日到期 · 逾期 1 个工作日 · 已暂停
    pub text: String,
}

/// What is left today of a limit whose last day is `due`.
pub fn left(
    law: &LimitLaw,
    state: LimitState,
    due: Option<Date>,
    provisional: bool,
    today: Date,
    calendar: &Calendar,
) -> Left {
    let working = law.unit == Some(LimitUnit::WorkingDay);
    let Some(due) = due else {
        let text = if state == LimitState::Running { "持续中".to_owned() } else { closed_word(state).to_owned() };
        return Left { amount: 0, colour: Colour::Green, text };
    };
    let amount =
        if working { calendar.working_between(today, due, Lean::of(law.protects)) } else { day::between(today, due) };
    match state {
        LimitState::Met | LimitState::Ended | LimitState::Suspended => {
            return Left { amount, colour: Colour::Green, text: closed_word(state).to_owned() };
        }
        LimitState::Running | LimitState::Over => {}
    }
    let unit = if working { "个工作日" } else { "日" };
    // The right of the party to be over is nothing that anybody has missed.
    let text = if state == LimitState::Over && law.protects == Some(crate::law::Protects::Party) {
        "已届满".to_owned()
    } else if due < today {
        format!("逾期 {} {unit}", -amount)
    } else if due == today {
        "今日到期".to_owned()
    } else {
        format!("剩 {amount} {unit}")
    };
    let text = if provisional { format!("{text}（暂定，日历未载入）") } else { text };
    Left { amount, colour: colour(law, amount, working), text }
}

/// The entry's `warn`, else the default of the screens.
fn colour(law: &LimitLaw, amount: i64, working: bool) -> Colour {
    let (yellow, red) = match law.warn {
        Some(warn) => (warn.yellow, warn.red),
        None if working => (3, 1),
        None => (10, 1),
    };
    if amount <= red {
        Colour::Red
    } else if amount <= yellow {
        Colour::Yellow
    } else {
        Colour::Green
    }
}

fn closed_word(state: LimitState) -> &'static str {
    match state {
        LimitState::Met => "已完成",
        LimitState::Ended => "已提前结束",
        LimitState::Suspended => "已暂停",
        LimitState::Over => "已届满",
        LimitState::Running => "进行中",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn words_count_as_the_law_counts() {
        let law = crate::law::tests::shipped();
        let calendar = Calendar::new(law.calendars.values());
        let say = |id: &str, due, today| left(&law.limits[id], LimitState::Running, Some(due), false, today, &calendar);
        assert_eq!(say("T84", date(2026, 9, 10), date(2026, 9, 4)).text, "剩 4 个工作日");
        assert_eq!(say("T14", date(2026, 11, 16), date(2026, 9, 4)).text, "剩 73 日");
        assert_eq!(say("T14", date(2026, 11, 16), date(2026, 11, 14)).colour, Colour::Red);
        assert_eq!(say("T14", date(2026, 11, 16), date(2026, 11, 7)).colour, Colour::Yellow);
        assert_eq!(say("T84", date(2026, 9, 10), date(2026, 9, 10)).text, "今日到期");
        assert_eq!(say("T84", date(2026, 9, 10), date(2026, 9, 11)).text, "逾期 1 个工作日");
    }
}
