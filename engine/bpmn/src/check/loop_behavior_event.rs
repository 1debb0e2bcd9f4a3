//! Rule EXT.073 and EXT.074, BPMN 2.0 section 10.2.9.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "loop-behavior-event",
    numbers: &[73, 74],
    section: "10.2.9",
    title: "多实例的 behavior 需要相应的事件",
    hint: "None 需要 noneBehaviorEventRef，One 需要 oneBehaviorEventRef，Complex 需要 complexBehaviorDefinition",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::MultiInstanceLoopCharacteristics) {
        if !model.executable(*ix) || model.engine_dialect(*ix) {
            continue;
        }
        let missing = match model.attribute(*ix, "behavior").map(|behavior| behavior.trim()) {
            Some("None") => model.attribute(*ix, "noneBehaviorEventRef").is_none(),
            Some("One") => model.attribute(*ix, "oneBehaviorEventRef").is_none(),
            Some("Complex") => model.child(*ix, Tag::ComplexBehaviorDefinition).is_none(),
            _ => false,
        };
        if missing {
            found.at(*ix);
        }
    }
}

examples! {
    good: r#"<signal id='g'/><signalEventDefinition id='sd' signalRef='g'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><multiInstanceLoopCharacteristics behavior='One' oneBehaviorEventRef='sd'><loopCardinality xsi:type='tFormalExpression'>3</loopCardinality></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<signal id='g'/><signalEventDefinition id='sd' signalRef='g'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><multiInstanceLoopCharacteristics behavior='One'><loopCardinality xsi:type='tFormalExpression'>3</loopCardinality></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
