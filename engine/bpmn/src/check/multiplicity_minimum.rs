//! Rule EXT.029, BPMN 2.0 section 9.2.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "multiplicity-minimum",
    numbers: &[29],
    section: "9.2.3",
    title: "参与者数量下限不能为负",
    hint: "改为 0 或正整数",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::ParticipantMultiplicity) {
        if let Some(Ok(minimum)) = model.integer(*ix, "minimum")
            && minimum < 0
        {
            found.at(*ix);
        }
    }
}

examples! {
    good: r#"<collaboration id='c'><participant id='a'><participantMultiplicity minimum='0' maximum='2'/></participant></collaboration>"#,
    bad: r#"<collaboration id='c'><participant id='a'><participantMultiplicity minimum='-1' maximum='2'/></participant></collaboration>"#,
}
