//! Rule EXT.103, BPMN 2.0 section 10.4.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "message-flow-to-plain-start",
    numbers: &[103],
    section: "10.4.2",
    title: "接收消息流的开始事件必须有消息触发器",
    hint: "给开始事件加消息触发器",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::MessageFlow) {
        let Some(start) = model.refers(*flow, "targetRef").filter(|ix| model.tag(*ix) == Tag::StartEvent) else { continue };
        if !model.has_definition(start, Tag::MessageEventDefinition) {
            found.at(start);
        }
    }
}

examples! {
    good: r#"<collaboration id='c'><participant id='a'/><participant id='b' processRef='p'/><messageFlow id='x' sourceRef='a' targetRef='t'/></collaboration><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<collaboration id='c'><participant id='a'/><participant id='b' processRef='p'/><messageFlow id='x' sourceRef='a' targetRef='s'/></collaboration><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
