//! Rule EXT.031, BPMN 2.0 section 9.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "message-flow-same-pool",
    numbers: &[31],
    section: "9.3",
    title: "消息流必须连接不同的参与者",
    hint: "同一参与者内部用顺序流",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::MessageFlow) {
        let (Some(source), Some(target)) = (model.refers(*flow, "sourceRef"), model.refers(*flow, "targetRef")) else {
            continue;
        };
        let same_process = model.process(source).is_some() && model.process(source) == model.process(target);
        if source == target || same_process || !super::pools(model, source).is_disjoint(&super::pools(model, target)) {
            found.at(*flow);
        }
    }
}

examples! {
    good: r#"<collaboration id='c'><participant id='a'/><participant id='b' processRef='p'/><messageFlow id='m' sourceRef='a' targetRef='t'/></collaboration><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<collaboration id='c'><participant id='b' processRef='p'/><messageFlow id='m' sourceRef='b' targetRef='t'/></collaboration><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
