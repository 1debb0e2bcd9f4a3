//! Rule EXT.030, BPMN 2.0 section 9.2.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "multiplicity-maximum",
    numbers: &[30],
    section: "9.2.3",
    title: "参与者数量上限至少为 1，且不小于下限",
    hint: "改大 maximum",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::ParticipantMultiplicity) {
        let value = |name: &str, standard: i64| model.integer(*ix, name).and_then(Result::ok).unwrap_or(standard);
        let (minimum, maximum) = (value("minimum", 0), value("maximum", 1));
        if maximum < 1 || maximum < minimum {
            found.with(*ix, format_args!("minimum {minimum}，maximum {maximum}"));
        }
    }
}

examples! {
    good: r#"<collaboration id='c'><participant id='a'><participantMultiplicity minimum='1' maximum='2'/></participant></collaboration>"#,
    bad: r#"<collaboration id='c'><participant id='a'><participantMultiplicity minimum='3' maximum='2'/></participant></collaboration>"#,
}
