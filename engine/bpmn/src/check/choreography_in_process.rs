//! Rule EXT.036, BPMN 2.0 section 10.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "choreography-in-process",
    numbers: &[36],
    section: "10.1",
    title: "流程不能包含编排活动",
    hint: "编排活动只能放进 choreography",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_choreography_activity) {
        if model.parent(ix).is_some_and(|parent| model.tag(parent) == Tag::Process) {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><choreographyTask id='c'/></process>"#,
}
