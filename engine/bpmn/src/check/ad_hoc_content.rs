//! Rule EXT.062, BPMN 2.0 section 10.2.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "ad-hoc-content",
    numbers: &[62],
    section: "10.2.5",
    title: "临时子流程不能包含开始事件、结束事件和编排活动",
    hint: "删去这些元素",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::AdHocSubProcess) {
        for child in model.children(*ix) {
            let tag = model.tag(child);
            let conversation = matches!(tag, Tag::Conversation | Tag::SubConversation | Tag::ConversationLink);
            if matches!(tag, Tag::StartEvent | Tag::EndEvent) || tag.is_choreography_activity() || conversation {
                found.with(child, super::shown(model, *ix));
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><adHocSubProcess id='m'><task id='a'/></adHocSubProcess><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><adHocSubProcess id='m'><task id='a'/><endEvent id='z'/></adHocSubProcess><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
