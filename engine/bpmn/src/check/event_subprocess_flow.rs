//! Rule EXT.057, BPMN 2.0 section 10.2.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "event-subprocess-flow",
    numbers: &[57],
    section: "10.2.5",
    title: "事件子流程不能有流入或流出",
    hint: "删去这些顺序流",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(Tag::is_subprocess).filter(|ix| model.is_event_subprocess(*ix)) {
        let lists = model.child(ix, Tag::Incoming).or(model.child(ix, Tag::Outgoing)).is_some();
        if lists || !model.incoming(ix).is_empty() || !model.outgoing(ix).is_empty() {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><subProcess id='sub' triggeredByEvent='true'><startEvent id='q'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></startEvent><endEvent id='z'/><sequenceFlow id='y' sourceRef='q' targetRef='z'/></subProcess></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/><subProcess id='sub' triggeredByEvent='true'><startEvent id='q'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></startEvent><endEvent id='z'/><sequenceFlow id='y' sourceRef='q' targetRef='z'/></subProcess><sequenceFlow id='x' sourceRef='t' targetRef='sub'/></process>"#,
}
