//! Rule EXT.119, BPMN 2.0 section 10.4.4.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "message-flow-of-intermediate-event",
    numbers: &[119],
    section: "10.4.4",
    title: "抛出事件不能接收消息流，捕获事件不能发出消息流",
    hint: "掉转消息流方向",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::MessageFlow) {
        let is = |end: &str, tag: Tag| model.refers(*flow, end).is_some_and(|ix| model.tag(ix) == tag);
        if is("targetRef", Tag::IntermediateThrowEvent) || is("sourceRef", Tag::IntermediateCatchEvent) {
            found.at(*flow);
        }
    }
}

examples! {
    good: r#"<collaboration id='c'><participant id='a'/><participant id='b' processRef='p'/><messageFlow id='x' sourceRef='a' targetRef='t'/></collaboration><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<collaboration id='c'><participant id='a'/><participant id='b' processRef='p'/><messageFlow id='x' sourceRef='m' targetRef='a'/></collaboration><process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
