//! Rule EXT.008, BPMN 2.0 section 7.6; 8.3.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "message-flow-to-artifact",
    numbers: &[8],
    section: "7.6; 8.3.1",
    title: "消息流不能流向注释、分组等图示元素",
    hint: "连接到活动、网关或事件；与注释相连用关联（association）",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::MessageFlow) {
        if model.refers(*flow, "targetRef").is_some_and(|end| model.tag(end).is_artifact()) {
            found.at(*flow);
        }
    }
}

examples! {
    good: r#"<collaboration id='c'><participant id='a'/><participant id='b'/><messageFlow id='x' sourceRef='a' targetRef='b'/></collaboration>"#,
    bad: r#"<collaboration id='c'><participant id='t'/><group id='g'/><messageFlow id='x' sourceRef='t' targetRef='g'/></collaboration>"#,
}
