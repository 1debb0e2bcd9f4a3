//! Rule EXT.013, BPMN 2.0 section 8.3.7.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "expression-empty",
    numbers: &[13],
    section: "8.3.7",
    title: "可执行流程中的表达式不能为空",
    hint: "写上表达式，或者删去该元素",
    run,
};

const MEANT: [Tag; 12] = [
    Tag::CompletionCondition,
    Tag::From,
    Tag::To,
    Tag::Transformation,
    Tag::LoopCardinality,
    Tag::LoopCondition,
    Tag::ConditionExpression,
    Tag::ActivationCondition,
    Tag::TimeCycle,
    Tag::TimeDate,
    Tag::TimeDuration,
    Tag::Condition,
];

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(|tag| MEANT.contains(&tag)) {
        if model.executable(ix) && model.text(ix).is_empty() {
            found.with(ix, model.tag(ix).name());
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><standardLoopCharacteristics><loopCondition xsi:type='tFormalExpression'/></standardLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
