//! Rule EXT.041 and EXT.054 and EXT.055, BPMN 2.0 section 10.2.9.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "two-loop-markers",
    numbers: &[41, 54, 55],
    section: "10.2.9",
    title: "活动不能同时是标准循环和多实例",
    hint: "只留一种循环",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_activity) {
        let loops = model.children(ix).filter(|child| {
            matches!(model.tag(*child), Tag::StandardLoopCharacteristics | Tag::MultiInstanceLoopCharacteristics)
        });
        if loops.count() > 1 {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><standardLoopCharacteristics loopMaximum='2'/></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><standardLoopCharacteristics/><multiInstanceLoopCharacteristics/></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
