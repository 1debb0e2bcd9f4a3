//! BPMN 2.0 section 10.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "process-missing",
    numbers: &[],
    section: "10.1",
    title: "文件里没有流程",
    hint: "加一个 process",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    let runs = |tag: Tag| tag == Tag::Process || tag.is_global_task();
    let other = |tag: Tag| matches!(tag, Tag::Choreography | Tag::Collaboration | Tag::GlobalConversation | Tag::Import);
    if !model.every(|tag| runs(tag) || other(tag)).any(|ix| model.is_own(ix)) {
        found.at(model.root());
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<message id='m'/>"#,
}
