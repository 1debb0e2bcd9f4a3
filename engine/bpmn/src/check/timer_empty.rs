//! BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, ElementIx, Findings, Rule, Tag};
use crate::extension::ENGINE_NAMESPACE;
use crate::quick::Map;

pub(super) const RULE: Rule = Rule {
    code: "timer-empty",
    numbers: &[],
    section: "10.4.5",
    title: "可执行流程的定时事件必须给出时间",
    hint: "给出日期、周期、时长之一，或 xe:timer",
    run,
};

/// What is wrong with a timer.
enum Wrong {
    Empty,
    Host,
}

fn wrong(model: &Definition, timer: ElementIx) -> Option<Wrong> {
    let times = [Tag::TimeDate, Tag::TimeCycle, Tag::TimeDuration];
    match model.foreign_child(timer, ENGINE_NAMESPACE, "timer") {
        Some(host) => {
            let given = model.attribute(host, "ref").is_some_and(|limit| !limit.is_empty());
            (model.attribute(host, "source") != Some("host") || !given).then_some(Wrong::Host)
        }
        None if times.into_iter().any(|time| model.child(timer, time).is_some()) => None,
        None => Some(Wrong::Empty),
    }
}

fn run(model: &Definition, found: &mut Findings) {
    // A definition may be shared by many events.
    let wrong: Map<ElementIx, Wrong> =
        model.all(Tag::TimerEventDefinition).iter().filter_map(|timer| Some((*timer, wrong(model, *timer)?))).collect();
    for event in model.every(Tag::is_catch_event).filter(|event| model.executable(*event)) {
        for timer in model.event_definitions(event) {
            match wrong.get(timer) {
                Some(Wrong::Host) => found.with(*timer, "xe:timer 应写 source=\"host\" 和 ref"),
                Some(Wrong::Empty) => found.with(event, super::shown(model, event)),
                None => {}
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
