//! Rule EXT.067, BPMN 2.0 section 10.2.9.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "multi-instance-without-number",
    numbers: &[67],
    section: "10.2.9",
    title: "多实例必须给出基数（loopCardinality）或集合（loopDataInputRef）",
    hint: "二者给出其一",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::MultiInstanceLoopCharacteristics) {
        let number = [Tag::LoopCardinality, Tag::LoopDataInputRef].into_iter().any(|tag| model.child(*ix, tag).is_some());
        if !number {
            found.at(*ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><multiInstanceLoopCharacteristics><loopCardinality xsi:type='tFormalExpression'>3</loopCardinality></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><multiInstanceLoopCharacteristics></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
