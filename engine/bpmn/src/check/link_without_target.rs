//! Rule EXT.125, BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "link-without-target",
    numbers: &[125],
    section: "10.4.5",
    title: "链接抛出事件必须恰有一个目标",
    hint: "在 target 中写目标，或者给同层的捕获事件同样的名称",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.all(Tag::IntermediateThrowEvent) {
        for link in model.event_definitions(*event).iter().copied() {
            if model.tag(link) != Tag::LinkEventDefinition {
                continue;
            }
            let targets = model.children_of(link, Tag::Target).count();
            if targets > 1 || (targets == 0 && super::link_target(model, link, *event).is_none()) {
                found.with(*event, format_args!("现有 {targets} 个"));
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateThrowEvent id='th'><linkEventDefinition id='ls' name='a'><target>lt</target></linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id='ca'><linkEventDefinition id='lt' name='b'><source>ls</source></linkEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='th'/><sequenceFlow id='f2' sourceRef='ca' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateThrowEvent id='th'><linkEventDefinition id='ls' name='a'></linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id='ca'><linkEventDefinition id='lt' name='b'><source>ls</source></linkEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='th'/><sequenceFlow id='f2' sourceRef='ca' targetRef='e'/></process>"#,
}
