//! BPMN 2.0 section 10.2.9.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "loop-number-negative",
    numbers: &[],
    section: "10.2.9",
    title: "循环次数不能为负",
    hint: "改为 0 或正整数",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::LoopCardinality) {
        if model.text(*ix).parse::<i64>().is_ok_and(|number| number < 0) {
            found.with(*ix, model.text(*ix));
        }
    }
    for ix in model.all(Tag::StandardLoopCharacteristics) {
        if let Some(Ok(number)) = model.integer(*ix, "loopMaximum")
            && number < 0
        {
            found.with(*ix, number.to_string());
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><multiInstanceLoopCharacteristics><loopCardinality xsi:type='tFormalExpression'>3</loopCardinality></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><multiInstanceLoopCharacteristics><loopCardinality xsi:type='tFormalExpression'>-3</loopCardinality></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
