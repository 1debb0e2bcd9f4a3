//! Rule EXT.109, BPMN 2.0 section 10.4.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "message-flow-from-plain-end",
    numbers: &[109],
    section: "10.4.3",
    title: "发出消息流的结束事件必须有消息定义",
    hint: "给结束事件加消息定义",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::MessageFlow) {
        let Some(end) = model.refers(*flow, "sourceRef").filter(|ix| model.tag(*ix) == Tag::EndEvent) else { continue };
        if !model.has_definition(end, Tag::MessageEventDefinition) {
            found.at(end);
        }
    }
}

examples! {
    good: r#"<collaboration id='c'><participant id='a'/><participant id='b' processRef='p'/><messageFlow id='x' sourceRef='a' targetRef='t'/></collaboration><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<collaboration id='c'><participant id='a'/><participant id='b' processRef='p'/><messageFlow id='x' sourceRef='e' targetRef='a'/></collaboration><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
