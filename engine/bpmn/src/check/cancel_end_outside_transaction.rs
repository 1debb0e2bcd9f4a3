//! Rule EXT.106, BPMN 2.0 section 10.4.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "cancel-end-outside-transaction",
    numbers: &[106],
    section: "10.4.3",
    title: "取消结束事件只能在事务子流程里",
    hint: "换成其他结束事件，或改用事务",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::EndEvent) {
        let cancels = model.has_definition(*ix, Tag::CancelEventDefinition);
        if cancels && !model.ancestors(*ix).any(|around| model.tag(around) == Tag::Transaction) {
            found.at(*ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><cancelEventDefinition/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
}
