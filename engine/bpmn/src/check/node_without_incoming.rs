//! Rule EXT.150, BPMN 2.0 section 10.4.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "node-without-incoming",
    numbers: &[150],
    section: "10.4.2",
    title: "有开始事件的层中，每个节点都必须有流入",
    hint: "画一条流向它的顺序流，或删去节点",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_flow_node) {
        let Some(level) = model.parent(ix).filter(|level| model.has_start(*level)) else { continue };
        let begins = matches!(model.tag(ix), Tag::StartEvent | Tag::BoundaryEvent)
            || model.is_event_subprocess(ix)
            || model.is_for_compensation(ix)
            || super::instantiates(model, ix)
            || (model.tag(ix) == Tag::IntermediateCatchEvent && super::is_link(model, ix));
        if !begins && model.incoming(ix).is_empty() && model.tag(level).is_level() {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><task id='x'/><sequenceFlow id='fx' sourceRef='x' targetRef='e'/></process>"#,
}
