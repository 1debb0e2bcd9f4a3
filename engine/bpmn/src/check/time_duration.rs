//! Rule EXT.134, BPMN 2.0 section 10.4.5.

use super::prelude::{Definition, Findings, Rule, Tag};
use crate::iso;

pub(super) const RULE: Rule = Rule {
    code: "time-duration",
    numbers: &[134],
    section: "10.4.5",
    title: "时长必须符合 ISO 8601，或是 ${…} 表达式",
    hint: "例如 PT15M",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::TimeDuration) {
        let text = model.text(*ix);
        let expression = text.starts_with("${") && text.ends_with('}');
        // Without text another rule speaks.
        if !text.is_empty() && !expression && iso::parse_duration(text).is_err() {
            found.with(*ix, text);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT15M</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='m'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>soon</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
