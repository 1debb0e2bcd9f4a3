//! Rule EXT.118, BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "link-not-mutual",
    numbers: &[118],
    section: "10.4.5",
    title: "链接的来源与目标必须互相引用",
    hint: "目标的 source 中列出每个来源",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for link in model.all(Tag::LinkEventDefinition) {
        for (there, back) in [(Tag::Target, Tag::Source), (Tag::Source, Tag::Target)] {
            for other in model.referred(*link, there) {
                // Links joined by name alone need no references.
                let named = model.child(other, back).is_none() && model.equal_names(other, *link);
                if model.tag(other) == Tag::LinkEventDefinition && !named && !model.lists(other, back, *link) {
                    found.with(*link, super::shown(model, other));
                }
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateThrowEvent id='th'><linkEventDefinition id='ls' name='a'><target>lt</target></linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id='ca'><linkEventDefinition id='lt' name='b'><source>ls</source></linkEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='th'/><sequenceFlow id='f2' sourceRef='ca' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateThrowEvent id='th'><linkEventDefinition id='ls' name='a'><target>lt</target></linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id='ca'><linkEventDefinition id='lt' name='b'></linkEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='th'/><sequenceFlow id='f2' sourceRef='ca' targetRef='e'/></process>"#,
}
