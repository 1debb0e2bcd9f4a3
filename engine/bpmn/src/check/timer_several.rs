//! Rule EXT.131, BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "timer-several",
    numbers: &[131],
    section: "10.4.5",
    title: "定时事件只能给出日期、周期、时长之一",
    hint: "只留一个",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for timer in model.all(Tag::TimerEventDefinition) {
        let times = model.children(*timer).filter(|child| {
            matches!(model.tag(*child), Tag::TimeDate | Tag::TimeCycle | Tag::TimeDuration)
        });
        if times.count() > 1 {
            found.at(*timer);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration><timeCycle xsi:type='tFormalExpression'>R/PT1S</timeCycle></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
