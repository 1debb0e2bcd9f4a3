//! Rule EXT.031, BPMN 2.0 section 9.3.

use super::prelude::{Definition, ElementIx, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "message-flow-same-pool",
    numbers: &[31],
    section: "9.3",
    title: "消息流必须连接不同的参与者",
    hint: "同一参与者内部用顺序流",
    run,
};

/// The process that an element is in, or that a participant stands for.
fn pool(model: &Definition, ix: ElementIx) -> Option<ElementIx> {
    if model.tag(ix) == Tag::Participant { model.refers(ix, "processRef") } else { model.process(ix) }
}

fn run(model: &Definition, found: &mut Findings) {
    for flow in model.all(Tag::MessageFlow) {
        let (Some(source), Some(target)) = (model.refers(*flow, "sourceRef"), model.refers(*flow, "targetRef")) else {
            continue;
        };
        // Two participants of one process are two pools all the same.
        let both = model.tag(source) == Tag::Participant && model.tag(target) == Tag::Participant;
        let within = !both && pool(model, source).is_some() && pool(model, source) == pool(model, target);
        if source == target || within {
            found.at(*flow);
        }
    }
}

examples! {
    good: r#"<collaboration id='c'><participant id='a'/><participant id='b' processRef='p'/><messageFlow id='m' sourceRef='a' targetRef='t'/></collaboration><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<collaboration id='c'><participant id='b' processRef='p'/><messageFlow id='m' sourceRef='b' targetRef='t'/></collaboration><process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
