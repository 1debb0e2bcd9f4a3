//! Rule EXT.126, BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "link-crosses-level",
    numbers: &[126],
    section: "10.4.5",
    title: "链接只能连接同一层的事件",
    hint: "两端移到同一流程或子流程",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.all(Tag::IntermediateThrowEvent) {
        for link in model.event_definitions(*event).iter().copied() {
            if model.tag(link) == Tag::LinkEventDefinition
                && let Some(target) = super::link_target(model, link, *event)
                && model.level(target) != model.level(*event)
            {
                found.with(*event, super::shown(model, target));
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateThrowEvent id='th'><linkEventDefinition id='ls' name='a'><target>lt</target></linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id='ca'><linkEventDefinition id='lt' name='b'><source>ls</source></linkEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='th'/><sequenceFlow id='f2' sourceRef='ca' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateThrowEvent id='th'><linkEventDefinition id='ls'><target>lt</target></linkEventDefinition></intermediateThrowEvent><subProcess id='u'><intermediateCatchEvent id='ca'><linkEventDefinition id='lt'><source>ls</source></linkEventDefinition></intermediateCatchEvent></subProcess><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='th'/></process>"#,
}
