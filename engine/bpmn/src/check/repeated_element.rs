//! XML Schema.

use crate::quick::Set;

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "repeated-element",
    numbers: &[],
    section: "XML Schema",
    title: "元素最多出现一次",
    hint: "删去多余的一个",
    run,
};

/// Child and parent, where the schema allows one child only.
const ONCE: [(Tag, Tag); 9] = [
    (Tag::Script, Tag::ScriptTask),
    (Tag::ConditionExpression, Tag::SequenceFlow),
    (Tag::ActivationCondition, Tag::ComplexGateway),
    (Tag::LoopCardinality, Tag::MultiInstanceLoopCharacteristics),
    (Tag::CompletionCondition, Tag::MultiInstanceLoopCharacteristics),
    (Tag::CompletionCondition, Tag::AdHocSubProcess),
    (Tag::LoopCondition, Tag::StandardLoopCharacteristics),
    (Tag::Condition, Tag::ConditionalEventDefinition),
    (Tag::ParticipantMultiplicity, Tag::Participant),
];

fn run(model: &Definition, found: &mut Findings) {
    let mut seen = Set::default();
    for ix in model.every(|tag| ONCE.iter().any(|(of, _)| *of == tag)) {
        if let Some(parent) = model.parent(ix)
            && ONCE.contains(&(model.tag(ix), model.tag(parent)))
            && !seen.insert((parent, model.tag(ix)))
        {
            found.with(ix, super::shown(model, parent));
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><scriptTask id='m'><script>1</script><script>2</script></scriptTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
