//! Rule EXT.151, BPMN 2.0 section 10.4.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "node-without-outgoing",
    numbers: &[151],
    section: "10.4.3",
    title: "有结束事件的层中，每个节点都必须有流出",
    hint: "画一条从它流出的顺序流，或删去节点",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_flow_node) {
        let Some(level) = model.parent(ix).filter(|level| model.has_end(*level)) else { continue };
        let ends = matches!(model.tag(ix), Tag::EndEvent | Tag::BoundaryEvent)
            || model.is_event_subprocess(ix)
            || model.is_for_compensation(ix)
            || (model.tag(ix) == Tag::IntermediateThrowEvent && super::is_link(model, ix));
        if ends || !model.outgoing(ix).is_empty() || !model.tag(level).is_level() {
            continue;
        }
        // In files for this engine a user task may be where a case waits for good (a step that is not built).
        if model.tag(ix) == Tag::UserTask && model.engine_dialect(ix) {
            found.warn(ix, super::shown(model, ix));
        } else {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><task id='x'/><sequenceFlow id='fx' sourceRef='s' targetRef='x'/></process>"#,
}
