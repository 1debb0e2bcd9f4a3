//! Rule EXT.095, BPMN 2.0 section 10.4.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "definition-of-throw-reused",
    numbers: &[95],
    section: "10.4.1",
    title: "抛出事件里的事件定义不能被别处引用",
    hint: "把共用的事件定义放到 definitions 下",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for reference in model.all(Tag::EventDefinitionRef) {
        let Some(definition) = model.referred_by_text(*reference) else { continue };
        if model.parent(definition).is_some_and(|parent| model.tag(parent).is_throw_event()) {
            found.with(*reference, super::shown(model, definition));
        }
    }
}

examples! {
    good: r#"<message id='mi'/><messageEventDefinition id='x' messageRef='mi'/><process id='p' isExecutable='true'><startEvent id='s'><eventDefinitionRef>x</eventDefinitionRef></startEvent><endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
    bad: r#"<message id='mi'/><process id='p' isExecutable='true'><startEvent id='s'><eventDefinitionRef>x</eventDefinitionRef></startEvent><endEvent id='e'><messageEventDefinition id='x' messageRef='mi'/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
}
