//! Rule EXT.012, BPMN 2.0 section 8.3.7.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "formal-expression-required",
    numbers: &[12],
    section: "8.3.7",
    title: "可执行流程中的表达式必须是形式表达式",
    hint: "加上 xsi:type=\"tFormalExpression\"",
    run,
};

/// Elements that the schema types as general expressions. Conditions of sequence flows count as formal by themselves, those
/// of complex behaviour by the schema; those of conditional events have a rule of their own.
const MEANT: [Tag; 9] = [
    Tag::CompletionCondition,
    Tag::From,
    Tag::To,
    Tag::LoopCardinality,
    Tag::LoopCondition,
    Tag::ActivationCondition,
    Tag::TimeCycle,
    Tag::TimeDate,
    Tag::TimeDuration,
];

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(|tag| MEANT.contains(&tag)) {
        if model.executable(ix) && !model.engine_dialect(ix) && model.xsi_type(ix) != Some("tFormalExpression") {
            found.with(ix, model.tag(ix).name());
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><standardLoopCharacteristics><loopCondition xsi:type='tFormalExpression'>x</loopCondition></standardLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><standardLoopCharacteristics><loopCondition>x</loopCondition></standardLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
