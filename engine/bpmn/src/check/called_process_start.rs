//! Rule EXT.099, BPMN 2.0 section 10.4.2.

use crate::quick::Set;

use super::prelude::*;

pub(super) const RULE: Rule = Rule {
    code: "called-process-start",
    numbers: &[99],
    section: "10.4.2",
    title: "被调用的流程必须有无触发器的开始事件",
    hint: "给被调用的流程加一个普通开始事件",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    let mut seen = Set::default();
    for call in model.all(Tag::CallActivity) {
        let Some(process) = model.refers(*call, "calledElement").filter(|process| seen.insert(*process)) else { continue };
        let starts: Vec<ElementIx> = model.children_of(process, Tag::StartEvent).collect();
        if !starts.is_empty() && starts.iter().all(|start| !model.event_definitions(*start).is_empty()) {
            found.with(process, format_args!("被 {} 调用", super::shown(model, *call)));
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process><process id='q'><callActivity id='c' calledElement='p'/></process>"#,
    bad: r#"<message id='mi'/><process id='p' isExecutable='true'><startEvent id='s'><messageEventDefinition messageRef='mi'/></startEvent><endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process><process id='q'><callActivity id='c' calledElement='p'/></process>"#,
}
