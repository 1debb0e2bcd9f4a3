//! Rule EXT.058, BPMN 2.0 section 10.2.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "event-subprocess-start-count",
    numbers: &[58],
    section: "10.2.5",
    title: "事件子流程必须恰有一个开始事件",
    hint: "只留一个开始事件",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_subprocess).filter(|ix| model.is_event_subprocess(*ix)) {
        let count = model.children_of(ix, Tag::StartEvent).count();
        if count != 1 {
            found.with(ix, format_args!("现有 {count} 个"));
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><subProcess id='sub' triggeredByEvent='true'><startEvent id='q'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></startEvent><endEvent id='z'/><sequenceFlow id='y' sourceRef='q' targetRef='z'/></subProcess></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><subProcess id='sub' triggeredByEvent='true'><startEvent id='q'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></startEvent><startEvent id='q2'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></startEvent><endEvent id='z'/><sequenceFlow id='y' sourceRef='q' targetRef='z'/></subProcess></process>"#,
}
