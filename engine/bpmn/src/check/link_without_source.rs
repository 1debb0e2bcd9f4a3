//! Rule EXT.124, BPMN 2.0 section 10.4.5.

use crate::quick::Set;

use super::prelude::{Definition, ElementIx, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "link-without-source",
    numbers: &[124],
    section: "10.4.5",
    title: "链接捕获事件必须有来源",
    hint: "在 source 中列出来源，或者给同层的抛出事件同样的名称",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    let reached: Set<ElementIx> = model
        .all(Tag::IntermediateThrowEvent)
        .iter()
        .flat_map(|throw| model.event_definitions(*throw).iter().map(|link| (*link, *throw)))
        .filter_map(|(link, throw)| super::link_target(model, link, throw))
        .collect();
    for event in model.all(Tag::IntermediateCatchEvent) {
        for link in model.event_definitions(*event).iter().copied() {
            if model.tag(link) != Tag::LinkEventDefinition || model.child(link, Tag::Source).is_some() {
                continue;
            }
            if !reached.contains(event) {
                found.at(*event);
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateThrowEvent id='th'><linkEventDefinition id='ls' name='a'><target>lt</target></linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id='ca'><linkEventDefinition id='lt' name='b'><source>ls</source></linkEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='th'/><sequenceFlow id='f2' sourceRef='ca' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><intermediateCatchEvent id='ca'><linkEventDefinition id='lt' name='b'/></intermediateCatchEvent><sequenceFlow id='x' sourceRef='ca' targetRef='e'/></process>"#,
}
