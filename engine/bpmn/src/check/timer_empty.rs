//! BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, Findings, Rule, Tag};
use crate::extension::ENGINE_NAMESPACE;

pub(super) const RULE: Rule = Rule {
    code: "timer-empty",
    numbers: &[],
    section: "10.4.5",
    title: "可执行流程的定时事件必须给出时间",
    hint: "给出日期、周期、时长之一，或 xe:timer",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for event in model.every(Tag::is_catch_event).filter(|event| model.executable(*event)) {
        for timer in model.event_definitions(event) {
            if model.tag(timer) != Tag::TimerEventDefinition {
                continue;
            }
            let times = [Tag::TimeDate, Tag::TimeCycle, Tag::TimeDuration];
            let foreign = model.foreign(timer);
            let host = foreign.iter().find(|f| f.is(ENGINE_NAMESPACE, "timer"));
            match host {
                Some(host) if host.attribute("source") != Some("host") || host.attribute("ref").unwrap_or("").is_empty() => {
                    found.with(timer, "xe:timer 应写 source=\"host\" 和 ref");
                }
                Some(_) => {}
                None if times.into_iter().any(|time| model.child(timer, time).is_some()) => {}
                None => found.with(event, super::shown(model, event)),
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
