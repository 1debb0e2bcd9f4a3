//! Rule EXT.032, BPMN 2.0 section 9.5.7.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "global-conversation-content",
    numbers: &[32],
    section: "9.5.7",
    title: "全局会话不能包含会话节点",
    hint: "把会话节点放进协作（collaboration）",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::GlobalConversation) {
        for child in model.children(*ix) {
            if matches!(model.tag(child), Tag::Conversation | Tag::SubConversation | Tag::CallConversation) {
                found.with(child, super::shown(model, *ix));
            }
        }
    }
}

examples! {
    good: r#"<globalConversation id='g'/>"#,
    bad: r#"<globalConversation id='g'><conversation id='x'/></globalConversation>"#,
}
