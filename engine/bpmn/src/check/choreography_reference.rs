//! Rule EXT.027, BPMN 2.0 section 9.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "choreography-reference",
    numbers: &[27],
    section: "9.2",
    title: "编排和全局会话不能引用编排",
    hint: "删去 choreographyRef",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::ChoreographyRef) {
        if let Some(parent) = model.parent(*ix)
            && matches!(model.tag(parent), Tag::Choreography | Tag::GlobalConversation)
        {
            found.at(parent);
        }
    }
}

examples! {
    good: r#"<choreography id='a'/>"#,
    bad: r#"<choreography id='a'/><choreography id='b'><choreographyRef>a</choreographyRef></choreography>"#,
}
