//! Rule EXT.100, BPMN 2.0 section 10.4.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "subprocess-start-trigger",
    numbers: &[100],
    section: "10.4.2",
    title: "普通子流程的开始事件不能有触发器",
    hint: "删去事件定义，或者改为事件子流程",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for start in model.all(Tag::StartEvent) {
        let Some(level) = model.parent(*start) else { continue };
        let embedded = model.tag(level).is_subprocess() && !model.is_event_subprocess(level);
        let triggers = model.child(*start, Tag::EventDefinitionRef).is_some() || !model.event_definitions(*start).is_empty();
        if embedded && triggers {
            found.at(*start);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><subProcess id='m'><startEvent id='q'/><endEvent id='z'/><sequenceFlow id='y' sourceRef='q' targetRef='z'/></subProcess><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><subProcess id='m'><startEvent id='q'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></startEvent><endEvent id='z'/><sequenceFlow id='y' sourceRef='q' targetRef='z'/></subProcess><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
