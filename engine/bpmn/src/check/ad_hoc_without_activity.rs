//! Rule EXT.061, BPMN 2.0 section 10.2.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "ad-hoc-without-activity",
    numbers: &[61],
    section: "10.2.5",
    title: "临时子流程至少包含一个活动",
    hint: "加入活动",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::AdHocSubProcess) {
        if !model.children(*ix).any(|child| model.tag(child).is_activity()) {
            found.at(*ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><adHocSubProcess id='m'><task id='a'/></adHocSubProcess><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><adHocSubProcess id='m'></adHocSubProcess><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
