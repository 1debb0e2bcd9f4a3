//! Rule EXT.071 and EXT.072, BPMN 2.0 section 10.2.9.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "condition-not-boolean",
    numbers: &[71, 72],
    section: "10.2.9",
    title: "条件必须得出真或假",
    hint: "写成比较，例如 numberOfCompletedInstances >= 2",
    run,
};

const CONDITIONS: [Tag; 5] =
    [Tag::CompletionCondition, Tag::Condition, Tag::ConditionExpression, Tag::LoopCondition, Tag::ActivationCondition];

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(|tag| CONDITIONS.contains(&tag)) {
        // Only constants are decided here; everything else at run time.
        let Ok(expression) = script::Expression::compile_bpmn(model.text(ix)) else { continue };
        if !expression.reads().is_empty() || model.text(ix).is_empty() {
            continue;
        }
        if let Ok(value) = expression.eval(&())
            && value.as_bool().is_none()
        {
            found.with(ix, model.text(ix));
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><multiInstanceLoopCharacteristics><loopCardinality xsi:type='tFormalExpression'>3</loopCardinality><completionCondition xsi:type='tFormalExpression'>true</completionCondition></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><multiInstanceLoopCharacteristics><loopCardinality xsi:type='tFormalExpression'>3</loopCardinality><completionCondition xsi:type='tFormalExpression'>23</completionCondition></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
