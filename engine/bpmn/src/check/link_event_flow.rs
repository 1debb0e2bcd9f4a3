//! Rule EXT.117, BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "link-event-flow",
    numbers: &[117],
    section: "10.4.5",
    title: "链接抛出事件不能有流出，链接捕获事件不能有流入",
    hint: "删去这条顺序流",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.every(|tag| matches!(tag, Tag::IntermediateCatchEvent | Tag::IntermediateThrowEvent)) {
        let wrong = if model.tag(event) == Tag::IntermediateThrowEvent { model.outgoing(event) } else { model.incoming(event) };
        if super::is_link(model, event) && !wrong.is_empty() {
            found.at(event);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateThrowEvent id='th'><linkEventDefinition id='ls' name='a'><target>lt</target></linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id='ca'><linkEventDefinition id='lt' name='b'><source>ls</source></linkEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='th'/><sequenceFlow id='f2' sourceRef='ca' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateThrowEvent id='th'><linkEventDefinition id='ls' name='a'><target>lt</target></linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id='ca'><linkEventDefinition id='lt' name='b'><source>ls</source></linkEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='th'/><sequenceFlow id='f2' sourceRef='ca' targetRef='e'/><sequenceFlow id='x' sourceRef='s' targetRef='ca'/></process>"#,
}
