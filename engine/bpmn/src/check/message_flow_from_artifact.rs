//! Rule EXT.009, BPMN 2.0 section 7.6; 8.3.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "message-flow-from-artifact",
    numbers: &[9],
    section: "7.6; 8.3.1",
    title: "消息流不能从注释、分组等图示元素流出",
    hint: "连接到活动、网关或事件；与注释相连用关联（association）",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::MessageFlow) {
        if model.refers(*flow, "sourceRef").is_some_and(|end| model.tag(end).is_artifact()) {
            found.at(*flow);
        }
    }
}

examples! {
    good: r#"<collaboration id='c'><participant id='a'/><participant id='b'/><messageFlow id='x' sourceRef='a' targetRef='b'/></collaboration>"#,
    bad: r#"<collaboration id='c'><participant id='t'/><group id='g'/><messageFlow id='x' sourceRef='g' targetRef='t'/></collaboration>"#,
}
