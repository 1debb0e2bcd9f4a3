//! Rule EXT.071 and EXT.072, BPMN 2.0 section 10.2.9.

use std::collections::HashMap;

use crate::compile::limits::{EACH, SCRIPTS};

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
    // Equal texts are looked at once; beyond what one file may have compiled it is refused anyway.
    let (mut known, mut bytes): (HashMap<&str, bool>, usize) = (HashMap::new(), 0);
    for ix in model.every(|tag| CONDITIONS.contains(&tag)) {
        let text = model.text(ix);
        let wrong = *known.entry(text).or_insert_with(|| {
            bytes += text.len() + EACH;
            bytes <= SCRIPTS && never_boolean(text)
        });
        if wrong {
            found.with(ix, text);
        }
    }
}

/// Only constants are decided here; everything else at run time.
fn never_boolean(text: &str) -> bool {
    let Ok(expression) = script::Expression::compile_bpmn(text) else { return false };
    let constant = expression.reads().is_empty() && !text.is_empty();
    constant && expression.eval(&()).is_ok_and(|value| value.as_bool().is_none())
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><multiInstanceLoopCharacteristics><loopCardinality xsi:type='tFormalExpression'>3</loopCardinality><completionCondition xsi:type='tFormalExpression'>true</completionCondition></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><multiInstanceLoopCharacteristics><loopCardinality xsi:type='tFormalExpression'>3</loopCardinality><completionCondition xsi:type='tFormalExpression'>23</completionCondition></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
